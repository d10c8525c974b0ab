"""What is not deleted in the administration, and why: nothing goes along unseen with what an editor deletes."""

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from .accounts import left_by


def why_page_is_kept(page: Page) -> str:
    """Asks each app by its hook of this name (a page goes in, a reason or "" comes out), then the database; "" when it may go."""
    reasons = (str(ask(page)) for ask in hooks.get_hooks("why_page_is_kept"))
    beneath = Page.objects.descendant_of(page, inclusive=True)
    return next((why for why in reasons if why), "") or why_is_kept(page, beneath)


def why_is_kept(thing: Model, rows: Iterable[Model] | None = None) -> str:
    """What the database would not let go: ``rows``, or ``thing`` alone."""
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([thing] if rows is None else rows)  # type: ignore[arg-type]
        return ""
    except ProtectedError as error:
        held: Iterable[Any] = error.protected_objects
    except RestrictedError as error:
        held = error.restricted_objects
    kinds = sorted({str(one._meta.verbose_name_plural) for one in held})
    said = _("“%(what)s” is not deleted: other things depend on it (%(kinds)s).")
    return said % {"what": thing, "kinds": ", ".join(kinds)}


def why_account_is_kept(user: Any) -> str:
    left = left_by(user)
    if not left:
        return ""
    why = _(
        "“%(who)s” left something on the site (%(left)s), so this account is not deleted: what others read would go with it, "
        "or stand without a name. Take the tick away at “Active”: then nobody signs in with it any more, and what was "
        "written stays."
    )
    return why % {"who": user, "left": ", ".join(left)}
