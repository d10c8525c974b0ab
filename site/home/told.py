"""What pages beside those of content say of themselves to programs: lists, themes, regions, plans, statements, the national
overview. Only of what everybody may read, and in the same words whoever reads; None for all else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from regions.audience import PUBLIC

from .models import HomePage, RegionIndexPage, RegionPage

LONGEST = 200
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
COUNTRY = {"@type": "Country", "name": "Nederland"}


@dataclass(frozen=True)
class Told:
    """``facts`` are what schema.org has beside name and description, its ``@type`` among them. ``language`` is the one it is in:
    what people wrote is Dutch, what the site says is in the reader's."""

    title: str
    description: str
    facts: dict[str, Any] = field(default_factory=dict)
    language: str = "nl"

    @property
    def locale(self) -> str:
        return LOCALES[self.language]

    def in_schema(self, address: str) -> dict[str, Any]:
        own = {"name": self.title, "description": self.description, "inLanguage": self.language}
        known = {"@context": "https://schema.org", "@type": "WebPage", "@id": address, "url": address}
        return known | own | {"isAccessibleForFree": True} | self.facts


def told_by(context: Any, request: HttpRequest) -> Told | None:
    """Of the page that is made with ``context``."""
    page = context.get("page")
    if isinstance(page, Page):
        return _of_page(page)
    match = request.resolver_match if "view" in context else None  # a page of an error has none
    teller = TELLERS.get(match.view_name) if match else None
    return teller(context) if teller else None


def short(text: Any) -> str:
    """A description for a link: one line, without marks."""
    return Truncator(" ".join(strip_tags(str(text)).split())).chars(LONGEST)


def area_of(region: Any) -> dict[str, Any]:
    within = {"@type": "AdministrativeArea", "name": region.province}
    return {
        "@type": "AdministrativeArea",
        "name": region.name,
        "identifier": region.cbs_code,
        "containedInPlace": within,
    }


def _reader() -> str:
    return "en" if get_language() == "en" else "nl"


def _of_page(page: Page) -> Told | None:
    if not page.live:
        return None
    if isinstance(page, RegionPage):
        said = page.introduction or _("What %(region)s learned, took up from others and works on.") % {
            "region": page.title
        }
        return Told(page.title, short(said), {"about": area_of(page.region)}, "nl" if page.introduction else _reader())
    if isinstance(page, RegionIndexPage):
        said = _("The forty-two youth regions and what each of them shares. In order of name: this is no ranking.")
        return _list(_("Regions"), said)
    if isinstance(page, HomePage):
        said = _("Leertafel: the youth regions of the Netherlands learn from each other.")
        search = {"@type": "EntryPoint", "urlTemplate": f"{settings.BASE_URL}/zoeken/?q={{search_term_string}}"}
        action = {"@type": "SearchAction", "target": search, "query-input": "required name=search_term_string"}
        return Told(settings.WAGTAIL_SITE_NAME, said, {"@type": "WebSite", "potentialAction": action}, _reader())
    return None


def _list(title: Any, said: Any) -> Told:
    """A list says what it is of, and nothing of what it holds: that differs by who reads it."""
    return Told(str(title), short(said), {"@type": "CollectionPage"}, _reader())


def _narrowed(context: Any) -> Told:
    return _list(context["title"], context["intro"])


def _themes(_context: Any) -> Told:
    said = _("What we know about each subject: lessons, cases and visitations, and who works on it.")
    return _list(_("Themes"), said)


def _statements(_context: Any) -> Told:
    said = _("What parties stand behind together, what each of them undertook, and what became of it.")
    return _list(_("Statements"), said)


def _partnerships(_context: Any) -> Told:
    said = _("Regions that organise something together because it is too large or too rare for one of them.")
    return _list(_("Partnerships"), said)


def _methods(_context: Any) -> Told:
    said = _("Ways to talk about a case, each with its phases and minutes. Choose by what you want to get out of it.")
    return _list(_("Methods"), said)


def _theme(context: Any) -> Told:
    theme = context["theme"]
    names = [name for name in (theme.name, theme.name_en) if name]
    about = {"@type": "DefinedTerm", "name": theme.name, "alternateName": names, "termCode": theme.slug}
    return Told(theme.name, short(theme.description or theme.what_we_know or theme.name), {"about": about})


def _statement(context: Any) -> Told | None:
    statement = context["statement"]
    if not statement.agreed_on:
        return None
    facts = {"@type": "DigitalDocument", "datePublished": statement.agreed_on.isoformat()}
    return Told(statement.title, short(statement.summary or statement.text), facts)


def _partnership(context: Any) -> Told:
    partnership = context["partnership"]
    areas = [{"@type": "AdministrativeArea", "name": region.name} for region in partnership.regions.all()]
    about = {"@type": "Organization", "name": partnership.name, "areaServed": areas}
    return Told(partnership.name, short(partnership.purpose or partnership.name), {"about": about})


def _plan(context: Any) -> Told | None:
    """The version that was approved, of a plan that is open to everybody."""
    shown, region = context.get("shown"), context["region"]
    if shown is None or shown.version is None or shown.plan.audience_key != PUBLIC:
        return None
    said, approved = shown.content, shown.version.approved_on
    facts = {
        "@type": "DigitalDocument",
        "spatialCoverage": area_of(region),
        "temporalCoverage": f"{said['from_year']}/{said['until_year']}",
        "datePublished": approved.isoformat(),
        "version": shown.version.number,
    }
    described = " ".join(part["text"] for part in said["parts"]) or said["title"]
    return Told(said["title"], short(described), facts)


def _national(_context: Any) -> Told:
    said = _(
        "What the forty-two regions tell, over what you may see. In order of name: it is no ranking, and that little is told"
        " does not mean that little is done."
    )
    return Told(_("State of affairs"), short(said), {"@type": "Dataset", "spatialCoverage": COUNTRY}, _reader())


def _method(context: Any) -> Told:
    method = context["method"]
    return Told(method.name, short(method.purpose), {"@type": "LearningResource", "teaches": method.purpose})


LISTS = (
    "lessons:list",
    "casestudies:list",
    "learningtables:list",
    "learningtables:sessions",
    "visitations:list",
)
TELLERS: dict[str, Callable[[Any], Told | None]] = {
    **dict.fromkeys(LISTS, _narrowed),
    "themes:list": _themes,
    "themes:theme": _theme,
    "regions:statements": _statements,
    "regions:statement": _statement,
    "regions:current_plan": _plan,
    "regions:plan": _plan,
    "home:partnerships": _partnerships,
    "home:partnership": _partnership,
    "home:national": _national,
    "learningtables:methods": _methods,
    "learningtables:method": _method,
}
