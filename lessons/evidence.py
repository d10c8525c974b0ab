"""What a lesson stands on, in words: it is evidence, and no rating."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .states import Certainty, ReviewState, SourceKind, UptakeStatus

if TYPE_CHECKING:
    from .models import Contradiction, LessonReview, Provenance, Uptake


class Told(NamedTuple):
    """``anchor``: where on the lesson's page it is read in full, as far as the reader may."""

    text: str
    anchor: str


# In the order in which they are told: what regions do with it.
TOLD: dict[str, Any] = {
    UptakeStatus.ADOPTED: lambda n: ngettext("%(n)d region adopted it", "%(n)d regions adopted it", n) % {"n": n},
    UptakeStatus.ADAPTED: lambda n: ngettext("%(n)d region adapted it", "%(n)d regions adapted it", n) % {"n": n},
    UptakeStatus.TRYING: lambda n: ngettext("%(n)d region tries it", "%(n)d regions try it", n) % {"n": n},
    UptakeStatus.RECOGNISED: lambda n: (
        ngettext("%(n)d region recognises it", "%(n)d regions recognise it", n) % {"n": n}
    ),
    UptakeStatus.STOPPED: lambda n: ngettext("%(n)d region stopped", "%(n)d regions stopped", n) % {"n": n},
    UptakeStatus.NOT_FOR_US: lambda n: (
        ngettext("%(n)d region says it is not for them", "%(n)d regions say it is not for them", n) % {"n": n}
    ),
}
DRAWN: dict[str, Any] = {
    SourceKind.REFLECTION: lambda n: ngettext("%(n)d case reflection", "%(n)d case reflections", n) % {"n": n},
    SourceKind.SESSION: lambda n: ngettext("%(n)d session", "%(n)d sessions", n) % {"n": n},
    SourceKind.RECOMMENDATION: lambda n: (
        ngettext("%(n)d recommendation of a visitation", "%(n)d recommendations of visitations", n) % {"n": n}
    ),
}


def in_words(
    *,
    sources: Iterable["Provenance"],
    uptakes: Iterable["Uptake"],
    contradictions: Iterable["Contradiction"],
    reviews: Iterable["LessonReview"],
) -> list[Told]:
    """One sentence for each thing that it stands on. ``uptakes`` are the current ones of regions that are named to the reader:
    a number that counted others would tell of them."""
    return [
        *(Told(text, "herkomst") for text in _drawn_from(list(sources))),
        *(Told(text, "regios") for text in _done_with(Counter(one.status for one in uptakes))),
        *(Told(text, "tegenspraak") for text in _said_against(list(contradictions))),
        *(Told(text, "terugblik") for text in _looked_at(list(reviews))),
    ]


def _drawn_from(sources: list["Provenance"]) -> Iterator[str]:
    kinds = Counter(source.kind for source in sources)
    if not kinds:
        yield _("It is not told what it was drawn from.")
        return
    regions = len({source.region_id for source in sources})
    drawn = ", ".join(words(kinds[kind]) for kind, words in DRAWN.items() if kinds[kind])
    where = ngettext("in %(n)d region", "in %(n)d regions", regions) % {"n": regions}
    yield _("Drawn from %(drawn)s, %(where)s.") % {"drawn": drawn, "where": where}


def _done_with(counts: Counter[str]) -> Iterator[str]:
    told = ", ".join(words(counts[status]) for status, words in TOLD.items() if counts[status])
    yield (
        _("What regions do: %(told)s.") % {"told": told} if told else _("No region has told yet what it does with it.")
    )


def _said_against(contradictions: list["Contradiction"]) -> Iterator[str]:
    if not contradictions:
        return
    said = len(contradictions)
    words = {"n": said, "answered": sum(bool(one.answer_kind) for one in contradictions)}
    times = ngettext(
        "Contradicted %(n)d time, of which %(answered)d answered",
        "Contradicted %(n)d times, of which %(answered)d answered",
        said,
    )
    versions = sorted({one.answered_in.number for one in contradictions if one.answered_in})
    numbers = ", ".join(str(number) for number in versions)
    by = ngettext(" by version %(numbers)s", " by versions %(numbers)s", len(versions)) % {"numbers": numbers}
    yield times % words + (by if versions else "") + "."


def _looked_at(reviews: list["LessonReview"]) -> Iterator[str]:
    concluded = {
        one.concluded_at: one for one in reviews if one.state == ReviewState.CONCLUDED and one.concluded_at is not None
    }
    if concluded:
        moment = max(concluded)
        last, day = concluded[moment], date_format(timezone.localtime(moment), "j F Y")
        yield _("Last looked at again on %(day)s: %(outcome)s.") % {"day": day, "outcome": last.get_outcome_display()}


def differs_from(certainty: str, *, sources: Iterable["Provenance"], uptakes: Iterable["Uptake"]) -> str:
    """A sentence for who edits the lesson when its stated certainty is more than what it stands on; else ""."""
    if certainty == Certainty.SEVERAL_CASES and len(list(sources)) < 2:
        return _("“Several cases” is stated, and one source is named. Name the others, or state one case.")
    took = any(one.status in {UptakeStatus.ADOPTED, UptakeStatus.ADAPTED} for one in uptakes)
    if certainty == Certainty.OTHER_REGIONS and not took:
        return _("“Confirmed in other regions” is stated, and no region that is named has adopted or adapted it yet.")
    return ""
