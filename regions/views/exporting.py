"""Lists that can be taken along as a file."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from ..export import FORMATS, Column, export, file_name

FORMAT = "formaat"
PAGE = "page"


class ExportMixin:
    """For a ListView: ``?formaat=csv`` (xlsx, json) on its own address gives all rows of the list as it is narrowed, as a file.
    The rows are those of ``get_queryset``, so who may see what is decided there. Before ListView among the bases."""

    export_name: str = ""
    export_columns: Sequence[Column] = ()
    request: HttpRequest

    def get_export_columns(self) -> Sequence[Column]:
        return self.export_columns

    def get_export_rows(self) -> Iterable[Any]:
        return self.get_queryset()  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = asked_format(request)
        if not wanted:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        name = file_name(self.export_name, chosen_in(request))
        return export(self.get_export_rows(), self.get_export_columns(), wanted, name=name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(downloads=downloads(self.request), **kwargs)  # type: ignore[misc]


def asked_format(request: HttpRequest) -> str:
    """The format of a file that this address asks for; "" when it is none."""
    wanted = request.GET.get(FORMAT, "")
    return wanted if wanted in FORMATS else ""


def chosen_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a list is narrowed by, as its address says it."""
    asked = request.GET.lists()
    return [(name, value) for name, values in asked if name not in (FORMAT, PAGE) for value in values if value]


def downloads(request: HttpRequest) -> list[dict[str, str]]:
    """``label`` and ``url`` of each format in which the list at this address can be had."""
    links = []
    for name in FORMATS:
        query = request.GET.copy()
        query.pop(PAGE, None)
        query[FORMAT] = name
        links.append({"label": name.upper(), "url": f"?{query.urlencode()}"})
    return links
