from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View

from lessons.states import Kind
from lessons.views import ContentListView
from regions.models import Membership
from regions.views import ActionFormMixin, ListView, RuleRequiredMixin

from .. import actions, rules
from ..forms import FoundForm, PeopleForm, TableForm
from ..models import LearningTablePage
from .base import ConfirmView, TableMixin


class TableListView(ContentListView):
    kinds = (Kind.TABLE,)
    title = _("Learning tables")
    intro = _("Standing groups of professionals, parents and young people who look back on cases together.")
    empty_title = _("No learning tables yet")
    empty_text = _("The coordinator of a region founds a table. Ask yours.")

    def get_links(self) -> list[tuple[str, Any]]:
        links = [(reverse("learningtables:sessions"), _("Upcoming sessions"))]
        links.append((reverse("learningtables:methods"), _("Methods")))
        if rules.may_found_somewhere(self.request.user):
            links.append((reverse("learningtables:found"), _("Found a table")))
        return links


class TableDoorView(LoginRequiredMixin, View):
    """An address for mails: asks to sign in, then leads to the page."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        table = get_object_or_404(LearningTablePage.objects.visible_to(request.user), pk=pk)
        return redirect(table.get_url(request))


class FoundView(RuleRequiredMixin, ActionFormMixin, FormView):
    template_name = "learningtables/table_form.html"
    form_class = FoundForm
    rule = staticmethod(rules.may_found_somewhere)
    success_message = _("The table is there. Invite the people who will sit at it.")

    def get_rule_object(self) -> None:
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_success_url(self) -> str:
        """Who founds a closed table for others does not sit at it."""
        table: LearningTablePage = self.object
        seen = table.is_in_audience(self.request.user)
        return table.get_url(self.request) if seen else reverse("learningtables:list")


class ChangeTableView(TableMixin, ActionFormMixin, FormView):
    template_name = "learningtables/table_form.html"
    form_class = TableForm
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "table": self.table}

    def get_success_url(self) -> str:
        return self.table.get_url(self.request)


class MemberListView(TableMixin, ListView):
    rule = staticmethod(rules.sits_at)
    template_name = "learningtables/members.html"
    context_object_name = "people"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Membership]:
        return self.table.people

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        leads = rules.leads_table(self.request.user, self.table)
        invitations = self.table.circle.invitations.open() if leads else ()
        return super().get_context_data(leads=leads, invitations=invitations, **kwargs)


class AddPeopleView(TableMixin, ActionFormMixin, FormView):
    template_name = "learningtables/people_form.html"
    form_class = PeopleForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "table": self.table}

    @property
    def success_message(self) -> str:
        added, invited = self.object
        n, m = len(added), len(invited)
        seats = ngettext("%(n)d person has a seat at once.", "%(n)d people have a seat at once.", n) % {"n": n}
        mails = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", m) % {"n": m}
        said = " ".join(text for text, number in ((seats, n), (mails, m)) if number)
        return said or gettext("They all sit at the table already.")

    def get_success_url(self) -> str:
        return reverse("learningtables:members", args=[self.table.pk])


class EndMembershipView(ConfirmView):
    rule = staticmethod(rules.may_end_seat)
    success_message = _("The seat at the table has been given up.")

    @cached_property
    def membership(self) -> Membership:
        mine = self.request.user.memberships.reading().values("circle")
        seats = Membership.objects.reading().filter(circle__in=mine, circle__learning_table__isnull=False)
        return get_object_or_404(seats.select_related("circle__learning_table", "user"), pk=self.kwargs["pk"])

    def get_rule_object(self) -> Membership:
        return self.membership

    def act(self, obj: Membership, user: Any) -> Membership:
        return actions.end_membership(obj.circle.learning_table, obj, user=user)

    def get_success_url(self, obj: Membership) -> str:
        table = obj.circle.learning_table
        if rules.sits_at(self.request.user, table):
            return reverse("learningtables:members", args=[table.pk])
        return reverse("learningtables:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = self.membership.circle.learning_table
        own = self.membership.user_id == self.request.user.pk
        title = gettext("Leave the table?") if own else gettext("End the membership of %(person)s?")
        return super().get_context_data(
            title=title % {"person": self.membership.user},
            text=_("Sessions to come and what is kept inside the circle close at once. What was said before stays."),
            button=_("Leave the table") if own else _("End the membership"),
            table=table,
            back=reverse("learningtables:members", args=[table.pk]),
            **kwargs,
        )
