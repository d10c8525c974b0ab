"""The audit trail: every verb leaves an entry in Wagtail's own log. An entry says who did what when, never what was written."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from wagtail.log_actions import LogActionRegistry, log


def record(obj: Model, action: str, *, user: Any, **data: Any) -> None:
    """Log ``action`` (dotted: ``app.verb``, made known with `register`) on ``obj``; ``data`` holds ids and states only."""
    log(instance=obj, action=action, user=user, data=data or None)


def register(registry: LogActionRegistry, actions: Mapping[str, Any]) -> None:
    """Make an app's actions (dotted name -> translatable sentence) known; called from its ``register_log_actions`` hook."""
    for name, message in actions.items():
        registry.register_action(name, message, message)
