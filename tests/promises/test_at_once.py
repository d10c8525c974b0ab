"""Two people, or one impatient one, at the same moment: on a database in a file, each in a thread with its own connection."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections

from casestudies import actions
from casestudies.models import Answer
from casestudies.parts import Part, version_of_part
from casestudies.states import Round, WriterRole
from learningtables import actions as tables
from learningtables.models import SessionPage, SessionReport
from learningtables.states import Rsvp
from lessons.actions import report_uptake
from lessons.models import Uptake
from regions import actions as circles
from regions.forms import SignUpForm
from regions.models import Invitation, Membership, User
from regions.states import IllegalMove, Role
from tests.factories.casestudies import ANSWER, make_case, make_reflection
from tests.factories.learningtables import make_method, make_session, make_table
from tests.factories.lessons import LessonFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _in_a_file(transactional_db: None) -> None:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and ("memory" in name or not name):
        pytest.skip("needs a database that threads can share")


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All at the same moment; of each what it gave, or how it was refused. Any other error fails the test."""
    start = threading.Barrier(len(deeds))
    came: list[Any] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait()
            came[number] = deed()
        except Exception as error:
            came[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    broken = [one for one in came if isinstance(one, Exception) and not isinstance(one, IllegalMove)]
    assert broken == []
    return came


def refused(came: list[Any]) -> int:
    return sum(isinstance(one, IllegalMove) for one in came)


@pytest.fixture
def table(foodvalley: Any, table_circle: Any, facilitator: Any, colleagues: Any) -> Any:
    make_method()
    return make_table(region=foodvalley, circle=table_circle, owner=facilitator)


@pytest.fixture
def reflection(foodvalley: Any, table_circle: Any, case_owner: Any, colleagues: Any, facilitator: Any) -> Any:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    return make_reflection(case, respondents=colleagues, user=facilitator)


def test_an_answer_that_meets_the_reveal_is_in_time_or_refused(
    reflection: Any, colleagues: Any, facilitator: Any
) -> None:
    point = reflection.case.decision_points.get()

    def answer(person: User) -> Callable[[], Any]:
        return lambda: actions.answer(reflection, decision_point=point, round=Round.ONE, user=person, **ANSWER)

    answer(colleagues[0])()
    came = at_once(*[answer(one) for one in colleagues[1:]], lambda: actions.reveal(reflection, user=facilitator))
    reflection.refresh_from_db()
    assert reflection.is_revealed
    assert Answer.objects.count() == len(colleagues) - refused(came)
    assert not Answer.objects.filter(answered_at__gt=reflection.revealed_at).exists()


def test_one_answer_sent_twice_is_one(reflection: Any, participant: Any) -> None:
    point = reflection.case.decision_points.get()

    def send() -> Any:
        return actions.answer(reflection, decision_point=point, round=Round.ONE, user=participant, **ANSWER)

    at_once(send, send, send)
    assert Answer.objects.count() == 1


def test_two_who_reveal_reveal_once(reflection: Any, colleagues: Any, facilitator: Any) -> None:
    point = reflection.case.decision_points.get()
    actions.answer(reflection, decision_point=point, round=Round.ONE, user=colleagues[0], **ANSWER)
    came = at_once(*[lambda: actions.reveal(reflection, user=facilitator)] * 2)
    assert refused(came) == 1


def test_two_who_open_a_reflection_open_one(
    foodvalley: Any, table_circle: Any, case_owner: Any, colleagues: Any, facilitator: Any
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    at_once(*[lambda: make_reflection(case, respondents=colleagues, user=facilitator)] * 2)
    assert case.reflections.count() == 1


def test_replies_and_changes_of_a_session_follow_each_other(table: Any, colleagues: Any, facilitator: Any) -> None:
    session = make_session(table, user=facilitator)
    at_once(
        *[lambda person=person: tables.reply(session, rsvp=Rsvp.YES, user=person) for person in colleagues],
        lambda: tables.cancel_session(session, user=facilitator),
    )
    assert SessionPage.objects.get().state == "cancelled"


def test_two_who_draft_a_report_draft_one_and_two_who_save_meet(table: Any, facilitator: Any) -> None:
    session = make_session(table, user=facilitator)
    at_once(*[lambda: tables.draft_report(session, user=facilitator)] * 2)
    report = SessionReport.objects.get()

    def save(body: str) -> Callable[[], Any]:
        return lambda: tables.save_report(report, body=body, version=report.version, user=facilitator)

    came = at_once(save("een"), save("twee"))
    assert refused(came) == 1
    report.refresh_from_db()
    came = at_once(*[lambda: tables.publish_report(report, version=report.version, user=facilitator, body="x")] * 2)
    assert refused(came) == 1


def test_two_who_plan_or_found_at_once_both_get_theirs(table: Any, facilitator: Any, foodvalley: Any) -> None:
    at_once(
        *[lambda number=number: make_session(table, user=facilitator, title=f"Sessie {number}") for number in range(3)]
    )
    assert SessionPage.objects.count() == 3
    at_once(
        *[
            lambda number=number: tables.found_table(
                region=foodvalley, title=f"T{number}", purpose="p", user=facilitator
            )
            for number in range(3)
        ]
    )


def test_lessons_of_one_region_written_at_once_all_stand(foodvalley: Any, facilitator: Any, table_circle: Any) -> None:
    from lessons.actions import write_lesson
    from lessons.models import LessonPage

    at_once(
        *[
            lambda number=number: write_lesson(
                region=foodvalley,
                title=f"Les {number}",
                why="w",
                audience_key=table_circle.audience_key,
                user=facilitator,
                direction="keep",
                loop="single",
            )
            for number in range(4)
        ]
    )
    paths = list(LessonPage.objects.values_list("path", flat=True))
    assert len(set(paths)) == 4
    foodvalley.page.refresh_from_db()
    assert foodvalley.page.numchild == foodvalley.page.get_children().count()


def test_two_coordinators_leave_one_current_word(foodvalley: Any, facilitator: Any) -> None:
    lesson = LessonFactory(region=foodvalley)
    at_once(*[lambda: report_uptake(lesson, region=foodvalley, status="trying", user=facilitator)] * 3)
    assert Uptake.objects.current().count() == 1


def test_an_invitation_accepted_twice_gives_one_seat(table_circle: Any, facilitator: Any, outsider: Any) -> None:
    invitation = circles.invite(table_circle, email="x@example.org", role=Role.PARTICIPANT, user=facilitator)
    at_once(*[lambda: circles.accept_invitation(invitation, user=outsider)] * 3)
    assert Membership.objects.filter(user=outsider).count() == 1


def test_two_sign_ups_at_once_make_one_account(table_circle: Any, facilitator: Any) -> None:
    invitation = circles.invite(table_circle, email="x@example.org", role=Role.PARTICIPANT, user=facilitator)
    data = {"first_name": "N", "last_name": "B", "perspective": "professional", "password": "een-lang-wachtwoord"}

    def sign_up() -> Any:
        form = SignUpForm(data, invitation=Invitation.objects.get(pk=invitation.pk))
        if not form.is_valid():
            raise IllegalMove(str(form.errors))
        return form.act(user=None)

    came = at_once(sign_up, sign_up)
    assert (refused(came), User.objects.filter(email="x@example.org").count()) == (1, 1)


# --- two people write one case --------------------------------------------------------------------------------------------


@pytest.fixture
def written_by_two(foodvalley: Any, table_circle: Any, case_owner: Any, participant: Any) -> Any:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner)
    actions.ask_along(case, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    return case


def said(case: Any) -> Any:
    return type(case).objects.get(pk=case.pk).get_latest_revision_as_object()


def test_two_steps_saved_at_once_are_both_there(written_by_two: Any, case_owner: Any, participant: Any) -> None:
    case = written_by_two
    versions = {part: version_of_part(said(case), part) for part in (Part.SITUATION, Part.ABOUT)}
    came = at_once(
        lambda: actions.edit_case_part(
            case, part=Part.SITUATION, version=versions[Part.SITUATION], user=case_owner, situation="Van de een."
        ),
        lambda: actions.edit_case_part(
            case,
            part=Part.ABOUT,
            version=versions[Part.ABOUT],
            user=participant,
            autosave=True,
            summary="Van de ander.",
        ),
    )
    assert refused(came) == 0
    assert (said(case).situation, said(case).summary) == ("Van de een.", "Van de ander.")


def test_one_step_saved_at_once_is_kept_of_one_and_refused_to_the_other(
    written_by_two: Any, case_owner: Any, participant: Any
) -> None:
    case = written_by_two
    version = version_of_part(said(case), Part.SITUATION)
    came = at_once(
        *(
            partial(actions.edit_case_part, case, part=Part.SITUATION, version=version, user=user, situation=str(user))
            for user in (case_owner, participant)
        )
    )
    assert refused(came) == 1
    kept = next(one for one in came if not isinstance(one, IllegalMove))
    assert said(case).situation == kept.situation


def test_what_meets_the_lock_is_in_time_or_refused(written_by_two: Any, case_owner: Any, participant: Any) -> None:
    case = written_by_two
    point = case.decision_points.get()
    came = at_once(
        lambda: actions.lock_then(case, user=case_owner),
        lambda: actions.edit_decision_point(point, user=participant, known="Net op tijd."),
    )
    point.refresh_from_db()
    assert not isinstance(came[0], IllegalMove)
    assert (point.known == "Net op tijd.") == (refused(came) == 0)
