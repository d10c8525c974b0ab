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


# Others work with it: it can be taken up, contradicted and merged.
IN_USE = frozenset({LessonStatus.PUBLISHED, LessonStatus.UNDER_REVIEW})


class SameChoice(models.TextChoices):
    SAME = "same", _("The same")
    PARTLY = "partly", _("Partly")
    DIFFERENT = "different", _("Different")
    CANNOT_JUDGE = "cannot_judge", _("Cannot judge")


# With these, the second half of the central question follows: what does it mean for how we work now?
AND_IF_NOT = frozenset({SameChoice.PARTLY, SameChoice.DIFFERENT})


class RetireReason(models.TextChoices):
    SUPERSEDED = "superseded", _("A better lesson takes its place")
    DOUBLE = "double", _("It was there twice")
    NOT_TRUE = "not_true", _("It does not hold any more")
    RULES = "rules", _("The rules changed")
    OTHER = "other", _("Other")


# A reason that speaks of another lesson names it.
NEEDS_SUCCESSOR = frozenset({RetireReason.SUPERSEDED, RetireReason.DOUBLE})


class ReviewState(models.TextChoices):
    """The question asked again of a lesson: answered alone, opened to all who answered, concluded."""

    ASKED = "asked", _("Being answered")
    OPENED = "opened", _("Opened")
    CONCLUDED = "concluded", _("Concluded")


REVIEW_MOVES: dict[str, frozenset[str]] = {
    ReviewState.ASKED: frozenset({ReviewState.OPENED, ReviewState.CONCLUDED}),
    ReviewState.OPENED: frozenset({ReviewState.CONCLUDED}),
    ReviewState.CONCLUDED: frozenset(),
}


class ReviewOutcome(models.TextChoices):
    HOLDS = "holds", _("It still holds")
    REVISED = "revised", _("It holds, in other words")
    RETIRED = "retired", _("It does not hold any more")


class ContradictionAnswer(models.TextChoices):
    """What the lesson did with a word against it."""

    CONDITION = "condition", _("A condition was added")
    REVISED = "revised", _("The lesson was revised")
    NOT_FOLLOWED = "not_followed", _("Read, and left as it is")


class TrialDecision(models.TextChoices):
    SCALE_UP = "scale_up", _("Scale up")
    ADAPT = "adapt", _("Go on, adapted")
    STOP = "stop", _("Stop")


class CommentStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Not shown")
    WITHDRAWN = "withdrawn", _("Withdrawn by who wrote it")


COMMENT_MOVES: dict[str, frozenset[str]] = {
    CommentStatus.WAITING: frozenset({CommentStatus.SHOWN, CommentStatus.HIDDEN, CommentStatus.WITHDRAWN}),
    CommentStatus.SHOWN: frozenset({CommentStatus.WAITING, CommentStatus.HIDDEN, CommentStatus.WITHDRAWN}),
    CommentStatus.HIDDEN: frozenset({CommentStatus.SHOWN, CommentStatus.WITHDRAWN}),
    CommentStatus.WITHDRAWN: frozenset(),
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


# What a region may come to say after each. Those of `WITHOUT_WORDS` are said by one click; the others ask why, or how.
WITHOUT_WORDS = frozenset({UptakeStatus.RECOGNISED, UptakeStatus.TRYING, UptakeStatus.ADOPTED})
UPTAKE_NEXT: dict[str, tuple[UptakeStatus, ...]] = {
    UptakeStatus.RECOGNISED: (
        UptakeStatus.TRYING,
        UptakeStatus.ADOPTED,
        UptakeStatus.ADAPTED,
        UptakeStatus.NOT_FOR_US,
    ),
    UptakeStatus.TRYING: (UptakeStatus.ADOPTED, UptakeStatus.ADAPTED, UptakeStatus.STOPPED),
    UptakeStatus.ADOPTED: (UptakeStatus.ADAPTED, UptakeStatus.STOPPED),
    UptakeStatus.ADAPTED: (UptakeStatus.ADOPTED, UptakeStatus.STOPPED),
    UptakeStatus.STOPPED: (UptakeStatus.TRYING,),
    UptakeStatus.NOT_FOR_US: (UptakeStatus.RECOGNISED, UptakeStatus.TRYING),
}


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

# The fields of a lesson whose words make a version.
WORDS = ("title", "why", "conditions")
