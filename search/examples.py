"""What can be typed in the box, as the help panel shows it: each example is a search that can be tried."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EXAMPLES = [
    {"typed": pgettext_lazy("search example", '"local team"'), "meaning": _("These words, next to each other.")},
    {"typed": pgettext_lazy("search example", "school -home"), "meaning": _("The first word, and not the second.")},
    {"typed": pgettext_lazy("search example", "school OR home"), "meaning": _("One of the two, or both.")},
    {"typed": pgettext_lazy("search example", "wait*"), "meaning": _("Every word that begins like this.")},
    {"typed": pgettext_lazy("search example", "region:twente"), "meaning": _("Only from this region.")},
    {
        "typed": pgettext_lazy("search example", "theme:waiting"),
        "meaning": _("Only with this theme; the start of its name is enough."),
    },
    {"typed": pgettext_lazy("search example", "kind:lesson"), "meaning": _("Only what is of this kind.")},
    {"typed": pgettext_lazy("search example", "year:2024-2026"), "meaning": _("Only from these years.")},
]
