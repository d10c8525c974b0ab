"""Sending a table in, seeing what it would do, and having that done."""

import io
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View

from regions.export import heading
from regions.models import Circle
from regions.sheets import SheetError, read_sheet
from regions.states import IllegalMove
from regions.views import RuleRequiredMixin

from .kept import Done, Expired, Kept, keep, kept_as
from .lessons import LessonImporter
from .lines import Importer, Outcome, Plan
from .municipalities import MunicipalityImporter
from .regions import RegionImporter
from .rules import circles_of, may_import

TITLES = {
    "lessen": gettext_lazy("Lessons from a table"),
    "regios": gettext_lazy("Regions from a table"),
    "gemeenten": gettext_lazy("Municipalities from a table"),
}
IMPORTERS: dict[str, Any] = {"lessen": LessonImporter, "regios": RegionImporter, "gemeenten": MunicipalityImporter}


class ImportMixin(RuleRequiredMixin):
    rule = staticmethod(may_import)

    def get_rule_object(self) -> str | None:
        kind: str | None = self.kwargs.get("kind")
        if kind not in (None, *IMPORTERS):
            raise Http404
        return kind


class ImportIndexView(ImportMixin, TemplateView):
    template_name = "home/import_index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = [
            {"title": TITLES[kind], "url": reverse("home:import", args=[kind])}
            for kind in IMPORTERS
            if may_import(self.request.user, kind)
        ]
        return super().get_context_data(kinds=kinds, **kwargs)


class UploadForm(forms.Form):
    """``circle`` is asked for lessons alone."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("XLSX or CSV, with the names of the columns in the first row."),
    )
    circle = forms.ModelChoiceField(
        Circle.objects.none(),
        label=gettext_lazy("For which circle?"),
        help_text=gettext_lazy(
            "New lessons become drafts that only this circle reads, until they are agreed on and published."
        ),
    )

    def __init__(self, *args: Any, user: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == "lessen":
            self.fields["circle"].queryset = circles_of(user)
        else:
            del self.fields["circle"]


class ImportView(ImportMixin, FormView):
    """Sends a table in; nothing is written."""

    template_name = "home/import_form.html"
    form_class = UploadForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user, "kind": self.kwargs["kind"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        importer = IMPORTERS[self.kwargs["kind"]]
        columns = [(heading(column), column.key in importer.required) for column in importer.columns]
        return super().get_context_data(title=TITLES[self.kwargs["kind"]], columns=columns, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        upload, circle = form.cleaned_data["file"], form.cleaned_data.get("circle")
        try:
            sheet = read_sheet(upload, upload.name)
        except SheetError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        plan = importer_of(self.kwargs["kind"], circle, self.request.user).plan(sheet)
        upload.seek(0)
        kept = keep(
            upload.read(),
            user=self.request.user,
            kind=self.kwargs["kind"],
            circle=circle.pk if circle else None,
            name=upload.name,
            fingerprint=plan.fingerprint,
        )
        return shown(self.request, plan, kept)


class ConfirmImportView(ImportMixin, View):
    """Does what was shown, or says why that can no longer be done."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = self.kwargs["kind"]
        try:
            kept = kept_as(request.POST.get("word", ""), user=request.user)
            if kept.kind != kind:
                raise Http404
            plan = self.done(kept)
        except Done:
            messages.info(request, _("This table was carried out already. Nothing was done a second time."))
            return HttpResponseRedirect(reverse("home:import", args=[kind]))
        except Expired:
            messages.error(request, _("What was sent in is kept for an hour, and is gone now. Send it in again."))
            return HttpResponseRedirect(reverse("home:import", args=[kind]))
        if plan.fingerprint != kept.fingerprint:
            return self.shown_anew(kept, plan)
        new, changed = len(plan.of(Outcome.NEW)), len(plan.of(Outcome.CHANGED))
        messages.success(
            request,
            ngettext("%(n)s row was added", "%(n)s rows were added", new) % {"n": new}
            + _(", and %(n)s changed.") % {"n": changed},
        )
        return HttpResponseRedirect(reverse("home:import", args=[kind]))

    def done(self, kept: Kept) -> Plan:
        """Carried out when it is still what was shown; otherwise as it would be now."""
        circle = circles_of(self.request.user).filter(pk=kept.circle or 0).first()
        if kept.circle and circle is None:
            raise PermissionDenied
        importer, data, marked = importer_of(kept.kind, circle, self.request.user), b"", False
        try:
            with transaction.atomic():
                data = kept.claim()
                importer.lock()
                plan = importer.plan(read_sheet(io.BytesIO(data), kept.name))
                if plan.fingerprint == kept.fingerprint and plan.can_be_done:
                    importer.carry_out(plan)
                    kept.mark_done()
                    marked = True
                return plan
        except IllegalMove as refusal:
            why = str(refusal)
        except ValidationError as refusal:
            why = " ".join(refusal.messages)
        except IntegrityError:
            why = _(
                "This cannot stand beside what is there already. Somebody may have written the same at this moment."
            )
        # The plan took it for possible. Nothing was written, and what refused is said with its row.
        if marked:
            kept.give_back(data)
        plan = importer.plan(read_sheet(io.BytesIO(data), kept.name))
        if plan.fingerprint == kept.fingerprint:
            row = importer.at.number if importer.at else plan.lines[0].number
            next(line for line in plan.lines if line.number == row).problems.append(why)
        return plan

    def shown_anew(self, kept: Kept, plan: Plan) -> HttpResponse:
        if plan.of(Outcome.WRONG):
            said = _("Nothing was written: what stands in the way is said with its row below.")
        else:
            said = _(
                "Nothing was written: something changed since you sent this in. Below is what the table would do now."
            )
        messages.warning(self.request, said)
        again = Kept(**{**vars(kept), "fingerprint": plan.fingerprint})
        return shown(self.request, plan, again, status=409)


def importer_of(kind: str, circle: Circle | None, user: Any) -> Importer:
    chosen = {"circle": circle} if kind == "lessen" else {}
    importer: Importer = IMPORTERS[kind](user=user, **chosen)
    return importer


def shown(request: HttpRequest, plan: Plan, kept: Kept, *, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "kept": kept, "title": TITLES[kept.kind], "kind": kept.kind}
    return render(request, "home/import_plan.html", context, status=status)
