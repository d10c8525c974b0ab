"""Lessons from a table: new ones become drafts of a circle, those that stand get the fields that differ."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from lessons import actions, rules
from lessons.checking import TEXTS, found_in
from lessons.exports import LESSON_FIELDS
from lessons.models import LessonPage, Theme
from lessons.places import regions_for
from lessons.states import LessonStatus
from regions.audience import audience_keys
from regions.export import Column
from regions.forms import LONGEST_TEXT
from regions.models import Circle, Region
from regions.sheets import Sheet, day_of, number_of, several, text_of

from .lines import Importer, Line, Plan, among, chosen, one

DAYS = frozenset({"review_on", "date"})
PLAIN = ("summary", "why", "conditions", "direction", "loop", "certainty", "review_on", "sources", "date")
# An empty cell leaves what stands, or what a new lesson begins with.
HAVE_A_VALUE = frozenset({"direction", "loop", "certainty", "date"})


class LessonImporter(Importer):
    columns = LESSON_FIELDS
    required = frozenset({"title", "why", "region"})

    def __init__(self, *, user: Any, circle: Circle) -> None:
        super().__init__(user=user)
        self.circle = circle
        self.may_edit: dict[Any, bool] = {}

    def prepare(self, sheet: Sheet, keys: Mapping[str, str]) -> None:
        self.regions = {region.name.casefold(): region for region in Region.objects.current()}
        self.offered = set(regions_for([self.circle], writer=self.user).values_list("pk", flat=True))
        self.themes: dict[str, Theme] = {}
        for theme in Theme.objects.all():
            self.themes |= {name.casefold(): theme for name in (theme.slug, theme.name, theme.name_en) if name}
        numbers = {text_of(row.cells[keys["number"]]) for row in sheet.rows} if "number" in keys else set()
        titles = {text_of(row.cells[keys["title"]]) for row in sheet.rows} if "title" in keys else set()
        readable = LessonPage.objects.filter(audience_key__in=audience_keys(self.user))
        wanted = Q(pk__in=[int(number) for number in numbers if number.isdecimal() and len(number) < 10])
        lessons = readable.filter(wanted | Q(title__in=titles)).for_cards()
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
        if key == "themes":
            return among(self.themes, cell, what=_("theme"))
        if key == "tags":
            return several(cell)
        longest = LessonPage._meta.get_field(key).max_length or LONGEST_TEXT
        if len(text) > longest:
            raise ValueError(_("%(length)s characters; at most %(most)s fit.") % {"length": len(text), "most": longest})
        return text

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
        return lesson

    def check(self, line: Line) -> None:
        self.demand_filled(line)
        if line.standing is None or line.changes:
            self._check_place(line)
            self._check_texts(line)
        if line.standing is not None and line.changes:
            self._check_standing(line)

    def _check_place(self, line: Line) -> None:
        region = line.values.get("region")
        moved = line.standing is None or any(change.key == "region" for change in line.changes)
        if region and moved and region.pk not in self.offered:
            said = {"circle": self.circle, "region": region}
            line.problems.append(_("Region: in the circle “%(circle)s” nobody writes for %(region)s.") % said)

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
        for line in plan.shown:
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
            user=self.user,
            **fields,
        )

    def _change(self, line: Line) -> None:
        lesson, values = line.standing, line.values
        lesson = lesson.get_latest_revision_as_object()
        for change in line.changes:
            if change.key == "themes":
                lesson.themes = list(values["themes"])
            elif change.key == "tags":
                lesson.tags.set(values["tags"])
            else:
                setattr(lesson, "lead_region" if change.key == "region" else change.key, values[change.key])
        fields = ", ".join(change.label for change in line.changes)
        said = _("Changed from a table: %(fields)s.") % {"fields": fields}
        actions.change_lesson(lesson, version=line.version, what_changed=said, user=self.user)
