from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.views.generic import TemplateView, View

from lessons.exports import content_columns
from regions.export import Column
from regions.views import ExportMixin

from . import addresses, facets, promoted, suggestions, vain
from .examples import EXAMPLES
from .forms import ORDER, PAGE, PARAMETERS, SearchForm, asked_in, known_in
from .nothing import newest, without_one
from .origins import origins
from .passages import add_passages
from .queries import find
from .saved import address_of
from .text import Read, asks_nothing

PAGE_SIZE = 20
MOST_EXPORTED, EXPORTED_AT_ONCE = 5000, 500
LONGEST_TYPED = 100


class SearchView(ExportMixin, TemplateView):
    """The search page; its address says everything, so that it can be shared."""

    template_name = "search/search.html"
    export_name = "zoeken"

    def get_export_columns(self) -> list[Column]:
        return content_columns(self.request)

    def get_export_rows(self) -> Iterator[Any]:
        """In the order of the page; so many that no search asks for everything."""
        hits = find(asked_in(known_in(self.request.GET)), user=self.request.user).hits
        for start in range(0, MOST_EXPORTED, EXPORTED_AT_ONCE):
            part = list(hits[start : start + EXPORTED_AT_ONCE])
            yield from part
            if len(part) < EXPORTED_AT_ONCE:
                return

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query, user = known_in(self.request.GET), self.request.user
        search = asked_in(query)
        found = find(search, user=user)
        page_obj = Paginator(found.hits, PAGE_SIZE).get_page(query.get(PAGE))
        first = promoted.for_search(found, user=user) if page_obj.number == 1 else []
        above = {one.page.pk for one in first if one.page}
        # A page is shown once, though it counts among the hits.
        page_obj.object_list = [page for page in page_obj.object_list if page.pk not in above]
        if not asks_nothing(search.text):
            add_passages(page_obj.object_list, found.mark)
        labels = facets.label_values(found)
        chips = addresses.chips(search, found, labels, query)
        vain.note(found, number=page_obj.paginator.count, request=self.request)
        return super().get_context_data(
            form=SearchForm({"q": search.text, ORDER: query.get(ORDER, "")}),
            search=search,
            notes=found.read.notes,
            page_obj=page_obj,
            facets=facets.for_display(found, labels, search.chosen),
            kept=[(PARAMETERS[name], value) for name, value in addresses.chosen_in(search) if name not in found.counts],
            chips=chips,
            clear_url=addresses.without_filters(query) if chips else "",
            map=origins(search, found, query),
            help=EXAMPLES,
            keep=address_of(search),
            promoted=first,
            index=found.index,
            **{"suggestion": None} | ({} if page_obj.paginator.count else self.nothing(chips, found.read)) | kwargs,
        )

    def nothing(self, chips: list[dict[str, Any]], read: Read) -> dict[str, Any]:
        """What to do next for who found nothing."""
        query, user = known_in(self.request.GET), self.request.user
        words = suggestions.meant(asked_in(query), user=user)
        return {
            "suggestion": {"text": words, "url": addresses.with_words(query, words)} if words else None,
            "without": without_one(chips, user=user),
            "newest": newest(user),
            "asked": read if read.words else None,
        }


class CompleteView(View):
    """How what is being typed may go on, in words of what the reader may read; for them alone, so in no cache."""

    def get(self, request: HttpRequest) -> JsonResponse:
        typed = request.GET.get("q", "")[:LONGEST_TYPED]
        answer = JsonResponse({"suggestions": [vars(one) for one in suggestions.complete(typed, user=request.user)]})
        add_never_cache_headers(answer)
        return answer
