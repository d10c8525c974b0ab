"""Every door of the site behind which something of a visitation could stand, and what somebody meets there."""

import io
from collections.abc import Iterable
from typing import Any

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from visitations.models import VisitationPage

SCREENS = (
    "workspace", "preview", "revisions", "report_parts", "changes", "committee", "declare", "terms", "self_evaluation", "panel",
    "panel_members", "judging", "report_pdf", "requests", "programme", "programme_file", "fact_check", "responses", "follow_up",
)  # fmt: skip


def addresses(visitation: VisitationPage, searched: Iterable[str]) -> list[str]:
    page = visitation.get_url() or "/"
    return [
        "/",
        "/regios/twente/",
        page,
        f"{page}rapport/",
        "/sitemap.xml",
        "/api/content/?page_size=100",
        f"/api/content/{visitation.pk}/",
        *[reverse(f"visitations:{name}") for name in ("list", "mine", "roster", "roster_calendar")],
        *[reverse(f"visitations:{screen}", args=[visitation.pk]) for screen in SCREENS],
        *[
            reverse("visitations:decide_tie", args=[visitation.pk, seat.pk])
            for seat in visitation.committee.memberships.all()
        ],
        *[f"/zoeken/?q={word}" for word in searched],
    ]


def met_by(client: Client, visitation: VisitationPage, words: tuple[str, ...], *, searched: Iterable[str]) -> set[str]:
    """The words that are behind any door that opens; those that are searched for are taken off the page first."""
    met: set[str] = set()
    for address in addresses(visitation, searched):
        asked = address.rpartition("?q=")[2] if "?q=" in address else ""
        said = _said(client.get(address, follow=True))
        for word in words:
            if word in (said.replace(asked, "") if asked else said):
                met.add(word)
    return met


def _said(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type", "").startswith("application/pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode()
