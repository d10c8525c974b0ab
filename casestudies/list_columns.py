"""The columns of the list of reflections, when it is taken along as a file: what stands on the screen, and no answer."""

from django.utils.translation import gettext_lazy as _

from regions.export import Column

from .states import ReflectionState

REFLECTION_COLUMNS = [
    Column("number", _("number"), "pk"),
    Column("case", _("case"), "case.title"),
    Column("circle", _("circle"), lambda reflection: str(reflection.circle)),
    Column("opened_at", _("opened at"), "opened_at"),
    Column("state", _("state"), "state", choices=ReflectionState),
    Column("asked", _("how many were asked"), "asked"),
    Column("first_given", _("answered in round 1"), "first_given"),
    Column(
        "second_given",
        _("answered in round 2"),
        lambda reflection: reflection.second_given if reflection.is_revealed else None,
    ),
]
