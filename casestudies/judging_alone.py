"""For what lies below the cases and may not know them: of which cases a person gets to read no word of others yet."""

from typing import Any

from .states import ReflectionState


def cases_to_judge_alone(user: Any) -> list[int]:
    """Those on which ``user`` answers on their own now."""
    asked = user.respondents.filter(reflection__state=ReflectionState.ROUND_ONE, answered_round_one=False)
    return list(asked.values_list("reflection__case", flat=True))
