"""The columns of the progress of recommendations, when it is taken along as a file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from regions.export import Column

from .states import Position, Progress, Weight


def _response(name: str) -> Any:
    """Nothing as long as the visited party has not answered."""
    return lambda recommendation: getattr(getattr(recommendation, "response", None), name, None)


def _latest(name: str) -> Any:
    """Of what was last said of it; reviews come in order of day."""
    return lambda recommendation: next((getattr(one, name) for one in reversed(recommendation.reviews.all())), None)


def _actions(recommendation: Any) -> list[str]:
    return [action.what for action in recommendation.actions.all()]


def _lessons(recommendation: Any) -> list[str]:
    return [lesson.title for lesson in recommendation.lessons.all()]


# For `FollowUpView`: actions and lessons are those that its reader may see.
PROGRESS_COLUMNS = [
    Column("number", _("number"), "number"),
    Column("recommendation", _("recommendation"), "text"),
    Column("addressee", _("addressee"), "addressee"),
    Column("weight", _("weight"), "weight", choices=Weight),
    Column("position", _("position"), _response("position"), choices=Position),
    Column("plan", _("what we will do"), _response("plan")),
    Column("promised_on", _("when"), "promised_on"),
    Column("progress", _("progress"), "standing", choices=Progress),
    Column("note", _("note"), _latest("note")),
    Column("evidence", _("what shows it"), _latest("evidence")),
    Column("date", _("date"), _latest("date")),
    Column("actions", _("actions"), _actions),
    Column("lessons", _("lessons"), _lessons),
]
