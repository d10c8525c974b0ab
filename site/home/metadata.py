"""What a page says of itself to programs: its one address, and for public pages what it is (schema.org) and how a link looks."""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from learningtables.states import SessionState
from lessons.models import ContentPage
from lessons.states import Kind
from regions.numbers import number_in

LANGUAGE = "nl"
PAGE = "page"
# What each kind of page is called at schema.org.
TYPES: dict[str, Any] = {
    Kind.LESSON: ["Article", "LearningResource"],
    Kind.CASE: "Article",
    Kind.TABLE: "ProfilePage",
    Kind.SESSION: "Event",
    Kind.VISITATION: "Report",
    Kind.REPORT: "Report",
}
PUBLISHER = {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": settings.BASE_URL}
# As `django.utils.html.json_script` does: nothing in a text ends the script that it stands in.
HARMLESS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def canonical(request: HttpRequest) -> str:
    """The address under which this is known: a list that is narrowed is the list, a further page of it is a page of its own."""
    number = request.GET.get(PAGE, "")
    others = [name for name in request.GET if name != PAGE]
    kept = {PAGE: number} if number_in(number) > 1 and not others else {}
    return settings.BASE_URL + request.path + (f"?{urlencode(kept)}" if kept else "")


def is_left_out(request: HttpRequest, page: Any) -> bool:
    """What search engines leave out: what somebody who is signed in reads, the search screen, and lists that are narrowed."""
    user = getattr(request, "user", None)
    narrowed = page is None and any(name != PAGE for name in request.GET)
    return bool(user and user.is_authenticated) or narrowed or request.path == reverse("search:search")


def public_page(page: Any) -> Any:
    """``page`` as a page of content that everybody may read; None for all else."""
    found = page if isinstance(page, ContentPage) else None
    return found if found is not None and found.is_public and found.live else None


def described(page: Any, *, address: str) -> dict[str, Any]:
    """``page`` in the words of schema.org."""
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[page.kind],
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "publisher": PUBLISHER,
        "about": [{"@type": "DefinedTerm", "name": theme.name} for theme in page.themes.all()],
        "keywords": sorted(page.tags.names()),
    }
    region = {"@type": "AdministrativeArea", "name": page.lead_region.name}
    if page.kind == Kind.SESSION:
        return told | _event(page, region)
    told |= {"headline": page.title[:110], "spatialCoverage": region, "author": {**region, "@type": "Organization"}}
    # Days are enough: at which moment a page was published is nobody's business.
    moments = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    return told | {name: timezone.localdate(moment).isoformat() for name, moment in moments.items() if moment}


def _event(page: Any, region: dict[str, str]) -> dict[str, Any]:
    session = page.specific
    cancelled = session.state == SessionState.CANCELLED
    return {
        "startDate": session.starts_at.isoformat(),
        "endDate": session.ends_at.isoformat(),
        "eventStatus": "https://schema.org/EventCancelled" if cancelled else "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": region["name"]},
        "organizer": {**region, "@type": "Organization"},
    }


def as_script(told: dict[str, Any]) -> SafeString:
    """A block of data: no script to a browser, and to its content security policy neither."""
    return mark_safe(f'<script type="application/ld+json">{json.dumps(told).translate(HARMLESS)}</script>')
