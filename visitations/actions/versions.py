"""What a report must be before others read it, and the versions that are kept when they do."""

import hashlib
from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casestudies.states import FindingKind as FoundKind
from regions.models import User

from ..checking import blocking
from ..models import Finding, Recommendation, VisitationPage
from ..states import Stage, VersionKind
from ..texts import published_texts
from ..versions import changed_since, keep_version, labels, latest_version, unexplained

A_DAY = 24 * 60 * 60  # the check learns, and what it learned reaches every text by then
KEPT_AT: dict[str, VersionKind] = {
    Stage.FACT_CHECK: VersionKind.DRAFT,
    Stage.FINAL: VersionKind.FINAL,
    Stage.PUBLISHED: VersionKind.PUBLISHED,
}


def keep_version_at(stage: str, visitation: VisitationPage, *, user: User) -> None:
    """Part of `move_on`: the report as it is when it enters a stage in which others read it."""
    if stage in KEPT_AT:
        keep_version(visitation, kind=KEPT_AT[stage], user=user)


def _numbers(rows: list[int]) -> str:
    return ", ".join(map(str, rows))


def missing_links(visitation: VisitationPage) -> list[str]:
    """Findings without what they must rest on, and recommendations that rest on none."""
    counted = Finding.objects.filter(visitation=visitation).annotate(items=Count("evidence"))
    bare = list(counted.filter(items=0).values_list("number", flat=True))
    single = list(counted.filter(items=1, one_source_because="").values_list("number", flat=True))
    loose = Recommendation.objects.filter(visitation=visitation).annotate(grounds=Count("findings"))
    without = list(loose.filter(Q(grounds=0) | Q(addressee="")).values_list("number", flat=True))
    missing = []
    if bare:
        missing.append(
            ngettext(
                "Finding %(numbers)s rests on no evidence.", "Findings %(numbers)s rest on no evidence.", len(bare)
            )
            % {"numbers": _numbers(bare)}
        )
    if single:
        missing.append(
            ngettext(
                "Finding %(numbers)s rests on one item of evidence: add another one, or say why one is enough.",
                "Findings %(numbers)s rest on one item of evidence each: add another one, or say why one is enough.",
                len(single),
            )
            % {"numbers": _numbers(single)}
        )
    if without:
        missing.append(
            ngettext(
                "Recommendation %(numbers)s rests on no finding, or says not for whom it is.",
                "Recommendations %(numbers)s rest on no finding, or say not for whom they are.",
                len(without),
            )
            % {"numbers": _numbers(without)}
        )
    return missing


def missing_privacy(visitation: VisitationPage) -> list[str]:
    """Where something leads straight to a person, and what kind of thing it is; never what it says."""
    texts = published_texts(visitation)
    kinds = _blocking_kinds(texts.values())
    found = [f"{where} ({FoundKind(kind).label})" for where, text in texts.items() for kind in kinds[text]]
    places = "; ".join(dict.fromkeys(found))
    return [_("This leads straight to a person. Take it out first: %(places)s.") % {"places": places}] if found else []


def _blocking_kinds(texts: Iterable[str]) -> dict[str, list[str]]:
    """Each text is looked through once: the check reads every word, and what is missing stands on a page that is opened often.
    Kept are the kinds alone, asked for all at once."""
    keys = {text: f"visitations.blocking.{hashlib.sha256(text.encode()).hexdigest()}" for text in texts}
    known = cache.get_many(keys.values())
    fresh = {
        key: [str(one.finding.kind) for one in blocking({"": text})] for text, key in keys.items() if key not in known
    }
    if fresh:
        cache.set_many(fresh, A_DAY)
    return {text: {**known, **fresh}[key] for text, key in keys.items()}


def missing_proof(visitation: VisitationPage) -> list[str]:
    """What changed after the draft without a decision on a remark."""
    changes = unexplained(visitation)
    if not changes:
        return []
    return [_("This changed since the draft, and no adopted remark says so: %(parts)s.") % {"parts": labels(changes)}]


def missing_rest(visitation: VisitationPage) -> list[str]:
    """What changed after the report was final: nothing may."""
    changes = changed_since(latest_version(visitation, VersionKind.FINAL), visitation)
    if not changes:
        return []
    return [_("This changed after the report was final: %(parts)s.") % {"parts": labels(changes)}]
