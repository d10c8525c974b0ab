"""The privacy check: one text is read through, what is found in it is replaced or kept with a reason, and it passes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import PageLogEntry

from lessons.models.content import closed_slug
from regions.audit import record
from regions.models import User
from regions.states import IllegalMove
from regions.versions import EditConflict

from .. import texts
from ..checking import Kept, Mark, carried_over, marks_in, names_somebody, still_open, whole_keywords, without_overlap
from ..models import Addendum, CaseStudyPage, DecisionPoint, PrivacyCheck
from ..texts import Passage
from .cases import locked
from .redactions import check_neutral, redact
from .relabelling import drafted, relabel
from .writing import keep

LONGEST_LABEL = 60
LABEL_TELLS = gettext_lazy("This label itself could tell who it is. Choose a neutral one, such as [school].")


@dataclass(frozen=True)
class Replacement:
    """``label`` in the place of what stands from ``start`` to ``end`` in the text with this key."""

    key: str
    start: int
    end: int
    kind: str
    label: str


def kept_in(case: CaseStudyPage, parts: Sequence[Passage]) -> list[Kept]:
    """What was kept in this very text; before anything was, what was kept in those parts of it that read the same before."""
    check = PrivacyCheck.objects.filter(case=case.pk, digest=texts.digest(parts)).first()
    if check is not None:
        return [Kept(**one) for one in check.kept]
    before = PrivacyCheck.objects.filter(case=case.pk).first()
    return carried_over([Kept(**one) for one in before.kept], parts) if before is not None else []


def valid_pass(case: CaseStudyPage) -> PrivacyCheck | None:
    """The pass of the newest text, if it has one."""
    return PrivacyCheck.objects.passed().filter(case=case.pk, digest=texts.digest(texts.latest_texts(case))).first()


def _same_text(case: CaseStudyPage, digest: str) -> tuple[CaseStudyPage, CaseStudyPage, list[Passage]]:
    """The locked row, its newest version and its texts, which are those that were on the screen."""
    stored = locked(case)
    latest = stored.get_latest_revision_as_object()
    parts = texts.texts(latest)
    if texts.digest(parts) != digest:
        raise EditConflict
    return stored, latest, parts


def _check_of(case: CaseStudyPage, parts: Sequence[Passage], *, user: User) -> PrivacyCheck:
    kept = [asdict(one) for one in kept_in(case, parts)]
    defaults = {"checked_by": user, "kept": kept}
    return PrivacyCheck.objects.get_or_create(case=case, digest=texts.digest(parts), defaults=defaults)[0]


@transaction.atomic
def keep_finding(
    case: CaseStudyPage, *, place: str, reason: str, digest: str, user: User, known_names: Sequence[str] = ()
) -> PrivacyCheck:
    """Leave a finding as it is, and say why; what leads straight to somebody cannot be kept."""
    stored, _latest, parts = _same_text(case, digest)
    marks = marks_in(parts, known_names=known_names)
    mark = found_at(place, marks)
    if mark.blocks:
        raise IllegalMove(_("This leads straight to a person: it cannot be kept. Replace it."))
    if not reason.strip():
        raise IllegalMove(_("Say why it can stay: the second reader and the log need the reason."))
    if names_somebody(reason, marks=marks, known_names=known_names):
        raise IllegalMove(_("The reason itself says who or where it is, and it is kept in the log. Write it without."))
    check = _check_of(stored, parts, user=user)
    _refuse_passed(check)
    others = [one for one in check.kept if not _is_at(one, mark)]
    check.kept = [*others, asdict(mark.kept_because(reason.strip()))]
    check.save(update_fields=["kept"])
    record(stored, "casestudies.keep_finding", user=user, check=check.pk, kind=mark.kind, field=mark.part.key)
    return check


@transaction.atomic
def drop_kept(case: CaseStudyPage, *, place: str, digest: str, user: User) -> PrivacyCheck:
    """What was kept is open again."""
    stored, _latest, parts = _same_text(case, digest)
    check = _check_of(stored, parts, user=user)
    _refuse_passed(check)
    check.kept = [one for one in check.kept if f"{one['field']}:{one['start']}:{one['end']}:{one['kind']}" != place]
    check.save(update_fields=["kept"])
    record(stored, "casestudies.drop_kept", user=user, check=check.pk)
    return check


def _refuse_passed(check: PrivacyCheck) -> None:
    if check.passed_at is not None:
        raise IllegalMove(_("This text has passed already. Change the text to check it again."))


def found_at(place: str, marks: Iterable[Mark]) -> Mark:
    found = next((mark for mark in marks if mark.place == place), None)
    if found is None:
        raise EditConflict
    return found


def _is_at(kept: dict[str, Any], mark: Mark) -> bool:
    return (kept["field"], kept["start"], kept["end"], kept["kind"]) == (
        mark.part.key,
        mark.start,
        mark.end,
        mark.kind,
    )


@transaction.atomic
def pass_check(case: CaseStudyPage, *, digest: str, user: User, known_names: Sequence[str] = ()) -> PrivacyCheck:
    """Somebody has read this very text, and nobody can be recognised in it."""
    stored, _latest, parts = _same_text(case, digest)
    kept = kept_in(stored, parts)
    left = len(still_open(marks_in(parts, known_names=known_names, kept=kept)))
    if left:
        raise IllegalMove(
            ngettext("%(count)d finding is still open.", "%(count)d findings are still open.", left) % {"count": left}
        )
    check = _check_of(stored, parts, user=user)
    if check.passed_at is None:
        check.passed_at, check.checked_by = timezone.now(), user
        check.save(update_fields=["passed_at", "checked_by"])
        said = [{"kind": one["kind"], "field": one["field"], "reason": one["reason"]} for one in check.kept]
        record(stored, "casestudies.pass_check", user=user, check=check.pk, kept=said)
    return check


@transaction.atomic
def replace_in_case(
    case: CaseStudyPage,
    *,
    replacements: Sequence[Replacement],
    digest: str,
    user: User,
    known_names: Sequence[str] = (),
) -> CaseStudyPage:
    """Neutral labels in the place of what was found, as a new revision of the text that was on the screen. In a locked THEN
    too: there each decision point says when something was replaced, and by what. A keyword goes: a label is none. What a circle
    reads gets the labels and nothing else; what somebody is still typing in the same part stays the draft it is."""
    stored, latest, parts = _same_text(case, digest)
    kept = kept_in(stored, parts)
    by_key = _without_keywords(_grouped(replacements, known_names), parts)
    changed = [part for part in parts if part.key in by_key]
    then = [part for part in changed if not part.edited_as]
    if stored.is_locked:
        check_neutral(one.label for part in then for one in by_key[part.key])
    written = {part.key: _with_labels(part.text, by_key[part.key]) for part in changed}
    names = {part.edited_as for part in changed if part.edited_as}
    apart = drafted(stored, latest, names)
    relabel(stored, {name: _words(name, changed, by_key) for name in apart})
    for part in changed:
        _put(part, written[part.key])
    if names:
        _keep_replaced(stored, latest, names=names, apart=apart, user=user)
    if stored.is_locked:
        redact(then, by_key, user=user)
    kinds = [{"kind": one.kind, "field": key, "label": one.label} for key, ones in by_key.items() for one in ones]
    record(latest, "casestudies.replace_findings", user=user, replaced=kinds)
    _anchor_again(stored, kept, {key: texts.mark(text) for key, text in written.items()}, by_key, user=user)
    return stored


def _words(name: str, changed: Iterable[Passage], by_key: dict[str, list[Replacement]]) -> dict[str, str]:
    """What was replaced there, and by what; of keywords each apart."""
    said = [
        (part.text[one.start : one.end], one.label)
        for part in changed
        if part.edited_as == name
        for one in by_key[part.key]
    ]
    if name != texts.TAGS:
        return dict(said)
    return {tag: label for tags, label in said for tag in tags.split(texts.BETWEEN_TAGS) if tag}


def _keep_replaced(
    stored: CaseStudyPage, latest: CaseStudyPage, *, names: set[str], apart: set[str], user: User
) -> None:
    """``apart`` has been replaced in what stands as well as in the draft."""
    retitled = "title" in names
    if retitled:
        latest.slug = stored.slug if "title" in apart else closed_slug("", title=latest.title)
    more = {"slug"} if retitled else set()
    keep(stored, latest, names=(names - apart) | more, user=user)
    if retitled:
        _forget_titles(stored if "title" in apart else latest)


def _grouped(replacements: Iterable[Replacement], known_names: Sequence[str]) -> dict[str, list[Replacement]]:
    grouped: dict[str, list[Replacement]] = defaultdict(list)
    wanted = {(one.key, one.start, one.end): one for one in replacements}
    for span in without_overlap(wanted):
        _check_label(wanted[span].label, known_names)
        grouped[span[0]].append(wanted[span])
    return grouped


def _without_keywords(by_key: dict[str, list[Replacement]], parts: Sequence[Passage]) -> dict[str, list[Replacement]]:
    said = next((part.text for part in parts if part.key == texts.TAGS), "")
    if texts.TAGS not in by_key:
        return by_key
    touched = by_key[texts.TAGS]
    cut = whole_keywords(said, [(one.start, one.end) for one in touched])
    gone = [Replacement(texts.TAGS, start, end, touched[0].kind, "") for start, end in cut]
    return {**by_key, texts.TAGS: gone}


def _check_label(label: str, known_names: Sequence[str]) -> None:
    if not label.strip() or len(label) > LONGEST_LABEL:
        raise IllegalMove(_("Write a short neutral label, such as [school]."))
    if names_somebody(label, marks=(), known_names=known_names):
        raise IllegalMove(str(LABEL_TELLS))


def _with_labels(text: str, replacements: Sequence[Replacement]) -> str:
    for one in sorted(replacements, key=lambda one: one.start, reverse=True):
        if text[one.start : one.end].casefold() in one.label.casefold():
            raise IllegalMove(str(LABEL_TELLS))
        text = text[: one.start] + one.label + text[one.end :]
    return text


def _put(part: Passage, text: str) -> None:
    """Into the object that holds it; of the page itself nothing is saved yet."""
    if part.key == texts.TAGS:
        part.holder.tags.set([tag.strip() for tag in text.split(texts.BETWEEN_TAGS.strip()) if tag.strip()])
        return
    try:
        part.holder._meta.get_field(part.attribute).clean(text, part.holder)
    except ValidationError as error:
        raise IllegalMove(f"{part.label}: {' '.join(error.messages)}") from error
    setattr(part.holder, part.attribute, text)
    if isinstance(part.holder, DecisionPoint | Addendum):
        part.holder.save(update_fields=[part.attribute])


def _forget_titles(case: CaseStudyPage) -> None:
    """What is logged of a page carries its title: an identifier replaced there goes from the log as well."""
    entries = PageLogEntry.objects.filter(page_id=case.pk)
    entries.update(label=case.title)
    for entry in entries.filter(action__in=["wagtail.rename", "wagtail.publish"]):
        entry.data = {name: value for name, value in entry.data.items() if name != "title"}
        entry.save(update_fields=["data"])


def _anchor_again(
    case: CaseStudyPage,
    kept: Sequence[Kept],
    changed: dict[str, str],
    by_key: dict[str, list[Replacement]],
    *,
    user: User,
) -> None:
    """What was kept stays kept in the new text, at the place where it stands now. ``changed``: by key, the new `Passage.mark`."""
    parts = texts.latest_texts(case)
    moved = [_moved(one, by_key.get(one.field, ())) for one in kept]
    again = [replace(one, part=changed.get(one.field, one.part)) for one in moved if one is not None]
    stored = [asdict(one) for one in carried_over(again, parts)]
    check, created = PrivacyCheck.objects.get_or_create(
        case=case, digest=texts.digest(parts), defaults={"checked_by": user, "kept": stored}
    )
    if not created and check.passed_at is None:
        check.kept = stored
        check.save(update_fields=["kept"])


def _moved(kept: Kept, replacements: Sequence[Replacement]) -> Kept | None:
    """None when part of it was replaced."""
    if any(one.start < kept.end and kept.start < one.end for one in replacements):
        return None
    shift = sum(len(one.label) - (one.end - one.start) for one in replacements if one.end <= kept.start)
    return replace(kept, start=kept.start + shift, end=kept.end + shift)
