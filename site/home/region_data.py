"""All that a region's coordinator may read of the region, in one file."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.exports import (
    ACTION_COLUMNS,
    content_columns,
    lesson_columns,
    lessons_for_export,
    uptake_columns,
    uptakes_for_export,
    uptakes_of,
)
from lessons.models import Action, ContentPage, Trial, TrialWords, Uptake
from lessons.states import Kind
from regions.audience import audience_keys
from regions.export import Column
from regions.models import (
    Circle,
    ExpertTeam,
    PlanPart,
    PlanVersion,
    PlanWriter,
    Region,
    RegionalPlan,
    Signatory,
    SupportRequest,
    TeamYear,
)
from regions.teams import export_columns as figure_columns
from regions.teams import shown_years
from search.passages import texts_of
from visitations.models import Attachment
from visitations.rules import may_read_attachment

from .bundles import Bundle
from .exports import MUNICIPALITY_FIELDS, ORGANISATION_COLUMNS, REGION_FIELDS, all_municipalities, all_organisations


def said_beforehand() -> list[str]:
    return [
        _("This is what you may read of your region as its coordinator, on the day on which you took it along."),
        _(
            "What is hidden stays hidden: answers that are not revealed, and what was said at tables where you do not sit."
        ),
    ]


def bundle_of(region: Region, request: HttpRequest) -> Bundle:
    """``request`` is that of a coordinator: everything goes through what they may read."""
    bundle = Bundle(title=_("Data of %(region)s") % {"region": region}, said=said_beforehand())
    bundle.add_table("region", _("Region"), [region], REGION_FIELDS)
    bundle.add_table(
        "municipalities", _("Municipalities"), all_municipalities().filter(region=region), MUNICIPALITY_FIELDS
    )
    bundle.add_table(
        "organisations", _("Organisations"), all_organisations().filter(regions=region), ORGANISATION_COLUMNS
    )
    add_content(bundle, region, request)
    add_uptake(bundle, region, request)
    add_plan_and_team(bundle, region)
    support = SupportRequest.objects.visible_to(request.user).filter(region=region)
    bundle.add("support", SupportRequest._meta.verbose_name_plural, _values(support, without=("asked_by_id",)))
    signed = Signatory.objects.filter(region=region)
    bundle.add("statements", Signatory._meta.verbose_name_plural, _values(signed, without=("signed_by_id",)))
    add_files(bundle, region, request.user)
    return bundle


def _pages(region: Region, user: Any) -> Any:
    pages = ContentPage.objects.visible_to(user)
    return (pages.filter(lead_region=region) | pages.filter(further_regions=region)).distinct()


def add_content(bundle: Bundle, region: Region, request: HttpRequest) -> None:
    pages = _pages(region, request.user)
    kept = list(pages.for_cards().order_by("-date", "-pk"))
    texts = texts_of(kept)
    columns = [*content_columns(request), Column("text", gettext_lazy("text"), lambda page: texts.get(page.pk, ""))]
    bundle.add_table("content", _("Content"), kept, columns)
    lessons = lessons_for_export(pages.filter(kind=Kind.LESSON))
    bundle.add_table("lessons", _("Lessons"), lessons, lesson_columns(request))
    drafts = ContentPage.objects.filter(kind=Kind.LESSON, live=False, lead_region=region)
    own = lessons_for_export(drafts.filter(audience_key__in=audience_keys(request.user)))
    bundle.add_table("lessons_in_the_making", _("Lessons in the making"), own, lesson_columns(request))


def add_uptake(bundle: Bundle, region: Region, request: HttpRequest) -> None:
    user = request.user
    uptakes = uptakes_for_export(uptakes_of(region=region).named_for(user), user)
    bundle.add_table("uptakes", _("What it took up from others"), uptakes, uptake_columns(request))
    elsewhere = uptakes_for_export(Uptake.objects.filter(lesson__lead_region=region), user)
    bundle.add_table("uptakes_elsewhere", _("What others do with its lessons"), elsewhere, uptake_columns(request))
    readable = ContentPage.objects.visible_to(user).values("pk")
    trials = Trial.objects.filter(region=region, lesson__in=readable)
    bundle.add("trials", Trial._meta.verbose_name_plural, _values(trials, without=("started_by_id",)))
    earlier = TrialWords.objects.readable_by(user).filter(trial__in=trials).distinct()
    bundle.add("trials_before", TrialWords._meta.verbose_name_plural, _values(earlier, without=()))
    tables = Circle.objects.filter(learning_table__lead_region=region)
    actions = Action.objects.visible_to(user).filter(
        circle__in=[region.circle_id, *tables.values_list("pk", flat=True)]
    )
    bundle.add_table("actions", _("Actions"), actions.select_related("owner", "circle").order_by("pk"), ACTION_COLUMNS)


def add_plan_and_team(bundle: Bundle, region: Region) -> None:
    """A coordinator writes the plan. Figures that are too small to show stay in the form where they were entered."""
    for name, model, lookup in (
        ("plans", RegionalPlan, "region"),
        ("plan_parts", PlanPart, "plan__region"),
        ("plan_writers", PlanWriter, "plan__region"),
        ("plan_versions", PlanVersion, "plan__region"),
        ("team", ExpertTeam, "region"),
    ):
        rows = model._default_manager.filter(**{lookup: region}).order_by("pk")  # type: ignore[attr-defined]
        bundle.add(name, model._meta.verbose_name_plural, _values(rows, without=("kept_by_id",)))
    team = ExpertTeam.objects.filter(region=region).first()
    years = shown_years(team) if team else []
    bundle.add_table("figures", TeamYear._meta.verbose_name_plural, years, figure_columns())


def _values(rows: Any, *, without: tuple[str, ...]) -> list[dict[str, Any]]:
    names = [field.attname for field in rows.model._meta.concrete_fields if field.attname not in without]
    return list(rows.values(*names))


def add_files(bundle: Bundle, region: Region, user: Any) -> None:
    """Of visitations, what the coordinator may open."""
    attachments = Attachment.objects.filter(visitation__in=_pages(region, user).values("pk")).select_related(
        "visitation"
    )
    listed = []
    for attachment in attachments.order_by("pk"):
        if may_read_attachment(user, attachment):
            name = f"files/{attachment.pk}-{Path(str(attachment.file.name)).name}"
            there = _add_file(bundle, name, attachment)
            listed.append(
                {"file": name if there else "", "title": attachment.title, "visitation": attachment.visitation_id}
                | {"missing": not there}
            )
    bundle.add("files", _("Files"), listed)


def _add_file(bundle: Bundle, name: str, attachment: Attachment) -> bool:
    """Whether it was there: one that was lost keeps nobody from taking along the others."""
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError:
        bundle.misses(attachment.title)
        return False
    with file:
        bundle.add_file(name, file)
    return True
