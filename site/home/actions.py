"""Laying the site: the page tree, the regions in it, and the vocabulary it starts with. All can be run again."""

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from lessons.models import Theme
from regions.actions import found_circle
from regions.audit import record
from regions.models import Circle, Municipality, Region, RegionMunicipality, User
from regions.states import CircleKind

from . import rights, sources
from .models import HomePage, RegionIndexPage, RegionPage, StandardPage

NATIONAL_CIRCLE = "Landelijke redactie"
SUPPORT_CIRCLE = "Landelijke steunstructuur"
# Each page's title, in Dutch and in English.
STANDARD_PAGES = {
    "over-leertafel": ("Over Leertafel", "About Leertafel"),
    "privacy": ("Privacy", "Privacy"),
    "toegankelijkheid": ("Toegankelijkheid", "Accessibility"),
}
PAGE_TEXTS = Path(__file__).parent / "pages"


@transaction.atomic
def lay_site() -> HomePage:
    """Everything a site starts with."""
    home = lay_tree()
    found_national_circle(home)
    found_support_circle()
    lay_themes()
    lay_regions()
    return home


@transaction.atomic
def lay_tree() -> HomePage:
    """The site's root, the index of regions and the plain pages, in place of the page that Wagtail starts with."""
    home = HomePage.objects.first() or _lay_home()
    if not RegionIndexPage.objects.exists():
        home.add_child(instance=RegionIndexPage(title="Regio's", slug="regios", show_in_menus=True))
    for slug, (title, title_en) in STANDARD_PAGES.items():
        if not StandardPage.objects.child_of(home).filter(slug=slug).exists():
            body, body_en = _text(slug), _text(f"{slug}.en")
            home.add_child(instance=StandardPage(title=title, slug=slug, body=body, title_en=title_en, body_en=body_en))
    return home


def _text(name: str) -> str:
    return (PAGE_TEXTS / f"{name}.html").read_text(encoding="utf-8")


def _lay_home() -> HomePage:
    home = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Leertafel", slug="leertafel", introduction=_text("home"))
    )
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "root_page": home,
            "hostname": address.hostname or "localhost",
            "port": port,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    for welcome in Page.objects.filter(depth=2, slug="home", content_type__model="page"):
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


@transaction.atomic
def found_national_circle(home: HomePage) -> Circle:
    """The national editors: they edit all pages and curate the vocabularies."""
    circle = Circle.objects.filter(kind=CircleKind.NATIONAL, name=NATIONAL_CIRCLE).first() or found_circle(
        kind=CircleKind.NATIONAL, name=NATIONAL_CIRCLE, user=None
    )
    rights.give_national_rights(circle, home=home)
    return circle


@transaction.atomic
def found_support_circle() -> Circle:
    """The advisers to whom a region can turn that cannot go on alone."""
    circle = Circle.objects.filter(kind=CircleKind.SUPPORT).first()
    return circle or found_circle(kind=CircleKind.SUPPORT, name=SUPPORT_CIRCLE, user=None)


@transaction.atomic
def lay_regions() -> None:
    """Each youth region of `sources` with its circle, its municipalities, its page and its editors' rights."""
    index = RegionIndexPage.objects.get()
    regions = {fields["cbs_code"]: _lay_region(fields) for fields in sources.regions()}
    for region in regions.values():
        page = RegionPage.objects.filter(region=region).first() or index.add_child(
            instance=RegionPage(title=region.name, slug=region.slug, region=region)
        )
        rights.give_region_rights(page)
    _lay_municipalities(regions)


def _lay_region(fields: dict) -> Region:
    region, _created = Region.objects.get_or_create(cbs_code=fields["cbs_code"], defaults=fields)
    if region.circle is None:
        region.circle = found_circle(kind=CircleKind.REGION, name=region.name, user=None)
        region.save(update_fields=["circle"])
    return region


def _lay_municipalities(regions: dict[str, Region]) -> None:
    """A municipality stays as it is called, and where it is, now."""
    rows = list(sources.municipalities())
    Municipality.objects.bulk_create([Municipality(**row.fields) for row in rows], ignore_conflicts=True)
    homeless = {m.cbs_code: m for m in Municipality.objects.filter(region_links=None)}
    RegionMunicipality.objects.bulk_create(
        RegionMunicipality(region=regions[row.region], municipality=homeless[row.cbs_code], note=row.note)
        for row in rows
        if row.cbs_code in homeless
    )


@transaction.atomic
def lay_themes() -> None:
    """The themes a site starts with; what editors made of them since is left alone."""
    for main in _themes():
        subs = main.pop("sub")
        parent, _created = Theme.objects.get_or_create(slug=main["slug"], defaults=main)
        for sub in subs:
            Theme.objects.get_or_create(slug=sub["slug"], defaults={**sub, "parent": parent})


def _themes() -> list[dict]:
    path = settings.ROOT / "lessons" / "data" / "themes.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))["theme"]


@transaction.atomic
def change_profile(person: User, *, user: User, **fields: str) -> User:
    """``fields`` are those of `ProfileForm`."""
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(fields))
    record(person, "home.change_profile", user=user)
    return person
