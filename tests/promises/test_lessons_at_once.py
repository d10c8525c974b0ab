"""Two people do something with one lesson at the same moment: nobody waits for the other for ever, nothing of either is lost, and
who comes second is told."""

from functools import partial
from typing import Any

import pytest
from wagtail.models import APIToken

from home import tokens
from lessons import actions
from lessons.models import Comment, LessonPage, Trial, Uptake
from lessons.states import LessonStatus, RetireReason, ReviewOutcome, TrialDecision, UptakeStatus
from regions import actions as regional
from regions.models import Statement
from tests.lessons.living import fresh, in_days, make_lesson
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TRIED: dict[str, Any] = {
    "hypothesis": "Als we eerst bellen, duurt het korter.",
    "where": "Team Middelburg",
    "noticed_by": "We tellen de gesprekken.",
    "starts_on": in_days(-20),
    "ends_on": in_days(20),
}


@pytest.fixture
def one(foodvalley: Any, facilitator: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle, title="Bel eerst")


@pytest.fixture
def other(foodvalley: Any, facilitator: Any, table_circle: Any) -> LessonPage:
    return make_lesson(facilitator, foodvalley, table_circle, title="Bel vooraf")


def test_two_lessons_merged_into_each_other_leave_one(
    one: LessonPage, other: LessonPage, facilitator: Any, editor: Any
) -> None:
    came = at_once(
        partial(actions.merge_lessons, one, into=other, user=facilitator),
        partial(actions.merge_lessons, other, into=one, user=editor),
    )
    assert refused(came) == 1
    stays = next(came_of for came_of in came if isinstance(came_of, LessonPage))
    assert {fresh(one).status, fresh(other).status} == {LessonStatus.PUBLISHED, LessonStatus.RETIRED}
    assert fresh(stays).status == LessonStatus.PUBLISHED


def test_two_lessons_retired_for_each_other_do_not_lead_in_a_round(
    one: LessonPage, other: LessonPage, facilitator: Any, editor: Any
) -> None:
    said: dict[str, Any] = {"because": "De ander is beter.", "retired_for": RetireReason.SUPERSEDED}
    came = at_once(
        partial(actions.retire_lesson, one, replaced_by=other, user=facilitator, **said),
        partial(actions.retire_lesson, other, replaced_by=one, user=editor, **said),
    )
    assert refused(came) == 1
    assert len([lesson for lesson in (fresh(one), fresh(other)) if lesson.replaced_by]) == 1


def test_what_is_said_of_a_lesson_that_is_being_merged_stands_with_the_one_that_stays(
    one: LessonPage, other: LessonPage, facilitator: Any, coordinator: Any, outsider: Any, zeeland: Any, twente: Any
) -> None:
    page = one.contentpage_ptr
    came = at_once(
        partial(actions.merge_lessons, one, into=other, user=facilitator),
        partial(actions.write_comment, page, text="Zo ging het.", user=outsider),
        # The same person in another tab: what they write waits for no lock that they hold themselves.
        partial(actions.write_comment, page, text="Nog iets.", user=facilitator),
        partial(actions.report_uptake, one, region=twente, status=UptakeStatus.ADOPTED, user=facilitator),
        partial(actions.begin_trial, one, region=zeeland, user=coordinator, **TRIED),
    )
    assert isinstance(came[0], LessonPage)
    assert not any(model.objects.filter(**{name: one.pk}).exists() for model, name in HANGS_ON_A_LESSON)
    kept = sum(model.objects.filter(**{name: other.pk}).count() for model, name in HANGS_ON_A_LESSON)
    trials = sum(isinstance(came_of, Trial) for came_of in came)  # a trial has its uptake
    assert kept == 4 - refused(came) + trials
    for refusal in (came_of for came_of in came if isinstance(came_of, Exception)):
        assert other.title in str(refusal)


HANGS_ON_A_LESSON: Any = ((Comment, "page"), (Uptake, "lesson"), (Trial, "lesson"))


def test_a_trial_that_is_decided_while_its_lesson_is_merged_is_decided_once_and_stands_there(
    one: LessonPage, other: LessonPage, facilitator: Any, coordinator: Any, zeeland: Any
) -> None:
    trial = actions.begin_trial(one, region=zeeland, user=coordinator, **TRIED)
    said: dict[str, Any] = {"decision": TrialDecision.SCALE_UP, "noticed": "Korter.", "because": "Het werkt."}
    decide = partial(actions.decide_trial, trial, user=coordinator, **said)
    came = at_once(
        partial(actions.merge_lessons, one, into=other, user=facilitator),
        decide,
        decide,
        partial(
            actions.report_uptake, one, region=zeeland, status=UptakeStatus.TRYING, note="Nu ook.", user=coordinator
        ),
    )
    assert isinstance(came[0], LessonPage)
    if not any(isinstance(came_of, Trial) for came_of in came):
        decide()
    trial.refresh_from_db()
    assert (trial.lesson_id, trial.decision) == (other.pk, TrialDecision.SCALE_UP)
    assert sum(isinstance(came_of, Trial) for came_of in came[1:3]) <= 1
    assert Uptake.objects.current().get(region=zeeland).lesson_id == other.pk


def test_a_review_is_concluded_once_and_an_answer_is_in_time_or_refused(
    one: LessonPage, facilitator: Any, editor: Any
) -> None:
    review = actions.ask_again(one, user=facilitator)
    said: dict[str, Any] = {"outcome": ReviewOutcome.HOLDS, "review_on": in_days(365)}
    came = at_once(
        partial(actions.conclude_review, review, conclusion="Ja.", user=facilitator, **said),
        partial(actions.conclude_review, review, conclusion="Zeker.", user=editor, **said),
        partial(actions.answer_review, review, same_choice="same", why="Het werkt.", what_now="", user=facilitator),
        partial(actions.retire_lesson, fresh(one), because="Achterhaald.", user=editor),
    )
    assert not (isinstance(came[0], type(review)) and isinstance(came[1], type(review)))
    review.refresh_from_db()
    assert (review.state, review.answers.count()) == ("concluded", int(not isinstance(came[2], Exception)))


def test_a_kept_text_is_shown_once_and_two_who_change_it_meet(one: LessonPage, facilitator: Any, editor: Any) -> None:
    version = fresh(one).latest_revision_id

    def change(why: str, user: Any) -> LessonPage:
        lesson = fresh(one)
        lesson.why = why
        return actions.change_lesson(lesson, version=version, user=user)

    assert refused(at_once(partial(change, "Een.", facilitator), partial(change, "Twee.", editor))) == 1
    lesson = fresh(one)
    lesson.why = "Drie."
    lesson.save_revision(user=facilitator)
    came = at_once(
        partial(actions.show_changes, lesson, user=facilitator), partial(actions.show_changes, lesson, user=editor)
    )
    assert (refused(came), fresh(one).why) == (1, "Drie.")
    assert len(set(one.versions.values_list("number", flat=True))) == one.versions.count()


def test_one_region_says_two_things_at_once_and_the_last_one_holds(
    one: LessonPage, coordinator: Any, zeeland: Any
) -> None:
    said = (UptakeStatus.TRYING, UptakeStatus.ADOPTED, UptakeStatus.RECOGNISED)
    came = at_once(*[partial(actions.report_uptake, one, region=zeeland, status=it, user=coordinator) for it in said])
    assert refused(came) == 0 and Uptake.objects.count() == 3
    last = Uptake.objects.current().get()
    took = at_once(*[partial(actions.take_back_uptake, last, user=coordinator)] * 2)
    assert refused(took) == 1 and Uptake.objects.count() == 2
    assert Uptake.objects.current().get().region == zeeland


def test_two_statements_of_one_title_both_stand(editor: Any) -> None:
    said = {"title": "Samen eerder", "summary": "", "text": "Wij doen het.", "open_until": None}
    came = at_once(*[partial(regional.write_statement, user=editor, **said)] * 3)
    assert refused(came) == 0
    assert set(Statement.objects.values_list("slug", flat=True)) == {f"samen-eerder{end}" for end in ("", "-2", "-3")}


def test_many_tabs_make_no_more_tokens_than_one_may_have(outsider: Any) -> None:
    def give(number: int) -> str:
        return tokens.give_token(name=f"Rapport {number}", expires_on=in_days(30), user=outsider)

    for number in range(tokens.MOST_TOKENS - 1):
        give(number)
    assert refused(at_once(*(partial(give, number) for number in (21, 22, 23)))) == 2
    assert APIToken.objects.count() == tokens.MOST_TOKENS


def test_a_button_pressed_twice_makes_one_token(outsider: Any) -> None:
    give = partial(tokens.give_token, name="Rapport", expires_on=in_days(30), user=outsider)
    assert refused(at_once(give, give)) == 1
    assert APIToken.objects.count() == 1
