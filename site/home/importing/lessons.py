"""Lessons from a table: new ones become drafts of a circle, those that stand get the fields that differ."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from lessons import actions, rules
from lessons.checking import TEXTS, found_in
from lessons.exports import LESSON_FIELDS, came_from
from lessons.forms import check_tags
from lessons.forms.sources import KIND_OF
from lessons.models import ContentPage, LessonPage, Provenance, Theme
from lessons.places import regions_for
from lessons.states import LESSON_MOVES, Kind, LessonStatus
from regions.audience import audience_keys
from regions.export import Column, heading
from regions.forms import LONGEST_TEXT
from regions.models import Circle, Region
from regions.numbers import number_in
from regions.sheets import Sheet, day_of, number_of, several, text_of

from .lines import Change, Importer, Line, Plan, among, chosen, one

DAYS = frozenset({"review_on", "date"})
SEVERAL = frozenset({"themes", "further_regions", "tags", "came_from"})
PLAIN = ("summary", "why", "conditions", "direction", "loop", "certainty", "review_on", "sources", "date")
# An empty cell leaves what stands, or what a new lesson begins with.
HAVE_A_VALUE = frozenset({"direction", "loop", "certainty", "date", "status", "audience"})
# What the lesson's own steps change, with their checks: a table that says otherwise is refused.
BY_ITS_STEPS = frozenset({"status", "audience"})
# But for these, which ask for no check.
MOVES = {LessonStatus.AGREED: actions.agree_lesson, LessonStatus.DRAFT: actions.reopen_lesson}


class LessonImporter(Importer):
    columns = (*LESSON_FIELDS, came_from(AnonymousUser()))  # to be named; each reader has their own
    required = frozenset({"title", "why", "region"})

    def __init__(self, *, user: Any, circle: Circle) -> None:
        super().__init__(user=user)
        self.came_from = came_from(user)
        self.columns = (*LESSON_FIELDS, self.came_from)
        self.circle = circle
        self.may_edit: dict[Any, bool] = {}

    def prepare(self, sheet: Sheet, keys: Mapping[str, str]) -> None:
        self.regions = {region.name.casefold(): region for region in Region.objects.current()}
        self.by_name_or_code = self.regions | {region.code.casefold(): region for region in self.regions.values()}
        self.offered = set(regions_for([self.circle], writer=self.user).values_list("pk", flat=True))
        self.themes: dict[str, Theme] = {}
        for theme in Theme.objects.all():
            self.themes |= {name.casefold(): theme for name in (theme.slug, theme.name, theme.name_en) if name}
        numbers = {text_of(row.cells[keys["number"]]) for row in sheet.rows} if "number" in keys else set()
        titles = {text_of(row.cells[keys["title"]]) for row in sheet.rows} if "title" in keys else set()
        cells = [row.cells[keys["came_from"]] for row in sheet.rows] if "came_from" in keys else []
        self.pages = _pages_at({_path(address) for cell in cells for address in several(cell)}, self.user)
        readable = LessonPage.objects.filter(audience_key__in=audience_keys(self.user))
        wanted = Q(pk__in=[number_in(number) for number in numbers])
        lessons = readable.filter(wanted | Q(title__in=titles)).for_cards()
        lessons = lessons.prefetch_related("further_regions", "provenance")
        self.by_number = {lesson.pk: lesson for lesson in lessons}
        self.by_title = {
            (lesson.title.casefold(), lesson.lead_region_id): lesson
            for lesson in lessons
            if lesson.status != LessonStatus.RETIRED and self._may_edit(lesson)
        }

    def _may_edit(self, lesson: LessonPage) -> bool:
        if lesson.owner_id == self.user.pk:
            return True
        if lesson.lead_region_id not in self.may_edit:
            self.may_edit[lesson.lead_region_id] = rules.may_edit_lesson(self.user, lesson)
        return self.may_edit[lesson.lead_region_id]

    def read(self, column: Column, cell: Any) -> Any:
        key, text = column.key, text_of(cell)
        if key == "number":
            return number_of(cell)
        if key in DAYS:
            return day_of(cell)
        if column.choices is not None:
            return chosen(column, cell)
        if key == "region":
            return one(self.regions, text, what=_("region")) if text else None
        if key in SEVERAL:
            return self._read_several(key, cell)
        if key == "audience":
            return text
        longest = LessonPage._meta.get_field(key).max_length or LONGEST_TEXT
        if len(text) > longest:
            raise ValueError(_("%(length)s characters; at most %(most)s fit.") % {"length": len(text), "most": longest})
        return text

    def _read_several(self, key: str, cell: Any) -> list[Any]:
        if key == "themes":
            return among(self.themes, cell, what=_("theme"))
        if key == "further_regions":
            return among(self.by_name_or_code, cell, what=_("region"))
        if key == "tags":
            return self._read_tags(cell)
        paths = [_path(address) for address in several(cell)]
        pages = [one(self.pages, path, what=_("page with the address")) for path in paths]
        return list(dict.fromkeys(str(page.get_url()) for page in pages))

    def _read_tags(self, cell: Any) -> list[str]:
        tags = several(cell)
        try:
            check_tags(tags)
        except ValidationError as error:
            raise ValueError(*error.messages) from error
        return tags

    def title_of(self, line: Line) -> str:
        return str(line.values.get("title", ""))

    def never_changed(self, line: Line) -> frozenset[str]:
        empty = {key for key in HAVE_A_VALUE if line.values.get(key) in ("", None)}
        return frozenset({"number", *empty})

    def find(self, line: Line) -> LessonPage | None:
        number, region = line.values.get("number"), line.values.get("region")
        if number:
            lesson = self.by_number.get(number)
            if lesson is None or not (lesson.live or self._may_edit(lesson)):
                line.problems.append(
                    _("Number: there is no lesson %(number)s that is open to you. Leave it empty for a new lesson.")
                    % {"number": number}
                )
                return None
        else:
            lesson = self.by_title.get((line.title.casefold(), region.pk if region else None))
        line.version = str(lesson.latest_revision_id) if lesson else ""
        if lesson and "came_from" in line.values:  # a table takes none away: whoever made it may not have read them all
            line.values["came_from"] = sorted({*line.values["came_from"], *self.came_from.of(lesson)})
        return lesson

    def check(self, line: Line) -> None:
        self.demand_filled(line)
        if line.standing is None or line.changes:
            self._check_place(line)
            self._check_texts(line)
            self._check_steps(line)
        if line.standing is not None and line.changes:
            self._check_standing(line)

    def _check_place(self, line: Line) -> None:
        region = line.values.get("region")
        moved = line.standing is None or any(change.key == "region" for change in line.changes)
        if region and moved and region.pk not in self.offered:
            said = {"circle": self.circle, "region": region}
            line.problems.append(_("Region: in the circle “%(circle)s” nobody writes for %(region)s.") % said)

    def _check_steps(self, line: Line) -> None:
        begins = {"status": str(LessonStatus.DRAFT), "audience": self.circle.audience_key}
        differ = {change.key for change in line.changes}
        if line.standing is None:
            differ = {key for key, value in begins.items() if line.values.get(key) not in (None, "", value)}
        elif line.values.get("status") in LESSON_MOVES[line.standing.status] & set(MOVES):
            differ.discard("status")
        for column in self.columns:
            if column.key in BY_ITS_STEPS & differ:
                said = _(
                    "%(column)s: a table cannot change this. Do it on the screen of the lesson, and leave it empty here."
                )
                line.problems.append(said % {"column": heading(column)})

    def _check_texts(self, line: Line) -> None:
        texts = {name: line.values.get(name, "") for name in TEXTS if name in line.values}
        for found in found_in(LessonPage(), {**texts, "tags": ", ".join(line.values.get("tags", ()))}):
            (line.problems if found.blocks else line.remarks).append(f"{found.where}: {found.why}")

    def _check_standing(self, line: Line) -> None:
        lesson = line.standing
        if not self._may_edit(lesson):
            line.problems.append(_("This lesson is not yours to change. Take your changes back, or take the row out."))
        elif lesson.status == LessonStatus.RETIRED:
            line.problems.append(_("This lesson is retired; its text stays as it was."))
        elif lesson.live and lesson.has_unpublished_changes:
            line.problems.append(_("This lesson has a newer text that is not shown yet. Show that first."))
        elif lesson.live:
            line.remarks.append(_("It is published: the new text is what everybody reads."))

    def check_all(self, lines: list[Line]) -> None:
        seen: dict[Any, int] = {}
        for line in lines:
            region = line.values.get("region")
            same = (
                ("lesson", line.standing.pk)
                if line.standing
                else (line.title.casefold(), region.pk if region else None)
            )
            if first := seen.get(same):
                line.problems.append(_("The same lesson as in row %(row)s.") % {"row": first})
            seen.setdefault(same, line.number)

    def carry_out(self, plan: Plan) -> None:
        for line in self.one_by_one(plan.shown):
            if line.standing is None:
                self._write(line)
            else:
                self._change(line)

    def _write(self, line: Line) -> None:
        values = line.values
        fields = {
            name: values[name] for name in PLAIN if name in values and not (name in HAVE_A_VALUE and not values[name])
        }
        actions.write_lesson(
            region=values["region"],
            title=values["title"],
            audience_key=self.circle.audience_key,
            themes=values.get("themes", ()),
            tags=values.get("tags", ()),
            further_regions=values.get("further_regions", []),
            provenance=[_told(self.pages[path.casefold()]) for path in values.get("came_from", ())],
            user=self.user,
            **fields,
        )

    def _change(self, line: Line) -> None:
        texts = [change for change in line.changes if change.key != "status"]
        if texts:
            self._change_texts(line, texts)
        if len(texts) < len(line.changes):
            MOVES[line.values["status"]](line.standing, user=self.user)

    def _change_texts(self, line: Line, changes: list[Change]) -> None:
        lesson, values = line.standing, line.values
        lesson = lesson.get_latest_revision_as_object()
        for change in changes:
            if change.key in ("themes", "further_regions"):
                setattr(lesson, change.key, list(values[change.key]))
            elif change.key == "tags":
                lesson.tags.set(values["tags"])
            elif change.key == "came_from":
                self._add_sources(lesson, values["came_from"])
            else:
                setattr(lesson, "lead_region" if change.key == "region" else change.key, values[change.key])
        fields = ", ".join(change.label for change in changes)
        said = _("Changed from a table: %(fields)s.") % {"fields": fields}
        actions.change_lesson(lesson, version=line.version, what_changed=said, user=self.user)

    def _add_sources(self, lesson: LessonPage, paths: list[str]) -> None:
        standing = {source.page_id for source in lesson.provenance.all()}
        pages = [self.pages[path.casefold()] for path in paths if path.casefold() in self.pages]
        for page in pages:
            if page.pk not in standing:
                kind, found, region, year = _told(page)
                lesson.provenance.add(Provenance(kind=kind, page=found, region=region, year=year))


def _path(address: str) -> str:
    """Of an address with or without the site before it."""
    return urlsplit(address).path


def _pages_at(paths: set[str], user: Any) -> dict[str, ContentPage]:
    """The pages that a lesson can come from, by their addresses, as far as ``user`` may read them."""
    if not paths:
        return {}
    pages = ContentPage.objects.visible_to(user).filter(kind__in=KIND_OF, slug__in={_slug(path) for path in paths})
    found = {str(page.get_url()): page for page in pages.select_related("lead_region")}
    return {path.casefold(): page for path, page in found.items() if path in paths}


def _slug(path: str) -> str:
    return unquote(path).rstrip("/").rpartition("/")[2]


def _told(page: ContentPage) -> tuple[Any, ContentPage, Region, int]:
    return (KIND_OF[Kind(page.kind)], page, page.lead_region, page.year)
