"""A coordinator edits the own region's pages in the admin and nobody else's; national editors edit them all."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from home import rights
from home.models import HomePage
from learningtables.models import Method
from lessons.models import Theme
from regions.actions import add_member, set_membership_status
from regions.states import MembershipStatus, Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def zeeland_coordinator(zeeland: Any, coordinator: Any) -> Any:
    rights.give_region_rights(zeeland.page)
    zeeland.circle.refresh_from_db()
    add_member(zeeland.circle, member=coordinator, role=Role.COORDINATOR, user=None)
    return coordinator


@pytest.fixture
def national_editor(editor: Any, tree: Any) -> Any:
    circle = editor.circles.get()
    rights.give_national_rights(circle, home=HomePage.objects.get())
    circle.refresh_from_db()
    add_member(circle, member=editor, role=Role.EDITOR, user=None)
    return editor


def edit_address(region: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[region.page.pk])


def test_a_coordinator_edits_the_own_regions_page(zeeland_coordinator: Any, zeeland: Any, client_of: Any) -> None:
    assert client_of(zeeland_coordinator).get(edit_address(zeeland)).status_code == 200


def test_a_coordinator_does_not_edit_anothers_page(zeeland_coordinator: Any, twente: Any, client_of: Any) -> None:
    client = client_of(zeeland_coordinator)
    assert client.get(edit_address(twente)).status_code == 302
    client.post(edit_address(twente), {"title": "Van Zeeland", "slug": "twente"})
    twente.page.refresh_from_db()
    assert twente.page.title == "Twente"


def test_a_coordinator_adds_nothing_below_anothers_page(zeeland_coordinator: Any, twente: Any, client_of: Any) -> None:
    address = reverse("wagtailadmin_pages:add", args=["lessons", "lessonpage", twente.page.pk])
    assert client_of(zeeland_coordinator).get(address).status_code == 302


def test_an_ordinary_member_of_a_region_does_not_enter_the_admin(zeeland: Any, outsider: Any, client_of: Any) -> None:
    rights.give_region_rights(zeeland.page)
    zeeland.circle.refresh_from_db()
    add_member(zeeland.circle, member=outsider, role=Role.MEMBER, user=None)
    assert client_of(outsider).get("/admin/", follow=True).status_code == 403


def test_a_visitor_comes_in_by_the_sites_own_sign_in(visitor: Any, tree: Any) -> None:
    chain = visitor.get("/admin/", follow=True).redirect_chain
    assert unquote(chain[-1][0]) == "/account/login/?next=/admin/"


def test_who_leaves_the_circle_loses_the_rights(zeeland_coordinator: Any, zeeland: Any, client_of: Any) -> None:
    membership = zeeland.circle.memberships.get(user=zeeland_coordinator)
    set_membership_status(membership, status=MembershipStatus.ENDED, user=None)
    assert client_of(zeeland_coordinator).get(edit_address(zeeland), follow=True).status_code == 403


def test_a_national_editor_edits_every_region(national_editor: Any, twente: Any, zeeland: Any, client_of: Any) -> None:
    client = client_of(national_editor)
    assert [client.get(edit_address(region)).status_code for region in (twente, zeeland)] == [200, 200]


def test_a_national_editor_curates_the_vocabularies(national_editor: Any) -> None:
    for model in (Theme, Method):
        assert national_editor.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}")


def test_giving_rights_twice_changes_nothing(zeeland: Any) -> None:
    first = rights.give_region_rights(zeeland.page)
    before = first.page_permissions.count()
    assert rights.give_region_rights(zeeland.page) == first
    assert (first.page_permissions.count(), Group.objects.filter(name=first.name).count()) == (before, 1)
