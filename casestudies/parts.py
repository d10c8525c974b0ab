"""The text of a case in parts, one for each step of writing: what a part says, which version that is, what it still lacks."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2s
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lessons.models import Theme
from regions.models import Circle
from regions.states import Perspective

from .models import CaseLifeDomain, CasePerspective, CaseStudyPage, TimelineEvent
from .states import LifeDomain


class Part(TextChoices):
    START = "start", _("Title and circle")
    SITUATION = "situation", _("Situation")
    PERSPECTIVES = "perspectives", _("Perspectives")
    TIMELINE = "timeline", _("Timeline")
    ABOUT = "about", _("What it is about")


FIELDS: dict[str, tuple[str, ...]] = {
    Part.START: ("title", "circle"),
    Part.SITUATION: ("situation",),
    Part.PERSPECTIVES: ("perspectives",),
    Part.TIMELINE: ("events",),
    Part.ABOUT: ("summary", "life_domains", "themes", "tags"),
}
TEXTS = tuple(name for names in FIELDS.values() for name in names)
# Written in the admin only.
BESIDE = ("sources", "date", "review_on", "lead_region_id")


# --- reading --------------------------------------------------------------------------------------------------------------

READ: dict[str, Callable[[CaseStudyPage], Any]] = {
    "life_domains": lambda case: [one.domain for one in case.life_domains.all()],
    "themes": lambda case: list(case.themes.all()),
    "tags": lambda case: sorted(case.tags.names()),
    "perspectives": lambda case: [(one.perspective, one.text) for one in case.perspectives.all()],
    "events": lambda case: [(one.month, one.text) for one in case.events.all()],
}


def read(case: CaseStudyPage, *names: str) -> dict[str, Any]:
    """What the case says, in the form in which `fill` takes it."""
    return {name: READ[name](case) if name in READ else getattr(case, name) for name in names or TEXTS}


def _plain(value: Any) -> Any:
    """What tells one value from another, also when it comes from another revision."""
    if isinstance(value, (Theme, Circle)):
        return value.pk
    if isinstance(value, list):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if all(isinstance(item, (int, str)) for item in items) else items
    return value


def version_of_part(case: CaseStudyPage, part: str) -> str:
    """A mark of what one part says, whatever happens to the other parts."""
    said = {name: _plain(value) for name, value in read(case, *FIELDS[part]).items()}
    return blake2s(repr(said).encode(), digest_size=12).hexdigest()


def differs(one: CaseStudyPage, other: CaseStudyPage, *names: str) -> list[str]:
    """The names of what they say differently."""
    first, second = read(one, *names), read(other, *names)
    return [name for name in first if _plain(first[name]) != _plain(second[name])]


def same_throughout(one: CaseStudyPage, other: CaseStudyPage) -> bool:
    further = [{region.pk for region in case.further_regions.all()} for case in (one, other)]
    return further[0] == further[1] and not differs(one, other, *TEXTS, *BESIDE)


NAMES = {"title": _("Title"), "circle": _("Circle"), "situation": _("Situation"), "summary": _("Summary")}
NAMES |= {"life_domains": _("Life domains"), "themes": _("Themes"), "tags": _("Tags")}
LABELS = {**NAMES, "perspectives": _("Perspectives"), "events": _("Timeline")}


def shown(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The same in words, a line per thing said."""
    lines: list[tuple[str, str]] = []
    for name, value in fields.items():
        if name == "perspectives":
            lines += [(str(Perspective(who).label) if who else "–", text) for who, text in value]
        elif name == "events":
            lines += [(_month(month), text) for month, text in value]
        else:
            lines.append((str(NAMES[name]), _in_words(name, value)))
    return lines


def _month(month: int | None) -> str:
    return gettext("month –") if month is None else gettext("month %(number)d") % {"number": month}


def _in_words(name: str, value: Any) -> str:
    if name == "life_domains":
        return ", ".join(str(LifeDomain(one).label) for one in value)
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


# --- filling in -----------------------------------------------------------------------------------------------------------


def _fill_circle(case: CaseStudyPage, circle: Circle) -> None:
    case.circle = circle
    case.audience_key = case.audience_key if case.is_wide else circle.audience_key


def _fill_date(case: CaseStudyPage, date: datetime.date | None) -> None:
    case.date = date or case.date or timezone.localdate()


def _fill_themes(case: CaseStudyPage, themes: Iterable[Theme]) -> None:
    case.themes = list(themes)


def _fill_tags(case: CaseStudyPage, tags: Iterable[str]) -> None:
    case.tags.set(list(tags))


def _fill_domains(case: CaseStudyPage, domains: Iterable[str]) -> None:
    case.life_domains = [CaseLifeDomain(domain=domain) for domain in domains]


def _fill_perspectives(case: CaseStudyPage, rows: Iterable[tuple[str, str]]) -> None:
    case.perspectives = [
        CasePerspective(perspective=perspective, text=text, sort_order=order)
        for order, (perspective, text) in enumerate(rows)
    ]


def _fill_events(case: CaseStudyPage, rows: Iterable[tuple[int | None, str]]) -> None:
    # Of a draft that is still being typed a month may be missing; such a row is in a revision only.
    case.events = [TimelineEvent(month=month, text=text) for month, text in rows]  # type: ignore[misc]


FILL: dict[str, Callable[[CaseStudyPage, Any], None]] = {
    "circle": _fill_circle,
    "date": _fill_date,
    "themes": _fill_themes,
    "tags": _fill_tags,
    "life_domains": _fill_domains,
    "perspectives": _fill_perspectives,
    "events": _fill_events,
}


def fill(case: CaseStudyPage, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name in FILL:
            FILL[name](case, value)
        else:
            setattr(case, name, value)


# --- is it whole? ---------------------------------------------------------------------------------------------------------


def lacking(case: CaseStudyPage) -> dict[str, Any]:
    """By part, what has to be there before others read the case."""
    found: dict[str, Any] = {}
    if not case.situation.strip():
        found[Part.SITUATION] = _("The situation has not been described yet.")
    if not all(one.perspective and one.text for one in case.perspectives.all()):
        found[Part.PERSPECTIVES] = _("In the perspectives, somebody’s words are missing, or whose they are.")
    if not all(one.month is not None and one.text for one in case.events.all()):
        found[Part.TIMELINE] = _("On the timeline, a month or what happened in it is missing.")
    return found


def is_filled(case: CaseStudyPage, part: str) -> bool:
    return any(read(case, *FIELDS[part]).values())
