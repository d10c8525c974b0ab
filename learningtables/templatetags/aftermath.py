"""What comes after a session, for its own page and its minutes."""

from typing import Any

from django import template

from .. import checkout, rules
from ..loop import Loop, loop_of
from ..models import SessionPage

register = template.Library()


@register.simple_tag
def check_out(session: SessionPage, user: Any) -> dict[str, Any]:
    """For who sits at the table, and nobody else."""
    return checkout.over_time(session, user) if rules.sits_at(user, session.table) else {}


@register.simple_tag
def loop(session: SessionPage, user: Any) -> Loop | None:
    return loop_of(session, user) if rules.sits_at(user, session.table) else None
