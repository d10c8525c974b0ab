"""The first text of a session's report: what was said, in numbers and agreements, never who said it.

It is content, so it is written in the language of the site's content whatever language its reader has chosen.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from casestudies.results import results_of
from lessons.models import Action, LessonPage
from regions.audience import WIDE
from regions.models import User

from .attendance import guests_in_room
from .checkout import check_outs, in_words
from .models import Minutes, SessionCase, SessionPage
from .room_said import written
from .rules import table_keys
from .states import SessionState


def compose(session: SessionPage, *, user: User) -> str:
    """Sections with a heading ("## ..."), items with a dash; `report_html` shows them as such."""
    with override(settings.LANGUAGE_CODE):
        agenda = list(session.agenda_for(user))
        minutes: dict[int | None, str] = dict(Minutes.objects.filter(session=session).values_list("item", "body"))
        in_room = written(session)
        named = session.audience_key not in WIDE
        sections = [
            _opening(session),
            *(_case(item, minutes.get(item.pk, ""), in_room[item.pk], user=user) for item in agenda),
            _told(_("What was discussed"), minutes.get(None, ""), in_room[None]),
            _section(_("Actions"), [_action(action, named=named) for action in _actions(session, agenda)]),
            _section(_("Lessons"), [lesson.title for lesson in _lessons(session, agenda)]),
            _section(_("Looking back"), [in_words(one) for one in check_outs([session]) if one.is_shown]),
        ]
        return "\n\n".join(section for section in sections if section)


def _section(title: str, items: Sequence[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {item}" for item in items)]) if items else ""


def _told(title: str, minutes: str, items: Sequence[str]) -> str:
    """What was taken down, under its heading, and what there is to count of it."""
    listed = "\n".join(f"- {item}" for item in items)
    parts = [part for part in (minutes.strip(), listed) if part]
    return "\n\n".join([f"## {title}", *parts]) if parts else ""


def _opening(session: SessionPage) -> str:
    first = _("%(table)s met on %(date)s. We worked by the method “%(method)s”.") % {
        "table": session.table.title,
        "date": format_date(timezone.localtime(session.starts_at), "j F Y"),
        "method": session.method.name,
    }
    if session.state != SessionState.HELD:
        return first
    invited = session.participants.invited().count()
    present = session.participants.invited().filter(attended=True).count()
    there = ngettext(
        "%(present)d of %(n)d person invited was there.", "%(present)d of %(n)d people invited were there.", invited
    )
    return " ".join([first, there % {"present": present, "n": invited}, *_guests(session)])


def _guests(session: SessionPage) -> list[str]:
    guests = guests_in_room(session)
    said = ngettext("With %(n)d guest.", "With %(n)d guests.", guests) % {"n": guests}
    return [said] if guests else []


def _case(item: SessionCase, minutes: str, in_room: Sequence[str], *, user: User) -> str:
    reflection = item.reflection
    if reflection is None:
        said = [_("We talked about this case; the central question was not asked in writing.")]
    elif not reflection.is_revealed:
        said = [_("The central question is still being answered.")]
    else:
        said = [
            line
            for number, result in enumerate(results_of(reflection, user=user), 1)
            for line in _point(number, result)
        ]
    return _told(_("Case: %(title)s") % {"title": item.case.title}, minutes, [*said, *in_room])


def _point(number: int, result: Any) -> list[str]:
    title = _("Decision point %(number)d, “%(title)s”") % {"number": number, "title": result.point.title}
    counted = [_in_words(row) for row in result.rounds if row["total"]]
    lines = [f"{title}. {' '.join(counted)}".strip()]
    return [*lines, *(_conclusion(conclusion) for conclusion in result.conclusions)]


def _in_words(row: dict[str, Any]) -> str:
    """ "Round 1: 3 × the same, 1 × partly." """
    counts = ", ".join(f"{part['count']} × {str(part['label']).lower()}" for part in row["parts"] if part["count"])
    return f"{row['label']}: {counts}."


def _conclusion(conclusion: Any) -> str:
    if conclusion.action_id:
        return _("And so: %(what)s") % {"what": conclusion.action.what}
    return _("We keep working as we do, because: %(reason)s") % {"reason": conclusion.no_change_because}


def _actions(session: SessionPage, agenda: Iterable[SessionCase]) -> Iterable[Action]:
    reflections = [item.reflection_id for item in agenda if item.reflection_id]
    own = Action.objects.filter(circle=session.table.circle_id)
    said = own.filter(page=session) | own.filter(conclusions__reflection__in=reflections)
    return said.distinct().select_related("owner")


def _action(action: Action, *, named: bool) -> str:
    """Whose it is, is for the table to know."""
    said = _("%(what)s (%(who)s, by %(when)s)") if named else _("%(what)s (by %(when)s)")
    return said % {"what": action.what, "who": action.owner, "when": format_date(action.due_on, "j F Y")}


def _lessons(session: SessionPage, agenda: Iterable[SessionCase]) -> Iterable[LessonPage]:
    """Drawn from this session, or from its cases since; drafts too, because the table wrote them together."""
    own = LessonPage.objects.filter(audience_key__in=table_keys(session.table.circle))
    cases = [item.case_id for item in agenda]
    drawn = own.filter(provenance__page=session) | own.filter(provenance__page__in=cases, date__gte=session.date)
    return drawn.distinct().order_by("pk")
