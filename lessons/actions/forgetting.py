"""What was taken out of a lesson is taken out of what the admin keeps beside it: drafts, the audit trail, the address."""

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from ..models import Contradiction, LessonPage, LessonVersion
from ..models.content import closed_slug, renamed_slug
from ..states import WORDS


def said(obj: LessonPage | LessonVersion, name: str) -> str:
    """A browser ends lines otherwise than a file does."""
    return _plain(getattr(obj, name))


def forget_words(version: LessonVersion) -> None:
    """Called while ``version`` has its words, inside the transaction that takes them out. What the lesson says now stays; the
    page of a double that was merged into it says the same from then on."""
    lesson: LessonPage = version.lesson
    page: LessonPage = version.merged_from or lesson
    now = lesson.versions.own().first()
    gone = {name: text for name in WORDS if (text := said(version, name)) and text != said(now, name)}
    if told := _plain(version.what_changed):
        # Said where a review ended, and shown with it.
        for review in lesson.reviews.exclude(conclusion=""):
            if _plain(review.conclusion) == told:
                type(review).objects.filter(pk=review.pk).update(conclusion="")
    _drop_drafts(page, version, gone)
    _mend_shown(page, gone, now)
    if version.merged_from:
        _say_instead(page, {name: getattr(lesson, name) for name in gone if said(page, name) == gone[name]})
    if "title" in gone:
        _rename_in_trail(page, old=version.title)
        _change_address(page, old=version.title)


def _drop_drafts(page: LessonPage, version: LessonVersion, gone: dict[str, str]) -> None:
    """The drafts that became the version, and whatever has its words still."""
    versions = version.lesson.versions.filter(merged_from=version.merged_from)
    before = versions.filter(number__lt=version.number).first()
    drafts = page.revisions.exclude(pk__in=_shown(page))
    became = drafts.filter(created_at__lte=version.published_at)
    became = became.filter(created_at__gt=before.published_at) if before else became
    same = [
        draft.pk
        for draft in drafts.only("pk", "content").iterator()
        if any(text in _plain(draft.content.get(name)) for name, text in gone.items())
    ]
    _rename_drafts_in_trail(page, [*became.values_list("object_str", flat=True)])
    Revision.objects.filter(pk__in=[*became.values_list("pk", flat=True), *same]).delete()


def _mend_shown(page: LessonPage, gone: dict[str, str], now: LessonVersion) -> None:
    """What is shown and the draft that is worked on stay, and say what the lesson says where they had the words."""
    texts = {name: (text, str(getattr(now, name) or "")) for name, text in gone.items()}
    if "title" in texts:
        # Wagtail keeps with a draft what the one before it was called.
        texts["draft_title"] = texts["title"]
    for draft in page.revisions.filter(pk__in=_shown(page)):
        mended = {
            name: _plain(draft.content.get(name)).replace(text, instead)
            for name, (text, instead) in texts.items()
            if text in _plain(draft.content.get(name))
        }
        if mended:
            label = mended.get("title", draft.object_str)
            Revision.objects.filter(pk=draft.pk).update(content={**draft.content, **mended}, object_str=label)
    if "title" in gone and _plain(page.draft_title) == gone["title"]:
        page.draft_title = now.title
        page.save(update_fields=["draft_title"])


def _shown(page: LessonPage) -> list[int]:
    return [pk for pk in (page.latest_revision_id, page.live_revision_id) if pk]


def _say_instead(page: LessonPage, fields: dict[str, str]) -> None:
    """In the page, and in the revision that it would be shown from again."""
    if not fields:
        return
    fields |= {"draft_title": fields["title"]} if "title" in fields else {}
    for name, text in fields.items():
        setattr(page, name, text)
    page.save()
    fields |= {"url_path": page.url_path}
    for revision in page.revisions.filter(pk__in=_shown(page)):
        label = fields.get("title", revision.object_str)
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **fields}, object_str=label)


def _rename_in_trail(lesson: LessonPage, *, old: str) -> None:
    trail = PageLogEntry.objects.filter(page=lesson.pk)
    trail.filter(label=old).update(label=lesson.title)
    for entry in trail.filter(action__in=("wagtail.rename", "wagtail.publish")):
        if old in entry.data.get("title", {}).values():
            kept = {name: value for name, value in entry.data.items() if name != "title"}
            PageLogEntry.objects.filter(pk=entry.pk).update(data=kept)
    of_contradictions = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Contradiction),
        object_id__in=[str(pk) for pk in lesson.contradictions.values_list("pk", flat=True)],
    )
    for entry in of_contradictions.filter(label__contains=old):
        ModelLogEntry.objects.filter(pk=entry.pk).update(label=entry.label.replace(old, lesson.title))


def _rename_drafts_in_trail(page: LessonPage, titles: list[str]) -> None:
    """Those that the drafts had on the way to the version."""
    called = set(titles) - {page.title, str(page)}
    PageLogEntry.objects.filter(page=page.pk, label__in=called).update(label=page.title)


def _change_address(page: LessonPage, *, old: str) -> None:
    slug = renamed_slug(page.slug, old=old, new=page.title)
    if slug == page.slug and slugify(old, allow_unicode=True) in slug:
        # It has no end by which the old one could lead on.
        slug = closed_slug("", title=page.title)
    _say_instead(page, {"slug": slug} if slug != page.slug else {})


def _plain(text: object) -> str:
    return str(text or "").replace("\r\n", "\n").strip()
