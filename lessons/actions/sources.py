"""What a lesson comes from: told with its kind, region and year to whoever reads the lesson."""

from django.db import transaction
from django.utils.translation import gettext as _

from regions.audit import record
from regions.models import Region, User
from regions.states import IllegalMove
from regions.versions import demand_version

from ..models import ContentPage, LessonPage, Provenance
from ..states import LessonStatus, SourceKind
from .lessons import change_lesson
from .locking import lock_lessons


@transaction.atomic
def add_source(
    lesson: LessonPage, *, kind: SourceKind, region: Region, year: int, user: User, page: ContentPage | None = None
) -> LessonPage:
    """``page`` is linked for who may read it. IllegalMove when it is among the sources already."""
    lesson = _newest(lesson)
    told = (kind, page.pk if page else None, region.pk, year)
    if any(_told(source) == told or (page and source.page_id == page.pk) for source in lesson.provenance.all()):
        raise IllegalMove(_("That is among its sources already."))
    lesson.provenance.add(Provenance(kind=kind, page=page, region=region, year=year))
    return _keep(lesson, "lessons.add_source", kind=kind, user=user)


@transaction.atomic
def take_source(lesson: LessonPage, *, place: int, version: str | int | None, user: User) -> LessonPage:
    """Take away the source at ``place`` (from 0) of revision ``version``; EditConflict when there is a newer one. What comes
    from a page that ``user`` may not read stays."""
    lesson = _newest(lesson)
    demand_version(lesson.latest_revision_id, version)
    sources = list(lesson.provenance.all())
    if not 0 <= place < len(sources):
        raise IllegalMove(_("This is not there any more: somebody took it back meanwhile."))
    source = sources[place]
    if source.page_id and not ContentPage.objects.visible_to(user).filter(pk=source.page_id).exists():
        raise IllegalMove(_("What this comes from is not open to you. Somebody who may read it can take it away."))
    lesson.provenance.set([one for at, one in enumerate(sources) if at != place])
    return _keep(lesson, "lessons.take_source", kind=source.kind, user=user)


def _newest(lesson: LessonPage) -> LessonPage:
    standing = lock_lessons(lesson.pk)[lesson.pk]
    if standing.status == LessonStatus.RETIRED:
        raise IllegalMove(_("This lesson is retired; its text stays as it was."))
    newest: LessonPage = standing.get_latest_revision_as_object()
    return newest


def _told(source: Provenance) -> tuple[str, int | None, int, int]:
    return (source.kind, source.page_id, source.region_id, source.year)


def _keep(lesson: LessonPage, action: str, *, kind: str, user: User) -> LessonPage:
    changed = change_lesson(lesson, version=lesson.latest_revision_id, user=user)
    record(changed, action, user=user, kind=str(kind))
    return changed
