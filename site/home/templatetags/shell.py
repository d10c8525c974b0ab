"""What the shell round every page asks of the request."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.translation import get_language, get_language_info, gettext_lazy

register = template.Library()

SECTIONS = [
    ("/regios/", gettext_lazy("Regions")),
    ("/leertafels/", gettext_lazy("Learning tables")),
    ("/casussen/", gettext_lazy("Cases")),
    ("/visitaties/", gettext_lazy("Visitations")),
    ("/lessen/", gettext_lazy("Lessons")),
    ("/themas/", gettext_lazy("Themes")),
    ("/zoeken/", gettext_lazy("Search")),
]


def current(path: str, url: str) -> str:
    """The value of aria-current: on the page itself, inside its section, or elsewhere."""
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.inclusion_tag("components/main_navigation.html", takes_context=True)
def main_navigation(context: Context) -> dict[str, Any]:
    path = getattr(context.get("request"), "path", "")
    return {"sections": [{"url": url, "label": label, "current": current(path, url)} for url, label in SECTIONS]}


@register.inclusion_tag("components/language_switch.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    request = context.get("request")
    others = [get_language_info(code) for code, _name in settings.LANGUAGES if code != get_language()]
    return {
        "languages": others,
        "csrf_token": context.get("csrf_token"),
        "next": request.get_full_path() if request else "/",
    }
