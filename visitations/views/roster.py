"""The programme of all visitations over years and regions, and its dates as a calendar."""

import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.generic import TemplateView, View
from icalendar import Event

from regions.calendar import new_calendar
from regions.export import Column
from regions.views import ExportMixin

from .. import rules
from ..models import StageTerm
from ..roster import roster_of, status_board, visitations_for, who_visited_whom, workload
from ..states import Stage


class RosterView(ExportMixin, TemplateView):
    """For everybody, over what they may see; the workload by name is for the editors who compose committees. Taken along are the
    public dates, as in the calendar."""

    template_name = "visitations/roster.html"
    export_name = "programma"
    export_columns = (
        Column("visitation", _later("visitation"), "visitation.title"),
        Column("visited", _later("visited"), lambda term: str(term.visitation.visited)),
        Column("stage", _later("stage"), "stage", choices=Stage),
        Column("due_on", _later("due on"), "due_on"),
        Column("done_on", _later("done on"), "done_on"),
    )

    def get_export_rows(self) -> list[StageTerm]:
        return [term for visitation in visitations_for(self.request.user) for term in visitation.terms.all()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        visitations = visitations_for(user)
        return super().get_context_data(
            roster=roster_of(visitations),
            board=status_board(visitations),
            visits=who_visited_whom(visitations),
            loads=workload(visitations) if rules.may_start(user) else None,
            **kwargs,
        )


class RosterCalendarView(View):
    """The public dates of all visitations that everybody may see, as whole days; the same dates give the same bytes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        calendar = new_calendar(_("Leertafel: dates of visitations"))
        for visitation in visitations_for(request.user):
            url = settings.BASE_URL + (visitation.get_url() or "/")
            for term in visitation.terms.all():
                event = Event()
                event.add("uid", f"visitatie-{visitation.pk}-{term.stage}@leertafel")
                event.add("dtstamp", visitation.first_published_at or visitation.last_published_at)
                event.add("dtstart", term.done_on or term.due_on)
                event.add("dtend", (term.done_on or term.due_on) + datetime.timedelta(days=1))
                event.add("summary", f"{visitation.title}: {Stage(term.stage).label}")
                event.add("url", url)
                event.add("transp", "TRANSPARENT")
                calendar.add_component(event)
        return HttpResponse(
            calendar.to_ical(),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="visitaties.ics"'},
        )
