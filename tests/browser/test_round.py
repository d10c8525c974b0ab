"""The first full round, each step by the person whose it is: a case becomes a lesson, and another region finds it."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.round import case, lesson, regions, table, visitation
from tests.browser.round.world import Round

STEPS = {
    "1 the regions stand": [regions.regions_stand],
    "2 a case is written and kept in the circle": [
        case.write_case,
        case.lock_and_share_case,
        case.case_stays_in_the_circle,
    ],
    "3 a session is planned": [
        table.plan_session,
        table.invitations_came,
        table.participant_replies,
        table.ask_the_central_question,
    ],
    "4 four people answer alone": [case.answer_alone],
    "5 the answers are opened, and given again": [case.reveal, case.answer_again, case.shift_is_drawn],
    "6 it ends in a lesson, an action and a report": [
        table.conclude,
        table.write_lesson,
        table.close_reflection,
        table.publish_report,
    ],
    "7 the lesson is for everyone, the case is not": [
        lesson.publish_lesson,
        lesson.lesson_is_open_and_the_case_is_not,
    ],
    "8 outsiders visit Twente": [
        visitation.start,
        visitation.install_committee,
        visitation.write_report,
        visitation.check_facts,
        visitation.respond_and_publish,
        visitation.report_tells_it_all,
    ],
    "9 Zeeland finds the lesson and tries it": [lesson.find_from_zeeland, lesson.try_it_in_zeeland],
    "10 a visitor reads what is public, in Dutch and in English": [lesson.read_as_visitor],
}


def test_round(open_as: Callable[..., Page]) -> None:
    the = Round(open_as)
    the.lay()
    for name, parts in STEPS.items():
        for part in parts:
            try:
                part(the)
            except Exception as fault:
                fault.add_note(f"in step {name}: {part.__name__}")
                raise
