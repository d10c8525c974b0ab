from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.views.generic import TemplateView

from . import facets
from .forms import SearchForm, asked_in
from .passages import add_passages
from .queries import find
from .suggestions import meant
from .text import asks_nothing

PAGE_SIZE = 20


def as_link(words: str, address: QueryDict) -> dict[str, str] | None:
    """The same address with other words."""
    if not words:
        return None
    other = address.copy()
    other.pop("page", None)
    other["q"] = words
    return {"text": words, "url": f"?{other.urlencode()}"}


class SearchView(TemplateView):
    """The search page; its address says everything, so that it can be shared."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.GET
        search = asked_in(address)
        found = find(search, user=self.request.user)
        page_obj = Paginator(found.hits, PAGE_SIZE).get_page(address.get("page"))
        page_obj.object_list = list(page_obj.object_list)
        if not asks_nothing(search.text):
            add_passages(page_obj.object_list, found.mark)
        labels = facets.label_values(search, found)
        nothing = not page_obj.paginator.count
        return super().get_context_data(
            suggestion=as_link(meant(search, user=self.request.user), address) if nothing else None,
            form=SearchForm({"q": search.text, "volgorde": address.get("volgorde", "")}),
            search=search,
            page_obj=page_obj,
            facets=facets.for_display(search, found, labels),
            chips=facets.chips(search, labels, address),
            clear_url=facets.without_filters(address) if any(search.chosen.values()) else "",
            hidden=[("q", search.text), ("volgorde", address.get("volgorde", ""))],
            kept=[(facets.PARAMETERS[name], value) for name, values in search.chosen.items() for value in values],
            **kwargs,
        )
