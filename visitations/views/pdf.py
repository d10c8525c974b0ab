"""The report as a PDF: for whoever may read it, as it is out or as a draft."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views import View

from .. import printing, rules
from ..models import VisitationPage
from ..overview import published_report
from ..pdf import build, contents
from ..versions import working_report

FOLDER = "visitation-reports"


class ReportPdfView(View):
    """Published for whom it was published for; before that for those who judge, and for the visited party from the fact check
    on. For anybody else there is none."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        visitation = get_object_or_404(VisitationPage.objects.visible_to(request.user), pk=pk)
        page = published_report(visitation, request.user)
        if page is not None:
            printed = printing.published(page, address=page.get_full_url(request) or "")
        else:
            printed = self._draft(visitation, request)
        mark = digest(printed)
        unchanged = get_conditional_response(request, etag=f'"{mark}"')
        if unchanged is not None and unchanged.status_code == 304:
            response = unchanged
        else:
            name = f"pdf-{visitation.pk}-{get_language()}"
            response = HttpResponse(
                kept(printed, name=name, mark=mark) if page is not None else build.build_pdf(printed),
                content_type="application/pdf",
            )
            response["Content-Disposition"] = f'attachment; filename="{filename(visitation, draft=page is None)}"'
        response["ETag"] = f'"{mark}"'
        response["Cache-Control"] = "public, no-cache" if page is not None and page.is_public else "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def _draft(self, visitation: VisitationPage, request: HttpRequest) -> contents.Report:
        user: Any = request.user
        report = working_report(visitation)
        reads = user.is_authenticated and (
            rules.judges(user, visitation) or rules.may_open_fact_check(user, visitation)
        )
        if report is None or not reads:
            raise Http404
        return printing.draft(report, visitation, address=report.get_full_url(request) or "")


def filename(visitation: VisitationPage, *, draft: bool) -> str:
    """Plain letters alone, so that it arrives everywhere as it was sent."""
    named = slugify(visitation.title)[:80].strip("-") or "visitatie"
    return f"{named}-{'concept' if draft else 'rapport'}.pdf"


def digest(printed: contents.Report) -> str:
    """Another one as soon as anything that is printed, or the way in which it is printed, is another."""
    return hashlib.sha256(_way_of_printing() + repr(printed).encode("utf-8", "backslashreplace")).hexdigest()[:40]


@lru_cache(maxsize=1)
def _way_of_printing() -> bytes:
    folder = Path(build.__file__).parent
    files = sorted([*folder.glob("*.py"), *folder.glob("*.typ")])
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).digest()


def kept(printed: contents.Report, *, name: str, mark: str) -> bytes:
    """What was built for this very report before, or built now and kept instead of what was. Losing it costs time alone."""
    storage = storages["private"]
    path = f"{FOLDER}/{name}/{mark}.pdf"
    if storage.exists(path):
        with storage.open(path) as opened:
            return bytes(opened.read())
    made = build.build_pdf(printed)
    _forget(storage, f"{FOLDER}/{name}")
    storage.save(path, ContentFile(made))
    return made


def _forget(storage: Storage, folder: str) -> None:
    try:
        _folders, old = storage.listdir(folder)
    except FileNotFoundError:
        return
    for one in old:
        storage.delete(f"{folder}/{one}")
