"""Files of a visitation, handed out to who may read what they belong to."""

from pathlib import PurePath
from typing import Any, ClassVar

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views import View

from .. import actions, rules
from ..models import Attachment
from ..overview import published_report
from .base import Button, FormScreen, of_visited_party


class AttachmentView(View):
    """Always a download: nothing that was uploaded is shown as a page of this site."""

    def get(self, request: HttpRequest, pk: int, attachment_pk: int) -> FileResponse:
        files = Attachment.objects.select_related("visitation", "assessment", "request", "review")
        attachment = get_object_or_404(files, pk=attachment_pk, visitation=pk)
        if not self._may_read(request.user, attachment):
            raise Http404
        name = f"{slugify(attachment.title) or 'bestand'}{PurePath(attachment.file.name or '').suffix}"
        response = FileResponse(attachment.file.open(), as_attachment=True, filename=name)
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    @staticmethod
    def _may_read(user: Any, attachment: Attachment) -> bool:
        """What shows the progress of a recommendation is read by who reads the report."""
        if rules.may_read_attachment(user, attachment):
            return True
        return bool(attachment.review_id) and published_report(attachment.visitation, user) is not None


class AttachmentRemoveView(Button):
    door = staticmethod(of_visited_party)
    rule = staticmethod(rules.may_change_attachment)
    success_message = _("The file has been removed.")
    back_from: ClassVar[dict[str, str]] = {"assessment_id": "self_evaluation", "request_id": "requests"}

    @cached_property
    def attachment(self) -> Attachment:
        return get_object_or_404(self.visitation.attachments, pk=self.kwargs["attachment_pk"])

    def get_rule_object(self) -> Attachment:
        return self.attachment

    def act(self, obj: Attachment, user: Any) -> Attachment:
        self.came_from = next((back for held, back in self.back_from.items() if getattr(obj, held)), "follow_up")
        return actions.remove_attachment(obj, user=user)

    def get_success_url(self, obj: Any) -> str:
        return self.address(self.came_from)


class AttachView(FormScreen):
    """Takes a file for what the view calls ``to``; each screen that asks for files has one of its own."""

    about = ("to",)
    door = staticmethod(of_visited_party)
    title = _("Add a file")
    submit = _("Add the file")
    success_message = _("The file has been kept.")
