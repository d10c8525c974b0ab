"""The scores of a visitation, ready to be drawn: what each of the three says, as a place on the scale and in words."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..forms.assessments import CANNOT_JUDGE, PLAIN_SCALE
from ..scores import CriterionScores, steps
from ..states import Score, Voice

register = template.Library()


@register.filter
def score_words(value: int | None) -> str:
    return str(Score(value).label) if value else _("No judgement possible")


@register.filter
def plain_words(value: int | None) -> str:
    return str(dict(PLAIN_SCALE)[value or CANNOT_JUDGE])


@register.filter
def plot_rows(scores: Iterable[CriterionScores]) -> list[dict[str, Any]]:
    """For `dot_plot`: every row has the same three dots, with a value where there is one."""
    return [{"label": one.criterion.name, "dots": [_visited(one), _panel(one), _committee(one)]} for one in scores]


def _dot(key: str, label: Any, value: float | None, text: str) -> dict[str, Any]:
    return {"key": key, "label": label, "value": value, "text": text, "short": _short(value)}


def _short(value: float | None) -> str:
    return "" if value is None else number_format(value, decimal_pos=0 if value == int(value) else 1)


def _visited(one: CriterionScores) -> dict[str, Any]:
    text = score_words(one.visited) if one.visited_given else _("Not handed in")
    return _dot("visited", Voice.VISITED_PARTY.label, one.visited, text)


def _panel(one: CriterionScores) -> dict[str, Any]:
    if one.panel_mean is None:
        return _dot("panel", Voice.PANEL.label, None, _("Too few answers to show"))
    text = ngettext("%(mean)s (mean of %(count)s person)", "%(mean)s (mean of %(count)s people)", one.panel_count)
    said = text % {"mean": number_format(one.panel_mean, decimal_pos=1), "count": one.panel_count}
    return _dot("panel", Voice.PANEL.label, one.panel_mean, said)


def _committee(one: CriterionScores) -> dict[str, Any]:
    text = score_words(one.committee) if one.committee_given else _("Not judged yet")
    return _dot("committee", _("Committee"), one.committee, text)


@register.simple_tag
def score_steps() -> list[tuple[int, str]]:
    return steps()
