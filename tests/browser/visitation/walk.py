"""A whole visitation, step by step, each by the person whose step it is, at a browser of their own."""

import datetime
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from regions.models import User
from regions.states import Role
from tests.browser.round.somebody import Somebody
from visitations.models import VisitationPage
from visitations.states import (
    EvidenceKind,
    FindingKind,
    Position,
    ProgrammeKind,
    Progress,
    RemarkDecision,
    RemarkKind,
    Score,
    Stage,
    TieKind,
    Weight,
)

TITLE = "Visitatie passende hulp"


class Walk:
    """``people`` by what they are here; each gets a browser when they first do something."""

    def __init__(self, open_as: Callable[..., Page], people: dict[str, User]) -> None:
        self.open_as, self.people = open_as, people
        self.browsers: dict[str, Somebody] = {}

    def __getitem__(self, name: str) -> Somebody:
        if name not in self.browsers:
            user = self.people[name]
            self.browsers[name] = Somebody(self.open_as(user), name=str(user))
        return self.browsers[name]

    @property
    def visitation(self) -> VisitationPage:
        return VisitationPage.objects.get()

    def at(self, name: str, screen: str, *args: Any) -> Somebody:
        """``name``, gone to a screen of the visitation."""
        somebody = self[name]
        somebody.go(reverse(f"visitations:{screen}", args=[self.visitation.pk, *args]))
        return somebody

    def move(self, name: str, to: Stage) -> None:
        somebody = self.at(name, "move", to)
        somebody.press(somebody.say("On to: %(stage)s", stage=somebody.say(to.label)))

    # --- the committee ----------------------------------------------------------------------------------------------

    def start(self, framework: str) -> None:
        editor = self["editor"]
        editor.go(reverse("visitations:start"))
        editor.select("Region", "Twente")
        editor.fill(Title=TITLE)
        editor.write("Question to the committee", "Komt hulp op tijd?")
        editor.select("Framework", framework)
        self._choose_person(editor, "Chair", "chair")
        self._choose_person(editor, "Contact of the visited party", "host")
        editor.write("Starts on", timezone.localdate().isoformat())
        editor.press("Start the visitation")
        self.move("editor", Stage.COMMITTEE)

    def _choose_person(self, somebody: Somebody, label: str, name: str) -> None:
        field = somebody.page.locator("main").get_by_label(somebody.say(label), exact=True)
        option = field.locator("option").filter(has_text=str(self.people[name]))
        field.select_option(value=option.get_attribute("value"))

    def install_committee(self) -> None:
        self.declare("chair")
        roles = {"secretary": Role.SECRETARY, "member": Role.MEMBER, "recused": Role.MEMBER, "observer": Role.OBSERVER}
        for name, role in roles.items():
            chair = self.at("chair", "propose")
            self._choose_person(chair, "Person", name)
            chair.select("Role", chair.say(role.label))
            chair.press("Propose")
        for name in ("secretary", "member", "observer"):
            self.declare(name)
        self.declare("recused", TieKind.FAMILY, "Een zwagerwoord werkt er.")
        seat = self.visitation.committee.memberships.get(user=self.people["recused"])
        chair = self.at("chair", "decide_tie", seat.pk)
        chair.choose("Decision", "Recused")
        chair.write("Reason", "Te dichtbij.")
        chair.press("Decide")
        self.at("host", "committee").press("We have no objections")
        self.at("chair", "committee").press("Install the committee")

    def declare(self, name: str, tie: TieKind | None = None, explanation: str = "") -> None:
        somebody = self.at(name, "declare")
        question = "Which ties do you have with the visited party, now or in the past %(years)s years?"
        somebody.choose(somebody.say(question, years=5), tie.label if tie else "No ties")
        somebody.write("Explanation", explanation)
        somebody.press("Declare")

    # --- before and during the visit ----------------------------------------------------------------------------------

    def evaluate_itself(self) -> None:
        self.move("chair", Stage.SELF_EVALUATION)
        for criterion in self.visitation.framework.criteria.all():
            host = self.at("host", "self_evaluate", criterion.pk)
            host.choose("How far is this so?", Score.LARGELY.label)
            host.write("Explanation", "Dat gaat goed, schrijft het zelfwoord.")
            host.press("Save")

    def hand_in(self) -> None:
        self.at("host", "self_evaluation_hand_in").press("Hand in")

    def seat_panel(self, accept: Callable[[], None]) -> None:
        secretary = self.at("secretary", "panel_members")
        secretary.write("E-mail address", self.people["panellist"].email)
        secretary.press("Send the invitation")
        accept()

    def plan_the_visit(self) -> None:
        self.move("chair", Stage.DOCUMENTS)
        member = self.at("member", "request_add")
        member.write("What would the committee like to read?", "Een vraagwoord over wachttijden")
        member.press("Ask")
        asked = self.visitation.document_requests.get()
        host = self.at("host", "request_answer", asked.pk)
        host.choose("Your answer", "It is not available")
        host.write("Explanation", "Dat houden wij niet bij.")
        host.press("Answer")
        self.move("chair", Stage.PROGRAMME)
        self.plan("host", ProgrammeKind.INTERVIEW, "Een gangwoord met ouders", group="Ouders", hour=10)
        self.plan("secretary", ProgrammeKind.DELIBERATION, "Een beraadwoord", hour=15)
        self.at("secretary", "programme").press("Send the programme to everybody")

    def plan(self, name: str, kind: ProgrammeKind, title: str, *, hour: int, group: str = "") -> None:
        day = timezone.localdate() + datetime.timedelta(days=30)
        somebody = self.at(name, "programme_add")
        somebody.choose("Kind", kind.label)
        somebody.write("Title", title)
        somebody.write("Stakeholder group", group)
        somebody.write("Starts at", f"{day}T{hour}:00")
        somebody.write("Ends at", f"{day}T{hour + 1}:00")
        somebody.press("Save")

    def visit(self) -> None:
        self.move("chair", Stage.VISIT)
        for title in ("Gesprek met ouders", "Overzicht"):
            member = self.at("member", "evidence_add")
            member.choose("Kind", EvidenceKind.INTERVIEW.label)
            member.write("Title", title)
            member.write("Stakeholder group", "Ouders")
            member.write("Notes", "Zij zeggen het notitiewoord.")
            member.press("Save")
        for criterion in self.visitation.framework.criteria.all():
            panellist = self.at("panellist", "panel_answer", criterion.pk)
            panellist.choose("What do you think?", "A little")
            panellist.write("Do you want to say more?", "Ik zeg het panelwoord.")
            panellist.press("Save")
            for name in ("chair", "secretary", "member"):
                judge = self.at(name, "judge_alone", criterion.pk)
                judge.choose("How far is this so?", Score.IN_PART.label)
                judge.write("Explanation", "Een alleenwoord." if name == "member" else "")
                judge.press("Save")

    # --- the report -----------------------------------------------------------------------------------------------------

    def write_draft(self) -> None:
        self.move("chair", Stage.DRAFT)
        self.at("chair", "judgements_open").press("Open them")
        for criterion in self.visitation.framework.criteria.all():
            chair = self.at("chair", "judge_together", criterion.pk)
            chair.choose("How far is this so?", Score.IN_PART.label)
            chair.write("What it rests on", "Wij zeggen het samenwoord.")
            chair.press("Save")
        member = self.at("member", "dissent", criterion.pk)
        member.write("What do you see differently?", "Ik zie het met het andersblik.")
        member.press("Save")
        self._write_finding()
        secretary = self.at("secretary", "report_edit")
        secretary.fill(Title="Rapport passende hulp", Introduction="Wij kwamen.", Conclusion="Dank.")
        secretary.press("Save")

    def _write_finding(self) -> None:
        member = self.at("member", "finding_add")
        member.page.locator("main").get_by_label(member.say("Criterion"), exact=True).select_option(index=1)
        member.choose("Kind", FindingKind.CONCERN.label)
        member.write("What did you find?", "Gezinnen horen het bevindwoord elf maanden.")
        member.choose("On what evidence?", "Gesprek met ouders")
        member.choose("On what evidence?", "Overzicht")
        member.press("Save")
        member = self.at("member", "recommendation_add")
        member.write("What do you recommend?", "Bel ieder gezin elke maand.")
        member.write("For whom?", "Regio")
        member.choose("Weight", Weight.WEIGHTY.label)
        member.page.locator("main").get_by_label("bevindwoord").check()
        member.press("Save")

    def check_facts(self) -> None:
        self.move("chair", Stage.FACT_CHECK)
        finding = self.visitation.findings.get()
        host = self.at("host", "remark", finding.key)
        host.choose("What is it about?", RemarkKind.FACTUAL_ERROR.label)
        host.write("Your remark", "Het opmerkwoord: negen maanden.")
        host.press("Make this remark")
        host = self.at("host", "fact_check")
        host.open("I am done")
        host.press("Hand in the remarks")
        chair = self.at("chair", "decide_remark", self.visitation.remarks.get().pk)
        chair.choose("Decision", RemarkDecision.ADOPTED.label)
        chair.write("Reason", "Dat klopt.")
        chair.write("The text reads from now on", "Gezinnen horen het bevindwoord negen maanden.")
        chair.press("Decide")

    def respond(self) -> None:
        self.move("chair", Stage.FINAL)
        self.move("chair", Stage.RESPONSE)
        host = self.at("host", "respond", self.visitation.recommendations.get().pk)
        host.choose("Your position", Position.ACCEPTED.label)
        host.write("What will you do?", "Wij doen het reactiewoord.")
        host.write("Who?", "Regio")
        host.press("Save")

    def publish(self) -> None:
        self.move("host", Stage.PUBLISHED)

    def follow_up(self) -> None:
        host = self.at("host", "review", self.visitation.recommendations.get().pk)
        host.choose("How does it stand?", Progress.UNDER_WAY.label)
        host.write("What has been done?", "Het volgwoord is begonnen.")
        host.press("Save")
