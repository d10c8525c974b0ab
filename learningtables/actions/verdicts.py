"""What a table says of a lesson from elsewhere while it prepares a session."""

from django.db import transaction
from django.utils.translation import gettext as _

from lessons.checking import BLOCK, Found, find_identifiers
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from .. import emails
from ..models import LessonVerdict, SessionPage
from ..states import Verdict
from .publishing import locked_session

SAID = ("verdict", "note")
# The lesson's owner hears of these at once; all of them stand on the lesson's own screen.
TOLD = frozenset({Verdict.USED, Verdict.CONTRADICTS})


@transaction.atomic
def judge_lesson(
    session: SessionPage,
    lesson: LessonPage,
    *,
    verdict: Verdict,
    user: User,
    note: str = "",
    version: str | None = None,
) -> LessonVerdict:
    """The table's word on ``lesson``, in place of what it said before; the same word again changes nothing. ``version`` is
    that of the word the writer started from."""
    session = locked_session(session)
    note = note.strip()
    standing = session.verdicts.filter(lesson=lesson).first()
    if standing and (standing.verdict, standing.note) == (verdict, note):
        return standing
    _check(session, lesson, note)
    demand_version(version_of(standing, fields=SAID), version)
    said, _made = session.verdicts.update_or_create(
        lesson=lesson, defaults={"verdict": verdict, "note": note, "given_by": user}
    )
    record(said, "learningtables.judge_lesson", user=user, session=session.pk, lesson=lesson.pk, verdict=verdict)
    if verdict in TOLD and (standing is None or standing.verdict != verdict):
        emails.send_verdict(lesson, by=user)
    return said


def _check(session: SessionPage, lesson: LessonPage, note: str) -> None:
    if not session.is_open_for_replies:
        raise IllegalMove(_("This session is over or cancelled: it needs no more preparing."))
    if lesson.status == LessonStatus.RETIRED:
        raise IllegalMove(_("This lesson has been retired."))
    named = [Found("note", "", one).why for one in find_identifiers(note) if one.severity == BLOCK]
    if named:
        found = " ".join(dict.fromkeys(named))
        raise IllegalMove(_("The note goes to another region. %(found)s Take that out first.") % {"found": found})
