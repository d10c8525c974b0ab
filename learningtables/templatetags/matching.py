from typing import Any

from django import template

from ..matching import matching_lessons
from ..states import Verdict

register = template.Library()


@register.inclusion_tag("learningtables/includes/matching_lessons.html", takes_context=True)
def lessons_from_elsewhere(context: Any) -> dict[str, Any]:
    """On the page of a session that is being prepared, for who sits at the table."""
    session, user = context["page"], context["request"].user
    cases = [item.case for item in context["agenda"]]
    found = matching_lessons(session, user=user, cases=cases)
    return {"found": found, "page": session, "verdicts": Verdict.choices, "request": context["request"]}
