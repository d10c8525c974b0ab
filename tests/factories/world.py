"""Where every test begins: the page tree, a region in it, a person in a circle, and that person signed in."""

from http.cookies import SimpleCookie
from typing import Any

from django.test import Client
from wagtail.models import Page, Site

from home.models import HomePage, RegionIndexPage, RegionPage
from regions.models import Circle, Region, User
from tests.factories.regions import MembershipFactory, RegionFactory, person
from tests.laying import laid


@laid
def lay_tree() -> RegionIndexPage:
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Leertafel", slug="leertafel"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Leertafel"}
    )
    return home.add_child(instance=RegionIndexPage(title="Regio's", slug="regios"))


@laid
def lay_region(tree: RegionIndexPage, name: str, slug: str, **fields: Any) -> Region:
    region = RegionFactory(name=name, slug=slug, **fields)
    tree.refresh_from_db()
    tree.add_child(instance=RegionPage(title=name, slug=slug, region=region))
    return region


@laid
def lay_person(name: str, circle: Circle | None, role: str, **fields: Any) -> User:
    user = person(name, **fields)
    if circle is not None:
        MembershipFactory(circle=circle, user=user, role=role)
    return user


@laid
def sign_in(user: User) -> SimpleCookie:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies
