"""What was taken out of a lesson is taken out of what the admin keeps beside it: drafts, the audit trail, the address."""

import re
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from regions.differences import plain

from ..models import Contradiction, LessonPage, LessonVersion
from ..models.content import closed_slug, renamed_slug
from ..states import WORDS


class Taken(NamedTuple):
    """Words of one field, and what the lesson says there now."""

    words: str
    instead: str

    def stand_in(self, text: object) -> bool:
        return self.out_of(text) != plain(text)

    def out_of(self, text: object) -> str:
        """Whole words only; and where the lesson's words of now have the old ones in them, they are what is said now."""
        kept = [self.instead] if self.words in self.instead else []
        either = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in (*kept, self.words))
        return re.sub(either, lambda _found: self.instead, plain(text))


def said(obj: LessonPage | LessonVersion, name: str) -> str:
    """A browser ends lines otherwise than a file does."""
    return plain(getattr(obj, name))


def forget_words(version: LessonVersion) -> None:
    """Called while ``version`` has its words, inside the transaction that takes them out. What the lesson says now stays; the
    page of a double that was merged into it says the same from then on."""
    lesson: LessonPage = version.lesson
    page: LessonPage = version.merged_from or lesson
    now = lesson.versions.own().first()
    gone = {name: text for name in WORDS if (text := said(version, name)) and text != said(now, name)}
    taken = {name: Taken(text, said(now, name)) for name, text in gone.items()}
    if told := plain(version.what_changed):
        # Said where a review ended, and shown with it.
        for review in lesson.reviews.exclude(conclusion=""):
            if plain(review.conclusion) == told:
                type(review).objects.filter(pk=review.pk).update(conclusion="")
    _drop_drafts(page, version, taken)
    _mend_shown(page, taken)
    if version.merged_from:
        _say_instead(page, {name: getattr(lesson, name) for name in gone if said(page, name) == gone[name]})
    if "title" in gone:
        _rename_in_trail(page, old=version.title)
        _change_address(page, old=version.title)


def _drop_drafts(page: LessonPage, version: LessonVersion, taken: dict[str, Taken]) -> None:
    """The drafts that became the version, and whatever has its words still."""
    versions = version.lesson.versions.filter(merged_from=version.merged_from)
    before = versions.filter(number__lt=version.number).first()
    drafts = page.revisions.exclude(pk__in=_shown(page))
    became = drafts.filter(created_at__lte=version.published_at)
    became = became.filter(created_at__gt=before.published_at) if before else became
    same = [
        draft.pk
        for draft in drafts.only("pk", "content").iterator()
        if any(words.stand_in(draft.content.get(name)) for name, words in taken.items())
    ]
    _rename_drafts_in_trail(page, [*became.values_list("object_str", flat=True)])
    Revision.objects.filter(pk__in=[*became.values_list("pk", flat=True), *same]).delete()


def _mend_shown(page: LessonPage, taken: dict[str, Taken]) -> None:
    """What is shown and the draft that is worked on stay, and say what the lesson says where they had the words."""
    # Wagtail keeps with a draft what the one before it was called.
    all_taken = taken | ({"draft_title": taken["title"]} if "title" in taken else {})
    for draft in page.revisions.filter(pk__in=_shown(page)):
        mended = {
            name: words.out_of(draft.content.get(name))
            for name, words in all_taken.items()
            if words.stand_in(draft.content.get(name))
        }
        if mended:
            label = mended.get("title", draft.object_str)
            Revision.objects.filter(pk=draft.pk).update(content={**draft.content, **mended}, object_str=label)
    if "title" in taken and plain(page.draft_title) == taken["title"].words:
        page.draft_title = taken["title"].instead
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
        label = Taken(plain(old), lesson.title).out_of(entry.label)
        ModelLogEntry.objects.filter(pk=entry.pk).update(label=label)


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
