"""A visitation's report as `visitations.pdf` prints it: the parts of its page in the same order, in the reader's language.

Nothing comes in that the page does not show: of evidence how much there is, of the fact check no names.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regions.states import Role

from . import pdf_labels
from .composition import Shown, composition
from .ledger import Row, ledger, unanswered
from .models import VisitationPage, VisitationReportPage
from .overview import contents_of, seats
from .pdf import contents as pdf
from .scores import CriterionScores, scores_of, steps
from .states import Score, Stage, VersionKind, Weight
from .versions import latest_version

CONTENT_LANGUAGE = "nl"


def published(report: VisitationReportPage, *, address: str) -> pdf.Report:
    """As it is out, with the response, how it stands, and the ledger of the fact check."""
    visitation = report.visitation
    held = contents_of(visitation)
    parts = [
        *_without_response(visitation, held),
        *_parts(report, visitation, held, with_responses=True),
        pdf.Heading(1, _("Fact check"), own=False),
        *_ledger(ledger(visitation)),
    ]
    version = latest_version(visitation, VersionKind.PUBLISHED)
    return _report(
        report,
        visitation,
        parts,
        address=address,
        version=str(version.number) if version else "",
        day=report.date or timezone.localdate(report.last_published_at),
    )


def draft(report: VisitationReportPage, visitation: VisitationPage, *, address: str) -> pdf.Report:
    """As its latest revision ``report`` has it, for those who may read it before it is out; each page says what it is."""
    parts = list(_parts(report, visitation, contents_of(visitation), with_responses=False))
    before = visitation.stage not in {Stage.FACT_CHECK, Stage.FINAL, Stage.RESPONSE}
    kind = VersionKind.DRAFT if visitation.stage == Stage.FACT_CHECK else VersionKind.FINAL
    version = None if before else latest_version(visitation, kind)
    return _report(
        report,
        visitation,
        parts,
        address=address,
        version=str(version.number) if version else "",
        day=timezone.localdate(),
        mark=pdf_labels.mark(visitation.stage),
    )


def _report(
    report: VisitationReportPage,
    visitation: VisitationPage,
    parts: list[pdf.Part],
    *,
    address: str,
    version: str,
    day: datetime.date,
    mark: str = "",
) -> pdf.Report:
    return pdf.Report(
        title=report.title,
        language=(get_language() or CONTENT_LANGUAGE)[:2],
        content_language=CONTENT_LANGUAGE,
        date=day,
        date_text=_day(day),
        address=address,
        version=version,
        about=visitation.visited,
        summary=report.summary,
        committee=tuple(_seat(seat) for seat in seats(visitation.committee_id) if seat.role != Role.OBSERVER),
        draft=bool(mark),
        kicker=_("Visitation report"),
        labels=pdf_labels.labels(mark),
        parts=tuple(parts),
    )


def _seat(seat: Any) -> str:
    return f"{seat.get_role_display()}: {seat.user}" + (
        f" ({seat.user.organisation})" if seat.user.organisation else ""
    )


def _day(day: datetime.date | None) -> str:
    return date_format(day, "j F Y") if day else ""


# --- the parts, by their kind in `visitations.composition` ---


def _parts(
    report: VisitationReportPage, visitation: VisitationPage, held: Any, *, with_responses: bool
) -> Iterator[pdf.Part]:
    for part in composition(report, held, scores_of(visitation)):
        if part.kind == "recommendations":
            yield pdf.Heading(1, _("Recommendations"), own=False)
            yield _recommendations(part.value, with_responses=with_responses)
        else:
            yield from PRINTED[part.kind](part)


def _introduction(part: Shown) -> Iterator[pdf.Part]:
    yield pdf.Heading(1, _("Introduction"), own=False)
    yield pdf.Text(part.value)


def _conclusion(part: Shown) -> Iterator[pdf.Part]:
    yield pdf.Heading(1, _("Conclusion"), own=False)
    yield pdf.Text(part.value)


def _heading(part: Shown) -> Iterator[pdf.Part]:
    yield pdf.Heading(1, part.value)


def _text(part: Shown) -> Iterator[pdf.Part]:
    yield pdf.Text(part.value)


def _picture(part: Shown) -> Iterator[pdf.Part]:
    image = part.value["image"]
    alt = "" if image is None or image.decorative else image.contextual_alt_text or ""
    yield pdf.Picture(_bytes_of(image), alt, part.value["caption"])


def _bytes_of(image: Any) -> bytes:
    """Nothing when the file is gone: the report then says so in words."""
    try:
        with image.file.open() as opened:
            return bytes(opened.read())
    except (AttributeError, OSError):
        return b""


def _table(part: Shown) -> Iterator[pdf.Part]:
    head, *rows = [tuple(row) for row in part.value["rows"]] or [()]
    yield pdf.Table(part.value["caption"], head, tuple(rows))


def _findings(part: Shown) -> Iterator[pdf.Part]:
    criterion, findings = part.value
    yield pdf.Findings(criterion.name, tuple(_finding(one) for one in findings), level=1)


def _finding(found: Any) -> pdf.Finding:
    number = len(found.evidence.all())
    rests = ngettext("Rests on %(number)s piece of evidence", "Rests on %(number)s pieces of evidence", number)
    said = rests % {"number": number}
    because = found.one_source_because if number == 1 else ""
    return pdf.Finding(
        found.number, found.get_kind_display(), found.statement, note=f"{said}: {because}" if because else said
    )


def _recommendations(recommendations: list[Any], *, with_responses: bool) -> pdf.Recommendations:
    return pdf.Recommendations(
        tuple(
            pdf.Recommendation(
                number=one.number,
                text=one.text,
                addressee=one.addressee,
                weight=one.get_weight_display() if one.weight == Weight.WEIGHTY else "",
                from_findings=tuple(finding.number for finding in one.findings.all()),
                response=_response(one) if with_responses else None,
                progress=_progress(one) if with_responses else "",
            )
            for one in recommendations
        )
    )


def _response(recommendation: Any) -> pdf.Response:
    response = getattr(recommendation, "response", None)
    if response is None:
        return pdf.Response(missing=_("No response within the term."))
    return pdf.Response(response.get_position_display(), response.plan, response.owner, _day(response.due_on))


def _progress(recommendation: Any) -> str:
    review = recommendation.latest_review
    if review is None:
        return ""
    return f"{_('How it stands')}: {review.get_progress_display()} ({_day(review.date)}). {review.note}"


def _scores(part: Shown) -> Iterator[pdf.Part]:
    scores: list[CriterionScores] = part.value
    yield pdf.Heading(1, _("How far each criterion is met"), own=False)
    yield pdf.Scores(
        caption=_("How far each criterion is met, as three look at it"),
        items=tuple(_score(one) for one in scores),
        lowest=min(Score.values),
        highest=max(Score.values),
        scale=", ".join(f"{value} = {label}" for value, label in steps()),
    )
    for one in scores:
        if one.committee_text or one.dissents:
            yield pdf.Heading(2, one.criterion.name)
            yield pdf.Text(one.committee_text)
        for dissent in one.dissents:
            yield pdf.Text(f"{_('A member sees it differently')}: {dissent}")


def _score(one: CriterionScores) -> pdf.Score:
    no_judgement = _("No judgement possible")
    return pdf.Score(
        one.criterion.name,
        one.visited,
        one.panel_mean,
        one.committee,
        missing=(
            no_judgement if one.visited_given else _("Not handed in"),
            _("Too few answers to show"),
            no_judgement if one.committee_given else _("Not judged yet"),
        ),
    )


PRINTED = {
    "introduction": _introduction,
    "conclusion": _conclusion,
    "heading": _heading,
    "text": _text,
    "picture": _picture,
    "table": _table,
    "findings": _findings,
    "scores": _scores,
}


# --- what stands around them ---


def _without_response(visitation: VisitationPage, held: Any) -> Iterator[pdf.Part]:
    left = unanswered(visitation, held)
    if left is None:
        return
    said = _("The visited party gave no response within its term.")
    if not left.is_all:
        some = ngettext(
            "The visited party gave no response to recommendation %(numbers)s within its term.",
            "The visited party gave no response to recommendations %(numbers)s within its term.",
            len(left.numbers),
        )
        said = some % {"numbers": ", ".join(map(str, left.numbers))}
    term = _("That term ended on %(day)s.") % {"day": _day(left.term)} if left.term else ""
    yield pdf.Heading(1, _("Published without a full response"), own=False)
    yield pdf.Text(f"{said} {term}")


def _ledger(rows: list[Row]) -> Iterator[pdf.Part]:
    if not rows:
        yield pdf.Text(_("The visited party could check the draft and made no remarks."))
        return
    yield pdf.Text(
        _(
            "The visited party checked the draft. Every remark stands here with the committee's decision; "
            "nothing else was changed after the draft."
        )
    )
    yield pdf.Ledger(
        _("Remarks of the visited party with the committee's decision"), tuple(_ledger_row(row) for row in rows)
    )


def _ledger_row(row: Row) -> pdf.LedgerRow:
    remark = row.remark
    return pdf.LedgerRow(
        target=row.label,
        remark=remark.text,
        kind=remark.get_kind_display(),
        passage=remark.passage,
        decision=remark.get_decision_display(),
        reason=remark.reason,
        before=remark.before,
        after=remark.after,
    )
