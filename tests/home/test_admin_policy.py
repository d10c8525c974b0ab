"""What a browser may load on the screens of Wagtail's admin, and what stands in its menu."""

from typing import Any
from zoneinfo import available_timezones

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home import rights
from home.models import HomePage
from regions.actions import add_member
from regions.states import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tree")]


def policy(client: Client, path: str) -> dict[str, str]:
    header = client.get(path)["Content-Security-Policy"]
    return dict(directive.strip().split(" ", 1) for directive in header.split(";"))


def test_the_admin_loads_nothing_from_elsewhere(admin: Any, client_of: Any) -> None:
    found = policy(client_of(admin), "/admin/")
    assert found.pop("script-src") == found.pop("style-src") == "'self' 'unsafe-inline'"
    assert found.pop("img-src") == "'self' data: blob:"
    assert (found.pop("default-src"), found.pop("object-src")) == ("'none'", "'none'")
    assert set(found.values()) == {"'self'"}
    assert {"frame-ancestors", "base-uri", "form-action", "connect-src"} <= set(found)


def test_the_site_itself_keeps_its_stricter_policy(admin: Any, client_of: Any) -> None:
    client = client_of(admin)
    assert policy(client, "/lessen/")["script-src"] == policy(client, "/administratie/")["script-src"] == "'self'"


def test_the_menu_names_each_vocabulary_and_has_no_drawer_for_the_rest(editor: Any, client_of: Any) -> None:
    circle = editor.circles.get()
    rights.give_national_rights(circle, home=HomePage.objects.get())
    circle.refresh_from_db()
    add_member(circle, member=editor, role=Role.EDITOR, user=None)
    menu = client_of(editor).get("/admin/").content.decode()
    assert "/admin/snippets/regions/partnership/" in menu
    assert '"url": "/admin/snippets/"' not in menu


def test_the_account_page_offers_zones_that_a_browser_knows(admin: Any, client_of: Any) -> None:
    page = BeautifulSoup(client_of(admin).get("/admin/account/").content.decode(), "html.parser")
    offered = [option["value"] for option in page.select("select[name$=current_time_zone] option")]
    assert offered[:2] == ["", "Europe/Amsterdam"] and "localtime" not in offered
    assert set(offered[1:]) <= available_timezones() and len(offered) < 10
