"""What a regional plan says and to whom, how its versions differ, and which plan of a region holds now.

``content`` of a version: title, from_year, until_year, clients_included, parts [{key, heading, text}], writers [{name,
perspective}]; a reader outside the region is given that of the newest approved version and nothing of the row itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from .audience import MEMBERS, PUBLIC
from .differences import Change
from .models import PlanVersion, Region, RegionalPlan
from .rules import may_write_plans
from .states import Perspective, PlanStatus

Content = Mapping[str, Any]


def content_of(plan: RegionalPlan) -> dict[str, Any]:
    """The text that is being written, as a version holds it. Two queries."""
    return {
        "title": plan.title,
        "from_year": plan.from_year,
        "until_year": plan.until_year,
        "clients_included": plan.clients_included,
        "parts": [{"key": part.pk, "heading": part.heading, "text": part.text} for part in plan.parts.all()],
        "writers": [
            {"name": str(writer), "perspective": writer.perspective}
            for writer in plan.writers.select_related("organisation")
        ],
    }


@dataclass(frozen=True)
class ShownPlan:
    """A plan as one reader sees it. ``version`` is None where the reader sees the text that is being written."""

    plan: RegionalPlan
    content: Content
    version: PlanVersion | None

    @property
    def years(self) -> str:
        return years_of(self.content)

    @property
    def writers(self) -> list[dict[str, Any]]:
        return [{**one, "side": side_of(one["perspective"])} for one in self.content["writers"]]

    @property
    def is_in_force(self) -> bool:
        return self.version is not None and self.plan.status != PlanStatus.REPLACED


def years_of(content: Content) -> str:
    first, last = content["from_year"], content["until_year"]
    return str(first) if first == last else f"{first}–{last}"


def side_of(perspective: str) -> str:
    return str(Perspective(perspective).label) if perspective in Perspective.values else perspective


def approved_version(plan: RegionalPlan) -> PlanVersion | None:
    """The newest that a body approved: all that is served outside the region."""
    return plan.versions.filter(approved_on__isnull=False).order_by("-number").first()


def shown_to_outsiders(plan: RegionalPlan) -> ShownPlan | None:
    version = approved_version(plan)
    return ShownPlan(plan, version.content, version) if version else None


def shown_as_written(plan: RegionalPlan) -> ShownPlan:
    return ShownPlan(plan, content_of(plan), None)


def plans_of(region: Region, user: Any) -> list[ShownPlan]:
    """The region's plans of which ``user`` may read an approved version, newest years first. Two queries."""
    plans = RegionalPlan.objects.filter(region=region).visible_to(user).order_by("-from_year", "-pk")
    approved = PlanVersion.objects.filter(approved_on__isnull=False)
    last = approved.filter(plan=OuterRef("plan")).order_by("-number").values("number")[:1]
    versions = approved.filter(plan__in=plans.values("pk"), number=Subquery(last))
    newest = {version.plan_id: version for version in versions}
    return [ShownPlan(plan, newest[plan.pk].content, newest[plan.pk]) for plan in plans if plan.pk in newest]


def plan_in_force(shown: list[ShownPlan], *, year: int | None = None) -> ShownPlan | None:
    """Of ``plans_of``: the one that holds this year, else the newest that no other replaced, else the newest."""
    today = year or timezone.localdate().year
    standing = [one for one in shown if one.is_in_force]
    covering = [one for one in standing if one.content["from_year"] <= today <= one.content["until_year"]]
    return next(iter([*covering, *standing, *shown]), None)


def in_the_making(region: Region, user: Any) -> list[RegionalPlan]:
    """What is being written or talked over; for the region itself."""
    if not may_write_plans(user, region):
        return []
    return list(region.plans.filter(status__in=(PlanStatus.DRAFT, PlanStatus.CONSULTATION)))  # type: ignore[attr-defined]


def audiences(region: Region) -> list[tuple[str, Any]]:
    """Who may be let read an approved plan: (key, what it is called)."""
    own = [(region.circle.audience_key, region.circle.name)] if region.circle else []
    return [(PUBLIC, _("Everyone")), (MEMBERS, _("Everyone who is signed in")), *own]


# --- what differs -------------------------------------------------------------------------------


def texts_of(content: Content) -> dict[str, tuple[str, str]]:
    """Each text of a version under a key that stays the same: (what it is called, what it says)."""
    parts = {f"part:{part['key']}": (part["heading"], part["text"]) for part in content["parts"]}
    headings = {f"heading:{part['key']}": (_("Heading"), part["heading"]) for part in content["parts"]}
    writers = "\n".join(f"{one['name']} ({side_of(one['perspective'])})" for one in content["writers"])
    return {
        "title": (_("Title"), content["title"]),
        "years": (_("Years"), years_of(content)),
        **{key: one for pair in zip(headings.items(), parts.items(), strict=True) for key, one in pair},
        "clients": (_("How clients were included"), content["clients_included"]),
        "writers": (_("Who co-wrote it"), writers),
    }


def difference(before: Content, after: Content) -> list[Change]:
    """What says something else in ``after`` than in ``before``, in the order of ``after``; what went comes last."""
    old, new = texts_of(before), texts_of(after)
    keys = [*new, *(key for key in old if key not in new)]
    changes = [
        Change(key, (new.get(key) or old[key])[0], old.get(key, ("", ""))[1], new.get(key, ("", ""))[1])
        for key in keys
        if old.get(key, ("", ""))[1] != new.get(key, ("", ""))[1]
    ]
    return [*changes, *_moved(before, after)]


def _moved(before: Content, after: Content) -> list[Change]:
    """Parts that are in both, in another order."""
    stayed = {part["key"] for part in before["parts"]} & {part["key"] for part in after["parts"]}
    old, new = ([part["key"] for part in content["parts"] if part["key"] in stayed] for content in (before, after))
    if old == new:
        return []
    named = {part["key"]: part["heading"] for part in after["parts"]}
    return [Change("order", _("Order of the parts"), *("\n".join(named[key] for key in keys) for keys in (old, new)))]
