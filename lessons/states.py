"""The words for content, lessons, their uptake and actions, and which state may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    CASE = "case", _("Case study")
    TABLE = "table", _("Learning table")
    SESSION = "session", _("Session")
    VISITATION = "visitation", _("Visitation")
    REPORT = "report", _("Visitation report")
    LESSON = "lesson", _("Lesson")


class Direction(models.TextChoices):
    KEEP = "keep", _("Keep doing")
    CHANGE = "change", _("Do differently")
    STOP = "stop", _("Stop")


class Loop(models.TextChoices):
    SINGLE = "single", _("Do we follow what we agreed?")
    DOUBLE = "double", _("Do we do the right things?")
    TRIPLE = "triple", _("How do we decide what is right?")


class Certainty(models.TextChoices):
    ONE_CASE = "one_case", _("One case")
    SEVERAL_CASES = "several_cases", _("Several cases")
    OTHER_REGIONS = "other_regions", _("Confirmed in other regions")
    STUDIED = "studied", _("Studied")


class LessonStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    PUBLISHED = "published", _("Published")
    UNDER_REVIEW = "under_review", _("Under review")
    RETIRED = "retired", _("Retired")


LESSON_MOVES: dict[str, frozenset[str]] = {
    LessonStatus.DRAFT: frozenset({LessonStatus.AGREED}),
    LessonStatus.AGREED: frozenset({LessonStatus.DRAFT, LessonStatus.PUBLISHED}),
    LessonStatus.PUBLISHED: frozenset({LessonStatus.UNDER_REVIEW, LessonStatus.RETIRED}),
    LessonStatus.UNDER_REVIEW: frozenset({LessonStatus.PUBLISHED, LessonStatus.RETIRED}),
    LessonStatus.RETIRED: frozenset(),
}


class SourceKind(models.TextChoices):
    REFLECTION = "reflection", _("Case reflection")
    SESSION = "session", _("Session of a learning table")
    RECOMMENDATION = "recommendation", _("Recommendation of a visitation")


class UptakeStatus(models.TextChoices):
    RECOGNISED = "recognised", _("Recognised")
    TRYING = "trying", _("Trying")
    ADOPTED = "adopted", _("Adopted")
    ADAPTED = "adapted", _("Adapted")
    STOPPED = "stopped", _("Stopped")
    NOT_FOR_US = "not_for_us", _("Not for us")


# These ask for a reason from the list, so that others learn why it did not hold.
NEGATIVE_UPTAKE = frozenset({UptakeStatus.STOPPED, UptakeStatus.NOT_FOR_US})


class UptakeReason(models.TextChoices):
    CONTEXT = "context", _("Does not fit our context")
    CAPACITY = "capacity", _("No capacity")
    SUPPORT = "support", _("No support")
    FUNDING = "funding", _("No funding")
    RULES = "rules", _("Rules stand in the way")
    DID_NOT_WORK = "did_not_work", _("Tried and did not work")
    OTHER = "other", _("Other")


class ActionStatus(models.TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


ACTION_MOVES: dict[str, frozenset[str]] = {
    ActionStatus.OPEN: frozenset({ActionStatus.DONE, ActionStatus.DROPPED}),
    ActionStatus.DONE: frozenset({ActionStatus.OPEN}),
    ActionStatus.DROPPED: frozenset({ActionStatus.OPEN}),
}
