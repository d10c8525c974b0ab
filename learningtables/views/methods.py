"""The library of methods, open to everyone."""

from django.db.models import QuerySet, Sum
from django.views.generic import DetailView, ListView

from ..models import Method


class MethodMixin:
    def get_queryset(self) -> QuerySet[Method]:
        return Method.objects.annotate(minutes=Sum("phases__minutes")).order_by("name")


class MethodListView(MethodMixin, ListView):
    template_name = "learningtables/methods.html"
    context_object_name = "methods"
    paginate_by = 20


class MethodView(MethodMixin, DetailView):
    template_name = "learningtables/method.html"
    context_object_name = "method"
