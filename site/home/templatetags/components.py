"""The building blocks of every screen. docs/design.md shows when to use which."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

register = template.Library()

KINDS = {
    "lesson": gettext_lazy("Lesson"),
    "case": gettext_lazy("Case study"),
    "table": gettext_lazy("Learning table"),
    "session": gettext_lazy("Session"),
    "visitation": gettext_lazy("Visitation"),
    "report": gettext_lazy("Visitation report"),
    "region": gettext_lazy("Region"),
    "reflection": gettext_lazy("Case reflection"),
    "action": gettext_lazy("Action"),
    "person": gettext_lazy("Person"),
    "organisation": gettext_lazy("Organisation"),
}
TONE_ICONS = {"info": "info", "positive": "check", "caution": "warning", "critical": "warning", "neutral": ""}


@register.simple_tag
def icon(name: str) -> SafeString:
    if not name:
        return SafeString("")
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("images/icons.svg"),
        name,
    )


@register.simple_tag
def content_lang(language: str) -> SafeString:
    """` lang="nl"` where the interface speaks another language than the content."""
    return SafeString("") if get_language() == language else format_html(' lang="{}"', language)


@register.filter
def human_date(value: Any) -> str:
    """A date in words; a text ("month 4") as it is."""
    return format_date(value, "j F Y") if hasattr(value, "strftime") else str(value or "")


@register.filter
def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, ""))


# --- wrappers: the template writes what is inside ------------------------------------------------


@register.simple_block_tag
def page_header(
    content: str, title: str, kind: str = "", kicker: str = "", lead: str = "", meta: str = ""
) -> SafeString:
    context = {
        "actions": SafeString(content.strip()),
        "title": title,
        "kind": kind,
        "kicker": kicker,
        "lead": lead,
        "meta": meta,
    }
    return render_to_string("components/page_header.html", context)


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", role: str = "") -> SafeString:
    context = {"content": content, "tone": tone, "title": title, "role": role, "icon_name": TONE_ICONS[tone] or "info"}
    return render_to_string("components/notice.html", context)


@register.simple_block_tag
def panel(content: str, title: str = "", level: int = 2, id: str = "", icon: str = "") -> SafeString:  # noqa: A002
    context = {"content": content, "title": title, "level": level, "id": id, "icon_name": icon}
    return render_to_string("components/panel.html", context)


@register.simple_block_tag
def disclosure(content: str, title: str, open: bool = False) -> SafeString:  # noqa: A002
    return render_to_string("components/disclosure.html", {"content": content, "title": title, "open": open})


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "search", level: int = 2) -> SafeString:
    context = {"content": content, "title": title, "icon_name": icon, "level": level}
    return render_to_string("components/empty_state.html", context)


@register.simple_block_tag
def quote(content: str, who: str = "", note: str = "", kind: str = "") -> SafeString:
    return render_to_string("components/quote.html", {"content": content, "who": who, "note": note, "kind": kind})


@register.simple_block_tag
def table_region(content: str, label: str) -> SafeString:
    return format_html(
        '<div class="table-region" role="region" aria-label="{}" tabindex="0">{}</div>', label, SafeString(content)
    )


# --- pieces ------------------------------------------------------------------------------------------


@register.simple_tag
def crumb(label: str, url: str = "") -> SafeString:
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.simple_tag
def theme_links(themes: Any) -> SafeString:
    """Themes in a row, each leading to its page."""
    return format_html_join(", ", '<a href="{}">{}</a>', ((theme.get_absolute_url(), theme) for theme in themes))


@register.inclusion_tag("components/page_crumbs.html", takes_context=True)
def page_crumbs(context: Context, page: Any) -> dict[str, Any]:
    """The ancestors of a page under a region, and the page itself. The index of regions is called what the menu calls it,
    in the reader's language."""
    ancestors = page.get_ancestors().filter(depth__gt=2)
    request = context.get("request")
    crumbs = [(gettext_lazy("Regions") if one.depth == 3 else one.title, one.get_url(request)) for one in ancestors]
    return {"crumbs": crumbs, "page": page}


@register.inclusion_tag("components/badge.html")
def badge(label: str, tone: str = "neutral", icon: str = "") -> dict[str, Any]:
    return {"label": label, "tone": tone, "icon_name": icon or TONE_ICONS[tone]}


@register.inclusion_tag("components/audience_badge.html")
def audience_badge(key: str, label: str = "") -> dict[str, Any]:
    return {"audience": str(key).partition(":")[0], "circle": label}


def card_of(item: Any, request: HttpRequest | None = None) -> Any:
    """What a card shows; a page comes from `for_cards()`, so that nothing here asks the database again. The request
    remembers where the site's pages lie: without it, each address would ask for that anew."""
    if not hasattr(item, "lead_region"):
        return item
    card = item.card() if callable(getattr(item, "card", None)) else _card(item)
    return card | {"url": item.get_url(request)}


def _card(item: Any) -> dict[str, Any]:
    shown = ("kind", "title", "summary", "date", "audience_key", "audience_label", "excerpt", "status_tone", "meta")
    card = {name: getattr(item, name, "") for name in shown}
    card |= {"region": item.lead_region, "themes": item.themes.all()}
    return card | {"tags": [tagged.tag for tagged in item.tagged_items.all()]}


@register.inclusion_tag("components/card.html", takes_context=True)
def content_card(context: Context, item: Any, level: int = 3) -> dict[str, Any]:
    return {"card": card_of(item, context.get("request")), "level": level}


@register.inclusion_tag("components/card_list.html", takes_context=True)
def card_list(context: Context, items: Iterable[Any], empty: str = "", level: int = 3) -> dict[str, Any]:
    return {"request": context.get("request"), "items": items, "empty": empty, "level": level}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, param: str = "page", url: str = "") -> dict[str, Any]:
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query.pop(param, None)
    kept = query.urlencode()
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": list(numbers),
        "ellipsis": page.paginator.ELLIPSIS,
        "link": f"{url}?{kept}&{param}=" if kept else f"{url}?{param}=",
    }


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Sequence[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("components/data_table.html")
def data_table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {"caption": caption, "columns": columns, "rows": rows}


@register.inclusion_tag("components/meta_list.html")
def meta_list(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("components/progress_count.html")
def progress_count(done: int, total: int, text: str) -> dict[str, Any]:
    return {"done": done, "total": total, "text": text}


@register.inclusion_tag("components/chips.html")
def chips(items: Sequence[Mapping[str, str]], clear_url: str = "") -> dict[str, Any]:
    return {"items": items, "clear_url": clear_url}


@register.inclusion_tag("components/tag_list.html")
def tag_list(tags: Iterable[Any], url: str = "") -> dict[str, Any]:
    return {"tags": [getattr(tag, "name", tag) for tag in tags], "url": url}


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: Context, url: str, label: str, style: str = "", name: str = "", value: str = "", icon: str = ""
) -> dict[str, Any]:
    return {
        "csrf_token": context.get("csrf_token"),
        "url": url,
        "label": label,
        "style": style,
        "name": name,
        "value": value,
        "icon_name": icon,
    }


@register.inclusion_tag("forms/error_summary.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    return {"form": form}
