"""Where the report is put together part by part, and the pictures in it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from .. import actions, rules
from ..body import mark_of, part_with, parts_of
from ..composition import composition
from ..forms import ReportForm
from ..forms.parts import FORMS, KINDS, PartForm, names_of
from ..models import VisitationPage, VisitationReportPage
from ..overview import contents_of
from ..scores import scores_of
from ..versions import working_report
from .base import Button, FormScreen, Screen

BY = {"omhoog": -1, "omlaag": 1}


class ReportView(FormScreen):
    form_class = ReportForm
    rule = staticmethod(rules.may_write)
    title = _("The report's text")
    intro = _("What stands around its parts. Findings, recommendations and your own text between them are its parts.")
    submit = _("Save")
    back = "report_parts"
    success_message = _("Saved. Earlier versions are kept.")


class PreviewView(Screen):
    """The report as it would be read now."""

    template_name = "visitations/preview.html"
    rule = staticmethod(rules.judges)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, contents = working_report(self.visitation), contents_of(self.visitation)
        return super().get_context_data(
            report=report,
            contents=contents,
            parts=composition(report, contents, scores_of(self.visitation)),
            show_responses=False,
            **kwargs,
        )


class PartsView(Screen):
    """The report as an ordered list of parts, each with what can be done with it."""

    template_name = "visitations/report_parts.html"
    rule = staticmethod(rules.may_write)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, contents = working_report(self.visitation), contents_of(self.visitation)
        parts, kinds = parts_of(report), KINDS.items()
        shown = composition(report, contents, scores_of(self.visitation))
        unplaced = {"findings", "scores", "recommendations"}
        return super().get_context_data(
            report=report,
            rows=[{**part, "name": name} for part, name in zip(parts, names_of(parts, self.visitation), strict=True)],
            added=[part for part in shown if part.kind in unplaced and not part.part_id],
            kinds=kinds,
            **kwargs,
        )


class PartView(FormScreen):
    """Adds a part of the kind that the address names, or changes the one with ``part_id``."""

    template_name = "visitations/report_part.html"
    rule = staticmethod(rules.may_write)
    back = "report_parts"
    submit = _("Save")
    success_message = _("Saved. Earlier versions are kept.")

    @property
    def title(self) -> Any:  # type: ignore[override]
        return KINDS.get(self.kwargs["kind"], "")

    @property
    def part_id(self) -> str:
        return str(self.kwargs.get("part_id", ""))

    def get_form_class(self) -> type[PartForm]:
        if self.kwargs["kind"] not in FORMS:
            raise Http404
        return FORMS[self.kwargs["kind"]]

    @cached_property
    def part(self) -> dict[str, Any] | None:
        """What was taken out meanwhile can still be sent: what was typed is kept, and saved again it is put back."""
        part = part_with(working_report(self.visitation), self.part_id) if self.part_id else None
        if self.part_id and self.request.method == "GET" and (part is None or part["type"] != self.kwargs["kind"]):
            raise Http404
        return part

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part_id": self.part_id, "after": self.request.GET.get("na")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(part=self.part, mark=mark_of(self.part), **kwargs)


class PartButton(Button):
    rule = staticmethod(rules.may_write)
    back = "report_parts"


class MovePartView(PartButton):
    def act(self, obj: VisitationPage, user: Any) -> Any:
        if self.kwargs["way"] not in BY:
            raise Http404
        return actions.move_part(obj, str(self.kwargs["part_id"]), by=BY[self.kwargs["way"]], user=user)

    def get_success_url(self, obj: Any) -> str:
        return f"{self.address(self.back)}#deel-{self.kwargs['part_id']}"


class RemovePartView(PartButton):
    success_message = _("The part has been taken out. Earlier versions still have it.")

    def act(self, obj: VisitationPage, user: Any) -> Any:
        version = self.request.POST.get("version") or None
        return actions.remove_part(obj, str(self.kwargs["part_id"]), version=version, user=user)


class PictureView(View):
    """A picture of the report, for whoever may read the report: the committee first, the visited party with the draft, and
    everybody whom it was published for."""

    def get(self, request: Any, pk: int, part_id: Any) -> HttpResponse:
        visitation = get_object_or_404(VisitationPage.objects.visible_to(request.user), pk=pk)
        published = VisitationReportPage.objects.child_of(visitation).visible_to(request.user).first()
        report = published or self._draft(visitation, request.user)
        block = next((one for one in report.body if str(one.id) == str(part_id)), None) if report else None
        if block is None or block.block_type != "picture" or block.value["image"] is None:
            raise Http404
        return self._handed_out(block.value["image"].file, is_public=bool(published and published.is_public))

    def _draft(self, visitation: VisitationPage, user: Any) -> VisitationReportPage | None:
        if not user.is_authenticated:
            return None
        reads = rules.judges(user, visitation) or rules.may_open_fact_check(user, visitation)
        return working_report(visitation) if reads else None

    def _handed_out(self, file: Any, *, is_public: bool) -> HttpResponse:
        try:
            with file.open() as opened:
                content = opened.read()
        except FileNotFoundError as error:
            raise Http404 from error
        response = HttpResponse(content, content_type=TYPES[file.name.rpartition(".")[2]])
        response["Cache-Control"] = "public, max-age=86400" if is_public else "private, no-store"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response["X-Content-Type-Options"] = "nosniff"
        return response


TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
