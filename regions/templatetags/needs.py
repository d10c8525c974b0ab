"""When a field that may be left empty has to be filled in after all."""

from typing import Any

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def needed_when(field: BoundField) -> Any:
    """What the form's ``needed_when`` says of the field, "needed when …"; "" for a field that is always or never needed, None
    for one that asks for no mark.

    ``needed_when`` maps names of fields to texts: a choice elsewhere in the form makes them necessary. None is for the fields of
    a row among many, of which the form says once when it is needed.
    """
    return getattr(field.form, "needed_when", {}).get(field.name, "")
