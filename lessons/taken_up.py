"""What a region takes up from others, with what asks for another look, and what others do with its lessons. For one reader."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.export import Column

from .exports import uptakes_for_export
from .models import Contradiction, LessonPage, LessonReview, LessonVersion, Trial, Uptake
from .states import IN_USE, NEGATIVE_UPTAKE, LessonStatus, UptakeReason, UptakeStatus

TRIED_LONG = datetime.timedelta(days=365)
NEWLY_RETIRED = datetime.timedelta(days=183)


class Asked(NamedTuple):
    """Something to look at; ``url`` is where, or "" when there is nothing to do."""

    text: str
    url: str = ""


def taken_up_by(region: Any, user: Any) -> Any:
    """The last words of ``region`` on lessons that ``user`` may read, with `facts`; what it is not named with, for itself."""
    lessons = LessonPage.objects.visible_to(user).values("pk")
    uptakes = Uptake.objects.current().named_for(user).filter(region=region, lesson__in=lessons)
    told = Contradiction.objects.filter(region=region)
    said_here = told.filter(pk__in=told.named_for(user)).select_related("answered_in")
    against = Prefetch("lesson__contradictions", said_here, to_attr="said_here")
    return facts(uptakes, user).select_related("region", "lesson__lead_region").prefetch_related(against)


def given_by(region: Any, user: Any) -> Any:
    """The last words of others on lessons of ``region``. One of its own stays among those without a name for who may not know
    that it is its own: left out, it would be found."""
    uptakes = Uptake.objects.current().filter(lesson__lead_region=region)
    return uptakes_for_export(uptakes, user).exclude(region=region, known=True)


def facts(uptakes: Any, user: Any) -> Any:
    """``uptakes`` (current ones, named to ``user``), each with what became of its lesson since: ``trial_pk``, ``trial_where``,
    ``trial_ends`` of the trial that runs, ``newer`` (number of the version that came later), ``review`` that runs, ``successor``
    (title) as far as ``user`` may read it, how many words against the lesson are ``open_against``; ``is_changed`` when the
    lesson became another, ``asks`` when anything asks for another look."""
    there = {"lesson": OuterRef("lesson")}
    named = Uptake.objects.named_for(user).values("pk")
    trials = Trial.objects.running().filter(**there, region=OuterRef("region"), uptake__in=named)
    versions = LessonVersion.objects.own().readable_by(user).filter(**there, withdrawn_at=None)
    newer = versions.filter(published_at__date__gt=OuterRef("told_on")).order_by("-number")
    successors = LessonPage.objects.visible_to(user).filter(pk=OuterRef("lesson__replaced_by"))
    contradictions = Contradiction.objects.open().filter(**there).order_by().values("lesson")
    found = uptakes.annotate(told_on=TruncDate("reported_at")).annotate(
        trial_pk=Subquery(trials.values("pk")[:1]),
        trial_where=Subquery(trials.values("where")[:1]),
        trial_ends=Subquery(trials.values("ends_on")[:1]),
        newer=Subquery(newer.values("number")[:1]),
        review=Subquery(LessonReview.objects.running().filter(**there).values("pk")[:1]),
        successor=Subquery(successors.values("title")[:1]),
        open_against=Coalesce(Subquery(contradictions.annotate(count=Count("pk")).values("count")), 0),
    )
    changed = _is_changed()
    return found.annotate(is_changed=_whether(changed), asks=_whether(changed | _is_due()))


def _whether(condition: Any) -> Any:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _is_changed() -> Any:
    """In other words since; or lately retired for another, of which nothing is said yet. A word on a lesson that is retired can
    be given no more."""
    said_of_the_other = Uptake.objects.filter(region=OuterRef("region"), lesson=OuterRef("lesson__replaced_by"))
    since = timezone.localdate() - NEWLY_RETIRED
    replaced = Q(lesson__status=LessonStatus.RETIRED, lesson__retired_on__gte=since, successor__isnull=False)
    retired = replaced & ~Q(status__in=NEGATIVE_UPTAKE) & ~Exists(said_of_the_other)
    return Q(newer__isnull=False, lesson__status__in=IN_USE) | retired


def _is_due() -> Q:
    today = timezone.localdate()
    working = ~Q(status__in=NEGATIVE_UPTAKE)
    asked_again = Q(lesson__status=LessonStatus.UNDER_REVIEW) & working
    past = Q(lesson__status=LessonStatus.PUBLISHED, lesson__review_on__lt=today) & working
    long_ago = Q(status=UptakeStatus.TRYING, result="", date__lt=today - TRIED_LONG, trial_pk=None)
    return Q(trial_ends__lt=today) | asked_again | past | (long_ago & Q(lesson__status__in=IN_USE))


def asked_of(uptake: Any, *, leads: bool) -> Iterator[Asked]:
    """What asks for another look at an uptake with `facts`, in words; where to do something, for who ``leads``."""
    lesson, today = uptake.lesson, timezone.localdate()
    if uptake.trial_ends and uptake.trial_ends < today:
        url = reverse("lessons:decide_trial", args=[uptake.trial_pk]) if leads else ""
        yield Asked(_("Your trial has ended: decide on it"), url)
    if lesson.status == LessonStatus.RETIRED:
        yield _retired(uptake)
    elif uptake.newer is not None:
        url = f"{reverse('lessons:versions', args=[lesson.pk])}?versie={uptake.newer}"
        yield Asked(_("Changed since you said this: version %(number)s") % {"number": uptake.newer}, url)
    if uptake.status in NEGATIVE_UPTAKE:
        return
    if lesson.status == LessonStatus.UNDER_REVIEW:
        url = reverse("lessons:review", args=[uptake.review]) if leads and uptake.review else ""
        yield Asked(_("The question is asked again of it"), url)
    elif lesson.status == LessonStatus.PUBLISHED and lesson.review_on and lesson.review_on < today:
        yield Asked(_("Was to be looked at again on %(day)s") % {"day": date_format(lesson.review_on, "j F Y")})
    if _tried_for_long(uptake, today):
        url = reverse("lessons:uptake", args=[lesson.pk]) if leads else ""
        yield Asked(_("Tried for a year: tell what came of it"), url)


def _retired(uptake: Any) -> Asked:
    day = date_format(uptake.lesson.retired_on, "j F Y") if uptake.lesson.retired_on else ""
    if uptake.successor:
        told = {"day": day, "lesson": uptake.successor}
        return Asked(_("Retired on %(day)s; “%(lesson)s” takes its place") % told)
    return Asked(_("Retired on %(day)s") % {"day": day})


def _tried_for_long(uptake: Any, today: datetime.date) -> bool:
    trying = uptake.status == UptakeStatus.TRYING and not uptake.result and uptake.trial_pk is None
    return bool(trying and uptake.lesson.status in IN_USE and uptake.date < today - TRIED_LONG)


def _asked_in_words(uptake: Any) -> list[str]:
    return [asked.text for asked in asked_of(uptake, leads=False)]


def _said_here(uptake: Any) -> list[str]:
    return [one.because for one in uptake.lesson.said_here]


def columns(*, own: bool) -> list[Column]:
    """For `taken_up_by`; what asks for a look and what is not named are the region's ``own``."""
    return [
        Column("number", gettext_lazy("number"), "pk"),
        Column("lesson", gettext_lazy("lesson"), "lesson.title"),
        Column("lesson_number", gettext_lazy("number of the lesson"), "lesson_id"),
        Column("from", gettext_lazy("from region"), "lesson.lead_region.name"),
        Column("status", gettext_lazy("status"), "status", choices=UptakeStatus),
        Column("reason", gettext_lazy("reason"), "reason", choices=UptakeReason),
        Column("note", gettext_lazy("note"), "note"),
        Column("result", gettext_lazy("what happened"), "result"),
        Column("date", gettext_lazy("since"), "date"),
        Column("trial", gettext_lazy("where it is tried"), lambda uptake: uptake.trial_where or ""),
        Column("trial_ends", gettext_lazy("trial ends on"), "trial_ends"),
        Column("said_against", gettext_lazy("did not hold here, because"), _said_here),
        Column("open_against", gettext_lazy("words against it, not answered"), "open_against"),
        Column("lesson_status", gettext_lazy("status of the lesson"), "lesson.status", choices=LessonStatus),
        *(
            [
                Column("named", gettext_lazy("named to others"), "is_named"),
                Column("asks", gettext_lazy("asks for a look"), _asked_in_words),
            ]
            if own
            else []
        ),
    ]
