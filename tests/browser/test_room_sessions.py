"""Two whole sessions, each with a facilitator and four participants in five browsers: one loses the connection in the middle,
one is a guest on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from casestudies.models import CaseStudyPage
from learningtables import actions as tables
from learningtables.models import Contribution, LearningTablePage, Method, SessionPage
from regions.models import Circle, Region, User
from tests.browser.room.somebody import FOLLOWS, Facilitator, Guest, Leading
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_session, make_table
from tests.factories.regions import MembershipFactory, UserFactory

LAPTOP = {"viewport": {"width": 1280, "height": 800}}
TABLET = {"viewport": {"width": 820, "height": 1100}}
SAME = {"reasonable": "reasonable", "same_choice": "same", "confidence": 4}
OTHERWISE = {"reasonable": "doubtful", "same_choice": "different", "confidence": 3}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def colleague(table_circle: Circle) -> User:
    return MembershipFactory(circle=table_circle, user=UserFactory()).user


@pytest.fixture
def table(
    site: str, foodvalley: Region, table_circle: Circle, facilitator: User, participant: User, colleague: User
) -> LearningTablePage:
    call_command("seed_methods", verbosity=0)
    return make_table(region=foodvalley, circle=table_circle, owner=facilitator)


@pytest.fixture
def case(table: LearningTablePage, foodvalley: Region, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table.circle, owner=case_owner, points=1, locked=True, shared=True)


@pytest.fixture
def gather(
    open_as: Callable[..., Page], facilitator: User, participant: User, case_owner: User, colleague: User
) -> Callable[[SessionPage], dict[str, Any]]:
    """Five browsers at the door of a session's room; the facilitator opens it, and the guest comes in with the code."""

    def all_in(session: SessionPage) -> dict[str, Any]:
        room = f"/leertafels/sessies/{session.pk}/kamer/"
        lead = Facilitator(open_as(facilitator, **LAPTOP), room)
        lead.open(session.url)
        code = lead.make_code()
        guest = Guest(open_as(None, **PHONE), room)
        guest.come_in_with(code, "Noor")
        there = {"lead": lead, "guest": guest}
        for name, user in (("member", participant), ("owner", case_owner), ("away", colleague)):
            there[name] = Leading(open_as(user, **TABLET), room)
            there[name].come_in()
        return there

    return all_in


def session_by(method: str, table: LearningTablePage, user: User, **fields: Any) -> SessionPage:
    return make_session(table, user=user, method=Method.objects.get(slug=method), days=0, **fields)


def test_incident_method(
    site: str, guard: Any, table: LearningTablePage, facilitator: User, case_owner: User, gather: Any
) -> None:
    session = session_by("incident", table, facilitator)
    the = gather(session)
    lead, writers = the["lead"], {name: one for name, one in the.items() if name != "lead"}
    for title in ("Terugblik", "Casussen noemen", "Kiezen", "Doorvragen"):
        lead.go_on_to(title)
    for one in writers.values():
        one.sees_step("Doorvragen")

    # Written first, one of them without a connection.
    the["away"].context.set_offline(True)
    the["away"].type("Wie belde de school?")
    expect(the["away"].page.locator("#room-outbox")).to_contain_text("Wie belde de school?")
    asked = {"member": "Wanneer was dat?", "owner": "Wie wist ervan?", "guest": "Wat zei de jongere zelf?"}
    for name, text in asked.items():
        the[name].write(text)
    for text in asked.values():
        lead.was_not_sent(text)
    the["member"].was_not_sent(asked["guest"])
    assert not Contribution.objects.filter(body="Wie belde de school?").exists()
    the["away"].context.set_offline(False)
    the["away"].has_kept("Wie belde de school?")
    lead.reveal()
    for one in the.values():
        for text in (*asked.values(), "Wie belde de school?"):
            one.sees(text)
    assert Contribution.objects.count() == 4

    # Put together, and voted on.
    lead.group("De school", "Wie belde de school?", "Wie wist ervan?")
    lead.open_vote()
    the["guest"].vote_for("De school")
    the["member"].vote_for("De school")
    the["away"].vote_for("Wat zei de jongere zelf?")
    lead.count()
    for one in the.values():
        expect(one.page.locator(".pile__head .votes")).to_contain_text("2", timeout=FOLLOWS)

    lead.go_on_to("Overleg zonder de inbrenger")
    lead.page.locator("#lead-back").click()
    lead.sees_step("Doorvragen")
    the["member"].sees_step("Doorvragen")
    the["member"].sees("Wat zei de jongere zelf?")  # going back deletes nothing
    lead.go_on_to("Overleg zonder de inbrenger")
    the["guest"].sees_step("Overleg zonder de inbrenger")
    the["guest"].write("Misschien durfde niemand het te vragen.")
    lead.go_on_to("Advies")
    the["member"].sees_step("Advies")
    the["member"].write("Vraag het de jongere eerst.")
    the["member"].is_ready()
    lead.read_count("1 (of|van) ")
    lead.go_on_to("Wat neem je mee?")
    the["owner"].sees_step("Wat neem je mee?")
    guard.visited.add(f"{site}{lead.room}stand/")  # which shows the guest out
    lead.close()
    the["guest"].is_out()

    report = tables.draft_report(session, user=facilitator)
    for text in Contribution.objects.values_list("body", flat=True):
        assert text not in report.body


def test_learning_table_method(
    site: str,
    guard: Any,
    settings: Any,
    table: LearningTablePage,
    case: CaseStudyPage,
    facilitator: User,
    case_owner: User,
    participant: User,
    gather: Any,
) -> None:
    """The steps drive the reflection of the case; in the middle the facilitator vanishes and a member goes on."""
    session = session_by("leertafel", table, facilitator, cases=[case])
    the = gather(session)
    lead, member, owner, away, guest = (the[name] for name in ("lead", "member", "owner", "away", "guest"))
    lead.go_on_to("Openen en afspreken")
    lead.go_on_to("Wat we toen wisten")
    owner.sees_step("Wat we toen wisten")
    guest.sees_step("Wat we toen wisten")
    guest.write("Wie kende het gezin?")
    lead.sees("Wie kende het gezin?")

    # The first answers, alone; one of them with the connection gone for a while.
    lead.go_on_to("Wat zou jij kiezen?")
    lead.ask_by_name()
    for one in (lead, member, away):
        one.sees_question()
    expect(guest.page.locator("#vraag")).to_be_visible(timeout=FOLLOWS)
    expect(guest.page.locator("#vraag form")).to_have_count(0)
    away.context.set_offline(True)
    away.fill_answer(why="Van toen uit gezien begrijp ik het.", **SAME)
    away.context.set_offline(False)
    away.send_answer()
    member.is_refused(why="Ik had gebeld.", **OTHERWISE)  # and says not what it means
    lead.answer(why="Er was geen plek.", **SAME)
    member.sees_answered(2)
    expect(member.answer_form.locator("textarea[name=why]")).to_have_value("Ik had gebeld.")
    expect(member.answer_form.locator(".error-summary")).to_be_visible()
    member.answer(why="Ik had gebeld.", meaning="Voortaan bel ik eerst.", **OTHERWISE)
    for one in (lead, away, owner, guest):
        one.was_not_sent("Ik had gebeld.")
    lead.reveal_answers()
    assert session.agenda.get().reflection.state == "round_two"

    for title in ("Samen openen", "Afloop en kennis van nu", "Zouden we hetzelfde doen?"):
        lead.go_on_to(title)
    for one in (member, away):
        one.sees_step("Zouden we hetzelfde doen?")
    for one in (lead, member, away):
        one.sees_question()
        one.answer(why="Nu we dit weten.", meaning="Eerst bellen.", **OTHERWISE)
    lead.end_second_round()
    guest.was_not_sent("Nu we dit weten.")

    # The facilitator's laptop dies; somebody at the table goes on.
    lead.context.close()
    settings.ROOM_SILENT_AFTER = 0
    member.take_over()
    member.go_on_to("Wat betekent dit voor onze werkwijze?")
    away.sees_step("Wat betekent dit voor onze werkwijze?")
    away.write("Bel eerst, plan daarna.")
    member.go_on_to("Afspreken en delen")
    member.record_action("Een vast nummer voor ouders", owner=participant)
    member.come_in()
    member.go_on_to("Uitchecken")
    for one, score in ((member, 8), (owner, 6), (away, 7), (guest, 9)):
        one.sees_step("Uitchecken")
        one.give(score, words="Fijn")
    member.reveal()
    expect(guest.page.locator("#room-board")).to_contain_text("7,5", timeout=FOLLOWS)
    guard.visited.add(f"{site}{lead.room}stand/")
    member.close()

    # The next session opens with what was agreed in this one.
    following = make_session(table, user=facilitator, title="De volgende keer", days=28)
    owner.sees_closed()
    owner.page.goto(following.url)
    expect(owner.page.locator("#agenda")).to_contain_text("Een vast nummer voor ouders")
