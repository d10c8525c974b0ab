"""Who may do what with lessons, their uptake and actions."""

from typing import Any

from regions import rules as base
from regions.audience import audience_keys
from regions.states import Role

from .states import CommentStatus

CHANGEABLE_COMMENTS = frozenset({CommentStatus.WAITING, CommentStatus.SHOWN})


def may_write_lesson(user: Any, circle: Any) -> bool:
    return base.leads(user, circle)


def may_see_workspace(user: Any, lesson: Any) -> bool:
    """Before publication a lesson is its circle's; editing it is its leaders'."""
    return lesson.audience_key in audience_keys(user) and may_edit_lesson(user, lesson)


def may_edit_lesson(user: Any, lesson: Any) -> bool:
    if not user.is_authenticated:
        return False
    return lesson.owner_id == user.pk or base.is_coordinator(user, lesson.lead_region) or base.is_editor(user)


def may_read_feedback(user: Any, lesson: Any) -> bool:
    """What tables of other regions said of it is for who wrote it, and for its region's coordinators."""
    if not user.is_authenticated:
        return False
    return lesson.owner_id == user.pk or base.is_coordinator(user, lesson.lead_region)


def coordinates_somewhere(user: Any, _lesson: Any = None) -> bool:
    if not user.is_authenticated:
        return False
    return user.memberships.reading().filter(role=Role.COORDINATOR, circle__region__isnull=False).exists()


def may_report_uptake(user: Any, region: Any) -> bool:
    return base.is_coordinator(user, region)


def may_finish_action(user: Any, action: Any) -> bool:
    return user.is_authenticated and (action.owner_id == user.pk or base.leads(user, action.circle))


def may_change_comment(user: Any, comment: Any) -> bool:
    return user.is_authenticated and comment.author_id == user.pk and comment.status in CHANGEABLE_COMMENTS


def may_withdraw_comment(user: Any, comment: Any) -> bool:
    return user.is_authenticated and comment.author_id == user.pk and comment.status != CommentStatus.WITHDRAWN


def may_report_comment(user: Any, comment: Any) -> bool:
    """Not one of one's own, which one takes back."""
    return user.is_authenticated and comment.author_id != user.pk and comment.status == CommentStatus.SHOWN


def may_answer_review(user: Any, review: Any) -> bool:
    """Its owner, and who coordinates its region or one that told what it does with it; whoever may not read the lesson is not
    asked about it."""
    lesson = review.lesson
    if not user.is_authenticated or lesson.audience_key not in audience_keys(user):
        return False
    return lesson.owner_id == user.pk or bool(regions_answered_for(user, lesson))


def regions_answered_for(user: Any, lesson: Any) -> list[Any]:
    """Of the lesson's region and those that told what they do with it, the ones that ``user`` coordinates."""
    told = list(lesson.uptakes.current().select_related("region"))
    regions = {region.pk: region for region in (lesson.lead_region, *(uptake.region for uptake in told))}
    own = set(base.coordinated_circles(user))
    return [region for region in regions.values() if region.circle_id in own]


def may_conclude_review(user: Any, review: Any) -> bool:
    return review.lesson.audience_key in audience_keys(user) and may_edit_lesson(user, review.lesson)


def may_see_review(user: Any, review: Any) -> bool:
    return may_answer_review(user, review) or may_conclude_review(user, review)


def may_contradict(user: Any, lesson: Any) -> bool:
    return lesson.audience_key in audience_keys(user) and coordinates_somewhere(user, lesson)


def may_ask_again(user: Any, lesson: Any) -> bool:
    """Who edits it. A region that works with it and has its doubts says that it did not hold there."""
    return may_see_workspace(user, lesson)


def may_answer_contradiction(user: Any, contradiction: Any) -> bool:
    return may_see_workspace(user, contradiction.lesson)


def may_withdraw_version(user: Any, version: Any) -> bool:
    return may_see_workspace(user, version.lesson)


def may_lead_trial(user: Any, trial: Any) -> bool:
    return base.is_coordinator(user, trial.region)


def may_withdraw_trial_words(user: Any, words: Any) -> bool:
    return may_lead_trial(user, words.trial)


def may_take_back_uptake(user: Any, uptake: Any) -> bool:
    return base.is_coordinator(user, uptake.region)


def may_say_next(user: Any, uptake: Any) -> bool:
    return may_report_uptake(user, uptake.region)
