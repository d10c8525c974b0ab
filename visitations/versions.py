"""What a report says, text by text, each under a key that stays the same, and what differs between two moments."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from regions.audit import record
from regions.differences import Change
from regions.models import User

from .blocks import text_of
from .models import (
    Assessment,
    FactCheckRemark,
    Finding,
    Recommendation,
    ReportVersion,
    VisitationPage,
    VisitationReportPage,
)
from .states import FindingKind, RemarkDecision, Score, VersionKind, Voice, Weight

Contents = Mapping[str, str]
OWN_TEXTS = ("title", "summary", "introduction", "conclusion")
ORDER = "order"
CHANGED = (RemarkDecision.ADOPTED, RemarkDecision.PARTLY)


def plain(text: Any) -> str:
    """As a browser sends it and as it is stored, alike."""
    return "\n".join(line.rstrip() for line in str(text or "").splitlines()).strip()


def working_report(visitation: VisitationPage) -> VisitationReportPage | None:
    """The report as its latest revision has it."""
    report = VisitationReportPage.objects.child_of(visitation).first()
    return report and report.get_latest_revision_as_object()


def texts_of_report(report: VisitationReportPage) -> dict[str, str]:
    """The committee's own text, in one revision."""
    texts = {name: plain(getattr(report, name)) for name in OWN_TEXTS}
    for block in report.body:
        texts |= {key: plain(text) for key, text in _texts_of_block(block)}
    order = (
        f"{block.block_type}:{block.value or ''}" if _is_placed(block) else _kind_of(block) for block in report.body
    )
    return texts | {ORDER: "\n".join(order)}


def _is_placed(block: Any) -> bool:
    """It places what stands elsewhere, and says nothing itself."""
    return block.block_type in {"findings", "scores", "recommendations"}


def _kind_of(block: Any) -> str:
    return f"{block.block_type}:{block.id}"


def _texts_of_block(block: Any) -> Iterator[tuple[str, str]]:
    key = f"body:{block.id}"
    if block.block_type in {"heading", "text"}:
        yield key, block.value
    elif block.block_type == "table":
        yield key, block.value["caption"]
        yield f"{key}:rows", text_of(block.value["rows"])
    elif block.block_type == "picture":
        image = block.value["image"]
        yield key, block.value["caption"]
        yield f"{key}:alt", (image and image.contextual_alt_text) or ""
        yield f"{key}:picture", str(image.pk) if image else ""


def contents_of_report(visitation: VisitationPage) -> dict[str, str]:
    """All that the committee's report says at this moment. Kinds and weights stand as their codes, whatever language is spoken.

    A member's dissent is not in it: it goes with the member who is recused later, and nobody is to notice.
    """
    report = working_report(visitation)
    texts = texts_of_report(report) if report else {}
    for finding in visitation.findings.select_related("criterion"):
        texts |= _of_finding(finding)
    for recommendation in visitation.recommendations.prefetch_related("findings"):
        texts |= _of_recommendation(recommendation)
    judgements = Assessment.objects.filter(visitation=visitation, voice=Voice.COMMITTEE)
    for judgement in judgements.select_related("criterion"):
        texts |= _of_judgement(judgement)
    return texts


def _of_finding(finding: Finding) -> dict[str, str]:
    key = f"finding:{finding.pk}"
    return {
        key: plain(finding.statement),
        f"{key}:number": str(finding.number),
        f"{key}:kind": finding.kind,
        f"{key}:criterion": finding.criterion.name,
        f"{key}:one_source": plain(finding.one_source_because),
    }


def _of_recommendation(recommendation: Recommendation) -> dict[str, str]:
    key = f"recommendation:{recommendation.pk}"
    return {
        key: plain(recommendation.text),
        f"{key}:number": str(recommendation.number),
        f"{key}:weight": recommendation.weight,
        f"{key}:addressee": plain(recommendation.addressee),
        f"{key}:findings": ", ".join(str(finding.number) for finding in recommendation.findings.all()),
    }


def _of_judgement(judgement: Assessment) -> dict[str, str]:
    key = f"judgement:{judgement.pk}"
    texts = {key: plain(judgement.text), f"{key}:score": str(judgement.score or "")}
    return texts | {f"{key}:criterion": judgement.criterion_name or judgement.criterion.name}


# --- one text ---


def may_be_remarked_on(key: str) -> bool:
    """A text in words: no number, kind or order."""
    head, _colon, rest = key.partition(":")
    _named, _colon, about = rest.partition(":")
    if head in {"finding", "recommendation", "judgement"}:
        return not about
    return head in OWN_TEXTS or (head == "body" and about in {"", "rows", "alt"})


def wording(visitation: VisitationPage, key: str) -> str:
    """What stands under ``key`` now; "" when there is no such text, or when it is none to remark on."""
    return contents_of_report(visitation).get(key, "") if may_be_remarked_on(key) else ""


def mark_of_wording(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24] if text else ""


# --- what differs ---


def difference(before: Contents, after: Contents) -> list[Change]:
    """What says something else in ``after`` than in ``before``, in the order in which the report has it."""
    keys = [*after, *(key for key in before if key not in after)]
    known = {**before, **after}
    return [
        Change(key, label_of(key, known), in_words(key, before.get(key, "")), in_words(key, after.get(key, "")))
        for key in keys
        if before.get(key, "") != after.get(key, "")
    ]


def label_of(key: str, contents: Contents) -> str:
    """What the text under ``key`` is called for people."""
    head, _colon, rest = key.partition(":")
    own = {
        "title": _("Title"),
        "summary": _("Summary"),
        "introduction": _("Introduction"),
        "conclusion": _("Conclusion"),
        ORDER: _("Order of the parts"),
    }
    if head in own:
        return str(own[head])
    named, _colon, about = rest.partition(":")
    label = _labels_of_numbered(head, named, contents)
    return f"{label}: {_about()[about]}" if about else label


def _labels_of_numbered(head: str, named: str, contents: Contents) -> str:
    number = contents.get(f"{head}:{named}:number", "")
    if head == "finding":
        return _("Finding %(number)s") % {"number": number}
    if head == "recommendation":
        return _("Recommendation %(number)s") % {"number": number}
    if head == "judgement":
        return _("Judgement on “%(criterion)s”") % {"criterion": contents.get(f"{head}:{named}:criterion", "")}
    kinds = {"heading": _("Heading"), "text": _("Text"), "table": _("Table"), "picture": _("Picture")}
    lines = contents.get(ORDER, "").split("\n")
    return next((str(kinds[kind]) for kind in kinds if f"{kind}:{named}" in lines), str(_("Part of the report")))


def _about() -> dict[str, str]:
    return {
        "number": _("number"),
        "kind": _("kind"),
        "criterion": _("criterion"),
        "one_source": _("why one item of evidence is enough"),
        "weight": _("weight"),
        "addressee": _("addressee"),
        "findings": _("findings it rests on"),
        "score": _("score"),
        "rows": _("rows"),
        "alt": _("description of the picture"),
        "picture": _("picture"),
    }


def in_words(key: str, value: str) -> str:
    """A code as people say it."""
    choices: dict[str, Any] = {":kind": FindingKind, ":weight": Weight}
    for end, states in choices.items():
        if key.endswith(end) and value in states.values:
            return str(states(value).label)
    if key.endswith(":score") and value:
        return str(Score(int(value)).label)
    return value


# --- versions that are kept ---


def latest_version(visitation: VisitationPage, kind: VersionKind) -> ReportVersion | None:
    return visitation.versions.filter(kind=kind).order_by("number").last()


def keep_version(visitation: VisitationPage, *, kind: VersionKind, user: User) -> ReportVersion:
    """The whole report as it stands now. Part of `move_on`, which holds the visitation's row."""
    last = visitation.versions.aggregate(last=Max("number"))["last"] or 0
    contents = contents_of_report(visitation)
    version = ReportVersion.objects.create(
        visitation=visitation, number=last + 1, kind=kind, contents=contents, made_by=user
    )
    record(visitation, "visitations.keep_version", user=user, version=version.number, kind=kind)
    return version


def changed_by_remarks(visitation: VisitationPage, *, since: ReportVersion) -> dict[str, str]:
    """By key, the wording that the last decision on a remark gave it after ``since``."""
    decided = FactCheckRemark.objects.filter(visitation=visitation, decision__in=CHANGED, decided_at__gte=since.made_at)
    return {remark.key: plain(remark.becomes) for remark in decided.order_by("decided_at", "pk")}


def unexplained(visitation: VisitationPage) -> list[Change]:
    """What changed since the draft that was checked, and that no decision on a remark accounts for, word by word."""
    draft = latest_version(visitation, VersionKind.DRAFT)
    if draft is None:
        return []
    explained = changed_by_remarks(visitation, since=draft)
    changes = difference(draft.contents, contents_of_report(visitation))
    return [change for change in changes if explained.get(change.key) != change.after]


def changed_since(version: ReportVersion | None, visitation: VisitationPage) -> list[Change]:
    return difference(version.contents, contents_of_report(visitation)) if version else []


def labels(changes: Iterable[Change]) -> str:
    return ", ".join(dict.fromkeys(change.label for change in changes))
