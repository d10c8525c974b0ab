"""What a lesson's page tells of how it stands: its versions, what was said against it, what it rests on, and when it is looked at
again. All of it for one reader."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import evidence
from .states import LessonStatus, ReviewState

if TYPE_CHECKING:
    from .models import Contradiction, LessonPage


def standing(lesson: "LessonPage", user: Any) -> dict[str, Any]:
    """For the templates, in a number of queries that does not grow with what there is."""
    sources = list(lesson.provenance.all())
    uptakes = list(lesson.uptakes.current().named_for(user))
    contradictions = against(lesson, user)
    concluded = list(lesson.reviews.filter(state=ReviewState.CONCLUDED).order_by("-concluded_at"))
    versions = list(lesson.versions.own().readable_by(user)[:2])
    return {
        "evidence": evidence.in_words(
            sources=sources, uptakes=uptakes, contradictions=contradictions, reviews=concluded
        ),
        "more_than_evidence": evidence.differs_from(lesson.certainty, sources=sources, uptakes=uptakes),
        "contradictions": contradictions,
        "open_contradictions": [one for one in contradictions if not one.answer_kind],
        "last_review": concluded[0] if concluded else None,
        "version": versions[0] if versions else None,
        "has_earlier_versions": len(versions) > 1,
        "review_is_past": review_is_past(lesson),
    }


def against(lesson: "LessonPage", user: Any) -> list["Contradiction"]:
    """What was said against it; each knows as ``where`` the region's name, or "" for who may not know it."""
    found = list(lesson.contradictions.select_related("region", "answered_in"))
    named = lesson.contradictions.named_for(user) if found else set()
    for one in found:
        one.where = one.region.name if one.pk in named else ""
    return found


def review_is_past(lesson: Any) -> bool:
    """It was to be looked at again by now, and is in use."""
    in_use = lesson.status == LessonStatus.PUBLISHED
    return in_use and lesson.review_on is not None and lesson.review_on < timezone.localdate()


def mark_of(lesson: Any) -> str:
    """Beside its title in lists: that it is retired, or looked at again, or was to be."""
    if lesson.status in {LessonStatus.RETIRED, LessonStatus.UNDER_REVIEW}:
        return str(lesson.get_status_display())
    if review_is_past(lesson):
        return _("Was to be looked at again on %(day)s") % {"day": date_format(lesson.review_on, "j F Y")}
    return ""
