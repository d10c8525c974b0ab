"""A regional plan of action: begun, written together, talked over, approved by a body, and replaced by the next."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ..audience import PUBLIC
from ..audit import record
from ..checking import demand_nobody
from ..models import PlanPart, PlanVersion, PlanWriter, Region, RegionalPlan, User
from ..plans import audiences, content_of
from ..states import PLAN_MOVES, PLAN_WRITTEN_IN, IllegalMove, KeptBecause, PlanStatus, check_move
from ..versions import demand_version, version_of

DETAILS = ("title", "from_year", "until_year", "clients_included", "audience_key")
LONGEST_YEARS = 15


def first_headings() -> tuple[str, ...]:
    return (
        _("How the supply of help is secured"),
        _("How partners work together"),
        _("What children and parents said"),
        _("What we do when no fitting help is found"),
        _("How we learn"),
    )


def locked(plan: RegionalPlan) -> RegionalPlan:
    return RegionalPlan.objects.select_for_update(of=("self",)).select_related("region__circle").get(pk=plan.pk)


def locked_for_writing(plan: RegionalPlan) -> RegionalPlan:
    """IllegalMove when it is approved or replaced: what was approved is not changed under its readers."""
    plan = locked(plan)
    if plan.status not in PLAN_WRITTEN_IN:
        raise IllegalMove(
            _("This plan is not being written now: it is “%(status)s”. A coordinator can take it up again.")
            % {"status": PlanStatus(plan.status).label}
        )
    return plan


def _demand_years(from_year: int, until_year: int) -> None:
    if until_year < from_year:
        raise IllegalMove(_("The last year comes before the first."))
    if until_year - from_year >= LONGEST_YEARS:
        raise IllegalMove(_("A plan is for %(n)s years at most.") % {"n": LONGEST_YEARS})


@transaction.atomic
def begin_plan(region: Region, *, title: str, from_year: int, until_year: int, user: User) -> RegionalPlan:
    """A draft with headings to start from; they can be changed and taken away."""
    _demand_years(from_year, until_year)
    demand_nobody({_("Title"): title})
    plan = RegionalPlan.objects.create(
        region=region, title=title, from_year=from_year, until_year=until_year, audience_key=PUBLIC
    )
    headings = enumerate(first_headings(), start=1)
    PlanPart.objects.bulk_create(PlanPart(plan=plan, position=n, heading=heading) for n, heading in headings)
    record(plan, "regions.begin_plan", user=user, region=region.pk)
    return plan


def details_version(plan: RegionalPlan) -> str:
    return version_of(plan, fields=DETAILS)


@transaction.atomic
def change_plan(
    plan: RegionalPlan,
    *,
    title: str,
    from_year: int,
    until_year: int,
    clients_included: str,
    version: str | None,
    user: User,
) -> RegionalPlan:
    plan = locked_for_writing(plan)
    demand_version(details_version(plan), version)
    _demand_years(from_year, until_year)
    demand_nobody({_("Title"): title, _("How clients were included"): clients_included})
    plan.title, plan.from_year, plan.until_year, plan.clients_included = title, from_year, until_year, clients_included
    plan.save()
    record(plan, "regions.change_plan", user=user)
    return plan


@transaction.atomic
def set_plan_audience(plan: RegionalPlan, *, audience_key: str, user: User) -> RegionalPlan:
    """Who reads what was approved, from now on."""
    plan = locked(plan)
    if audience_key not in dict(audiences(plan.region)):
        raise IllegalMove(_("Choose from the audiences that are offered."))
    plan.audience_key = audience_key
    plan.save(update_fields=["audience_key", "changed_at"])
    record(plan, "regions.set_plan_audience", user=user, audience=audience_key)
    return plan


# --- who co-wrote it ----------------------------------------------------------------------------


@transaction.atomic
def add_plan_writer(
    plan: RegionalPlan, *, organisation: object, name: str, perspective: str, user: User
) -> PlanWriter | None:
    """None when it is there already: a form that is sent twice adds one."""
    plan = locked_for_writing(plan)
    demand_nobody({_("Organisation or group"): name})
    named = {"organisation": organisation, "name": "" if organisation else name, "perspective": perspective}
    if plan.writers.filter(**named).exists():
        return None
    writer: PlanWriter = plan.writers.create(**named)
    record(plan, "regions.add_plan_writer", user=user, writer=writer.pk)
    return writer


@transaction.atomic
def remove_plan_writer(writer: PlanWriter, *, user: User) -> RegionalPlan:
    plan = locked_for_writing(writer.plan)
    pk = writer.pk
    writer.delete()
    record(plan, "regions.remove_plan_writer", user=user, writer=pk)
    return plan


@transaction.atomic
def delete_plan(plan: RegionalPlan, *, version: str | None, user: User) -> Region:
    """A draft goes for good, with its versions. IllegalMove once a body approved it: others may lean on it. ``version`` is the
    mark (`plan_version`) of the text that was looked at. Gives the region that it was of."""
    plan = locked(plan)
    if plan.versions.filter(approved_on__isnull=False).exists():
        raise IllegalMove(
            _("This plan was approved, and others may lean on it: it stays. A next plan can take its place.")
        )
    demand_version(plan_version(plan), version)
    record(plan, "regions.delete_plan", user=user, region=plan.region_id)
    plan.versions.all().delete()
    plan.delete()
    return plan.region


# --- versions and status ------------------------------------------------------------------------


def keep(
    plan: RegionalPlan, *, because: KeptBecause, user: User, what_changed: str = "", **approval: object
) -> PlanVersion:
    """The plan as it stands now. Part of a verb that holds the plan's row."""
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    version: PlanVersion = plan.versions.create(
        number=last + 1,
        content=content_of(plan),
        kept_because=because,
        what_changed=what_changed,
        kept_by=user,
        **approval,
    )
    record(plan, "regions.keep_plan_version", user=user, version=version.number, because=because)
    return version


@transaction.atomic
def keep_plan_version(plan: RegionalPlan, *, what_changed: str, user: User) -> PlanVersion:
    """IllegalMove when nothing changed since the last."""
    plan = locked_for_writing(plan)
    demand_nobody({_("What changed"): what_changed})
    if not changed_since_kept(plan):
        raise IllegalMove(_("Nothing changed since the last version that was kept."))
    return keep(plan, because=KeptBecause.ASKED, user=user, what_changed=what_changed)


def changed_since_kept(plan: RegionalPlan) -> bool:
    latest = plan.versions.order_by("-number").first()
    return latest is None or latest.content != content_of(plan)


@transaction.atomic
def move_plan(plan: RegionalPlan, *, to: PlanStatus, user: User, what_changed: str = "") -> RegionalPlan:
    """Between being written and being talked over, or up again after approval; `approve_plan` and replacing are verbs of
    their own. The text as it stands is kept."""
    plan = locked(plan)
    if to not in PLAN_WRITTEN_IN:
        raise IllegalMove(_("Choose a step that can be taken here."))
    was = plan.status
    check_move(PLAN_MOVES, frm=was, to=to, labels=PlanStatus)
    demand_nobody({_("What changed"): what_changed})
    if was == PlanStatus.APPROVED:
        because = KeptBecause.TAKEN_UP
    else:
        because = KeptBecause.CONSULTATION if to == PlanStatus.CONSULTATION else KeptBecause.DRAFT
    _set_status(plan, to, user=user)
    keep(plan, because=because, user=user, what_changed=what_changed)
    return plan


def _set_status(plan: RegionalPlan, status: PlanStatus, *, user: User) -> None:
    was, plan.status = plan.status, status
    plan.save(update_fields=["status", "replaced_by", "changed_at"])
    record(plan, "regions.move_plan", user=user, frm=was, to=status)


@transaction.atomic
def approve_plan(
    plan: RegionalPlan,
    *,
    approved_by: str,
    approved_on: datetime.date,
    what_changed: str,
    replaces: Iterable[RegionalPlan] = (),
    version: str | None = None,
    user: User,
) -> PlanVersion:
    """A body approved it on a day. ``version`` is the mark (`plan_version`) of the text that was looked at. Each of
    ``replaces`` was approved before and holds no more from now on."""
    plan = locked(plan)
    check_move(PLAN_MOVES, frm=plan.status, to=PlanStatus.APPROVED, labels=PlanStatus)
    demand_version(plan_version(plan), version)
    missing = lacks(plan)
    if missing:
        raise IllegalMove(missing[0])
    if approved_on > timezone.localdate():
        raise IllegalMove(_("The day of approval has not come yet."))
    demand_nobody(_all_texts(plan) | {_("Approved by"): approved_by, _("What changed"): what_changed})
    _set_status(plan, PlanStatus.APPROVED, user=user)
    approval = {"approved_by": approved_by, "approved_on": approved_on}
    kept = keep(plan, because=KeptBecause.APPROVED, user=user, what_changed=what_changed, **approval)
    for earlier in replaces:
        _replace(earlier, by=plan, user=user)
    return kept


def _all_texts(plan: RegionalPlan) -> dict[str, str]:
    """By name; two parts may have the same, or that of a field."""
    texts = {_("Title"): plan.title, _("How clients were included"): plan.clients_included}
    for part in plan.parts.all():
        texts[part.heading] = f"{texts.get(part.heading, '')}\n{part.heading}\n{part.text}".strip()
    return texts


def _replace(earlier: RegionalPlan, *, by: RegionalPlan, user: User) -> None:
    earlier = locked(earlier)
    if earlier.region_id != by.region_id or earlier.pk == by.pk:
        raise IllegalMove(_("A plan takes the place of another of the same region."))
    if not earlier.versions.filter(approved_on__isnull=False).exists():
        raise IllegalMove(_("Only what was approved can be replaced."))
    check_move(PLAN_MOVES, frm=earlier.status, to=PlanStatus.REPLACED, labels=PlanStatus)
    if changed_since_kept(earlier):
        keep(earlier, because=KeptBecause.REPLACED, user=user)
    earlier.replaced_by = by
    _set_status(earlier, PlanStatus.REPLACED, user=user)


def plan_version(plan: RegionalPlan) -> str:
    """A mark of the whole text, another one as soon as any of it changes."""
    parts = [version_of(part) for part in plan.parts.all()]
    writers = [version_of(writer) for writer in plan.writers.all()]
    return version_of(PlanVersion(pk=0, number=0, content=[details_version(plan), parts, writers]), fields=("content",))


def lacks(plan: RegionalPlan) -> list[str]:
    """What a plan must say before a body can have approved it, in words."""
    missing = []
    if not plan.clients_included.strip():
        missing.append(_("Say how clients were included, or why they were not."))
    if not plan.writers.exists():
        missing.append(_("Say who co-wrote it: at least one organisation or group."))
    parts = list(plan.parts.all())
    empty = [part.heading for part in parts if not part.text.strip()]
    if not parts:
        missing.append(_("The plan has no parts yet."))
    if empty:
        missing.append(
            _("There is nothing yet under: %(headings)s. Write it, or take the heading out.")
            % {"headings": ", ".join(f"“{heading}”" for heading in empty)}
        )
    return missing
