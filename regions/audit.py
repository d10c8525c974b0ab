"""The audit trail: every verb leaves an entry in Wagtail's own log. An entry says who did what when, never what was written."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page


def record(obj: Model, action: str, *, user: Any, **data: Any) -> None:
    """Log ``action`` (dotted: ``app.verb``, made known with `register`) on ``obj``; ``data`` holds ids and states only.

    Wagtail shows entries on pages to whom the page is open, so those carry its title. All others are for whoever runs the
    site: they name the kind of thing and its number, because what a thing calls itself may be what somebody wrote.
    """
    title = None if isinstance(obj, Page) else f"{obj._meta.verbose_name} {obj.pk}"
    log(instance=obj, action=action, user=user, title=title, data=data or None)


def register(registry: LogActionRegistry, actions: Mapping[str, Any]) -> None:
    """Make an app's actions (dotted name -> translatable sentence) known; called from its ``register_log_actions`` hook."""
    for name, message in actions.items():
        registry.register_action(name, message, message)
