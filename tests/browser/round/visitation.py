"""Step 8: outsiders visit Twente, from committee to published report with response."""

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from regions.states import Role
from visitations.models import Framework
from visitations.states import (
    EvidenceKind,
    FindingKind,
    Position,
    ProgrammeKind,
    RemarkDecision,
    RemarkKind,
    Score,
    Stage,
    Weight,
)

from .somebody import Somebody
from .world import Round

TITLE = "Visitatie Twente: aanbieders en de wachtlijst"
REPORT = "Zicht op de wachtlijst in Twente"
FRAMEWORK = "actiepunten-2017"
WRONG = "Tien aanbieders houden elk een eigen wachtlijst bij."
RIGHT = "Zes aanbieders houden elk een eigen wachtlijst bij."
CORRECTION = "Het zijn er zes; vier zijn vorig jaar samengegaan."
ANSWER = "Nagekeken in de contracten: dat klopt."
ADVICE = "Maak met de aanbieders één wachtlijst die iedereen kan inzien."
PLAN = "Wij richten de lijst in met alle aanbieders."


def start(the: Round) -> None:
    editor = the["editor"]
    editor.visit("Visitations")
    editor.follow("Start a visitation")
    editor.select("Region", "Twente")
    editor.fill(Title=TITLE, Summary="Vreemde ogen kijken mee.", Tags="wachtlijst")
    editor.write("Question to the committee", "Wie weet waar er plek is?")
    editor.select("Framework", str(Framework.objects.get(slug=FRAMEWORK)))
    select_person(editor, "Chair", str(the.people["chair-zwolle"]))
    select_person(editor, "Contact of the visited party", str(the.people["host-twente"]))
    editor.choose("Themes", "Wachttijden en wachtlijsten")
    editor.write("Starts on", timezone.localdate().isoformat())
    editor.press("Start the visitation")
    move(editor, Stage.COMMITTEE)


def select_person(somebody: Somebody, label: str, name: str) -> None:
    """By the name that begins the option; what tells namesakes apart follows."""
    field = somebody.page.locator("main").get_by_label(somebody.say(label), exact=True)
    field.select_option(value=field.locator("option").filter(has_text=name).get_attribute("value"))


def move(somebody: Somebody, to: Stage) -> None:
    somebody.visit("Visitations")
    somebody.follow(TITLE)
    button = somebody.say("On to: %(stage)s", stage=somebody.say(to.label))
    somebody.follow(button)
    read = somebody.page.get_by_label(somebody.say("I have read it: nobody can be recognised"))
    if read.count():  # the privacy check has a question about the report
        read.check()
    somebody.press(button)


def install_committee(the: Round) -> None:
    chair, member = the["chair-zwolle"], the["member-venlo"]
    declare_no_ties(chair)
    open_door(chair, "Committee and ties")
    chair.follow("Propose a member")
    select_person(chair, "Person", member.name)
    chair.select("Role", chair.say(Role.MEMBER.label))
    chair.press("Propose")
    declare_no_ties(member)
    open_door(the["host-twente"], "Committee and ties")
    the["host-twente"].sees(member.name)
    the["host-twente"].press("We have no objections")
    open_door(chair, "Committee and ties")
    chair.press("Install the committee")


def declare_no_ties(somebody: Somebody) -> None:
    somebody.go("/")
    somebody.follow(TITLE)
    asked = "Which ties do you have with the visited party, now or in the past %(years)s years?"
    somebody.choose(somebody.say(asked, years=settings.TIE_LOOKBACK_YEARS), "No ties")
    somebody.press("Declare")


def open_door(somebody: Somebody, label: str) -> None:
    """One of the screens behind the visitation's page."""
    somebody.visit("Visitations")
    somebody.follow("My visitations")
    somebody.follow(TITLE)
    somebody.follow(label)


def write_report(the: Round) -> None:
    chair, member = the["chair-zwolle"], the["member-venlo"]
    move(chair, Stage.SELF_EVALUATION)
    evaluate_itself(the["host-twente"])
    for stage in (Stage.DOCUMENTS, Stage.PROGRAMME):
        move(chair, stage)
    plan_visit(chair)
    move(chair, Stage.VISIT)
    open_door(member, "Workspace of the committee")
    for title in ("Gesprek met drie aanbieders", "Overzicht van contracten"):
        member.follow("Add evidence")
        member.choose("Kind", EvidenceKind.INTERVIEW.label)
        member.write("Title", title)
        member.press("Save")
    member.follow("Write a finding")
    member.page.locator("main").get_by_label(member.say("Criterion"), exact=True).select_option(index=1)
    member.choose("Kind", FindingKind.CONCERN.label)
    member.write("What did you find?", WRONG)
    member.choose("On what evidence?", "Gesprek met drie aanbieders")
    member.choose("On what evidence?", "Overzicht van contracten")
    member.press("Save")
    write_recommendation(member)
    member.follow("Write the text")
    member.fill(Title=REPORT, Introduction="Aanbieders kennen elkaars wachtlijst niet.", Conclusion="Het kan samen.")
    member.choose("Themes", "Wachttijden en wachtlijsten")
    member.press("Save")


def plan_visit(chair: Somebody) -> None:
    open_door(chair, "Programme of the visit")
    chair.follow("Plan a part")
    chair.choose("Kind", ProgrammeKind.INTERVIEW.label)
    chair.fill(Title="Gesprek met aanbieders", Stakeholder_group="Aanbieders")
    day = timezone.localdate() + datetime.timedelta(days=30)
    chair.write("Starts at", f"{day}T10:00")
    chair.write("Ends at", f"{day}T11:00")
    chair.press("Save")


def evaluate_itself(host: Somebody) -> None:
    """One criterion; of the others it says that it cannot judge them."""
    first, *others = criteria()
    open_door(host, "Self-evaluation")
    host.follow(host.say("Fill in “%(criterion)s”", criterion=first))
    host.choose("How far is this so?", Score.LARGELY.label)
    host.press("Save")
    host.follow("Hand in")
    for name in others:
        host.page.locator("main").get_by_label(name, exact=True).check()
    host.press("Hand in")


def criteria() -> list[str]:
    return [criterion.name for criterion in Framework.objects.get(slug=FRAMEWORK).criteria.all()]


def judge(the: Round) -> None:
    """Each alone, one criterion after the other; then together."""
    chair, member = the["chair-zwolle"], the["member-venlo"]
    for somebody, score in ((chair, Score.LARGELY), (member, Score.IN_PART)):
        open_door(somebody, "Judging")
        somebody.follow(somebody.say("Judge “%(criterion)s”", criterion=criteria()[0]))
        for _criterion in criteria():
            somebody.choose("How far is this so?", score.label)
            somebody.press("Save")
    open_door(chair, "Judging")
    chair.follow("Open the judgements")
    chair.press("Open them")
    for name in criteria():
        chair.follow(chair.say("Judge “%(criterion)s” together", criterion=name))
        chair.choose("How far is this so?", Score.IN_PART.label)
        chair.write("What it rests on", "Dat zagen wij op drie plekken.")
        chair.press("Save")


def write_recommendation(member: Somebody) -> None:
    member.follow("Write a recommendation")
    member.write("What do you recommend?", ADVICE)
    member.write("For whom?", "het regiobestuur")
    member.choose("Weight", Weight.WEIGHTY.label)
    member.page.locator("main").get_by_label(WRONG).check()
    member.press("Save")


def check_facts(the: Round) -> None:
    chair, host = the["chair-zwolle"], the["host-twente"]
    assert WRONG not in host.get("/visitaties/mijn/")
    move(chair, Stage.DRAFT)
    judge(the)
    move(chair, Stage.FACT_CHECK)
    host.go("/")
    host.follow(TITLE)
    host.sees(WRONG)
    host.follow(host.say("Make a remark on finding %(number)s", number=1))
    host.choose("What is it about?", RemarkKind.FACTUAL_ERROR.label)
    host.write("Your remark", CORRECTION)
    host.press("Make this remark")
    host.open("I am done")
    host.press("Hand in the remarks")
    answer_remark(chair)


def answer_remark(chair: Somebody) -> None:
    open_door(chair, "Fact check")
    chair.sees(CORRECTION)
    chair.follow("Decide on this remark")
    chair.choose("Decision", RemarkDecision.ADOPTED.label)
    chair.write("Reason", ANSWER)
    chair.write("The text reads from now on", RIGHT)
    chair.press("Decide")
    chair.sees(RIGHT, ANSWER)


def respond_and_publish(the: Round) -> None:
    chair, host = the["chair-zwolle"], the["host-twente"]
    move(chair, Stage.FINAL)
    move(chair, Stage.RESPONSE)
    host.go("/")
    host.follow(TITLE)
    host.follow(host.say("Respond to recommendation %(number)s", number=1))
    host.choose("Your position", Position.ACCEPTED.label)
    host.write("What will you do?", PLAN)
    host.write("Who?", "regiocoördinator")
    host.press("Save")
    the["outsider"].go("/visitaties/")
    the["outsider"].sees_nothing_of(REPORT)
    move(host, Stage.PUBLISHED)


def report_tells_it_all(the: Round) -> None:
    outsider = the["outsider"]
    outsider.visit("Visitations")
    outsider.follow(REPORT)
    outsider.sees(ADVICE, PLAN, Position.ACCEPTED.label, str(the.people["chair-zwolle"]))
    ledger: Any = outsider.page.locator("#feitencheck")
    changed = ("Tien", "Zes", WRONG.removeprefix("Tien "))  # what went and what came, then the words that stayed
    for text in (CORRECTION, ANSWER, *changed, outsider.say(RemarkDecision.ADOPTED.label)):
        expect(ledger).to_contain_text(text)
    the.found["report"] = outsider.path
