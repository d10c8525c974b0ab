"""The audit trail: every verb leaves an entry in Wagtail's own log. An entry says who did what when, never what was written."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import LogActionRegistry, get_active_log_context, registry
from wagtail.models import Page


def record(obj: Model, action: str, *, user: Any, **data: Any) -> None:
    """Log ``action`` (dotted: ``app.verb``, made known with `register`) on ``obj``; ``data`` holds ids and states only.

    Wagtail shows entries on pages to whom the page is open, so those carry its title. All others are for whoever runs the
    site: they name the kind of thing and its number, because what a thing calls itself may be what somebody wrote.
    """
    if not registry.action_exists(action):
        raise ValueError(f"{action} is no action that was made known")
    is_page = isinstance(obj, Page)
    entry = registry.get_log_model_for_instance(obj)(
        content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
        label=str(obj) if is_page else f"{obj._meta.verbose_name} {obj.pk}",
        action=action,
        timestamp=timezone.now(),
        data=data,
        user=user or get_active_log_context().user,
        uuid=get_active_log_context().uuid,
        **({"page": obj} if is_page else {"object_id": str(obj.pk)}),
    )
    # Saved one by one, an entry first looks up whether the page, the person and the kind of thing are there: they are, and
    # rooms full of people wait for it.
    type(entry).objects.bulk_create([entry])


def register(registry: LogActionRegistry, actions: Mapping[str, Any]) -> None:
    """Make an app's actions (dotted name -> translatable sentence) known; called from its ``register_log_actions`` hook."""
    for name, message in actions.items():
        registry.register_action(name, message, message)
