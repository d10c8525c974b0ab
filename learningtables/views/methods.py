"""The library of methods, open to everyone."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView

from regions.export import Column
from regions.views import ExportMixin, ListView

from ..models import Method


class MethodMixin:
    def get_queryset(self) -> QuerySet[Method]:
        return Method.objects.annotate(minutes=Sum("phases__minutes")).order_by("name")


class MethodListView(ExportMixin, MethodMixin, ListView):
    template_name = "learningtables/methods.html"
    export_name = "methoden"
    export_columns = (
        Column("slug", _("address"), "slug"),
        Column("name", _("name"), "name"),
        Column("purpose", _("purpose"), "purpose"),
        Column("minutes", _("minutes"), "minutes"),
        Column("group_min", _("people at least"), "group_min"),
        Column("group_max", _("people at most"), "group_max"),
        Column("phases", _("phases"), lambda method: [phase.title for phase in method.phases.all()]),
    )
    context_object_name = "methods"
    paginate_by = 20


class MethodView(MethodMixin, DetailView):
    template_name = "learningtables/method.html"
    context_object_name = "method"
