"""Writing, keeping and sharing a case, through its pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from casestudies import actions
from casestudies.models import CaseStudyPage
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import make_case
from tests.factories.regions import CircleFactory

pytestmark = pytest.mark.once


def case_data(circle: Circle, region: Region, **fields: Any) -> dict[str, Any]:
    return {"circle": circle.pk, "region": region.pk, "title": "Wachten op hulp", **fields}


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


def test_a_draft_begins_with_what_is_needed_only(owner: Client, foodvalley: Region, table_circle: Circle) -> None:
    response = owner.post("/casussen/nieuw/", case_data(table_circle, foodvalley), follow=True)
    case = CaseStudyPage.objects.get()
    assert (case.live, case.audience_key, case.lead_region) == (False, table_circle.audience_key, foodvalley)
    assert response.redirect_chain == [(f"/casussen/{case.pk}/schrijven/situatie/", 302)]


def test_only_circles_of_ones_own_can_be_chosen(owner: Client, foodvalley: Region, table_circle: Circle) -> None:
    committee, strange = CircleFactory(kind="committee"), CircleFactory()
    for circle in (committee, strange):
        response = owner.post("/casussen/nieuw/", case_data(circle, foodvalley))
        assert response.context["form"].errors.keys() == {"circle"}


@pytest.mark.parametrize("kind", ["committee", "learning_table"])
def test_the_action_refuses_another_circle_too(kind: str, foodvalley: Region, case_owner: User) -> None:
    with pytest.raises(IllegalMove):
        make_case(region=foodvalley, circle=CircleFactory(kind=kind), owner=case_owner)


@pytest.mark.parametrize("key", ["public", "members"])
def test_no_revision_of_a_case_can_be_for_more_than_a_circle(case: CaseStudyPage, key: str) -> None:
    from django.core.exceptions import ValidationError

    case.audience_key = key
    with pytest.raises(ValidationError):
        case.save_revision()
    with pytest.raises(ValidationError):
        case.save()


def test_who_is_in_no_circle_writes_no_case(
    outsider: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    assert client_of(outsider).get("/casussen/nieuw/").status_code == 403
    assert visitor.get("/casussen/nieuw/").url.startswith("/account/login/")
    assert "/casussen/nieuw/" not in client_of(outsider).get("/casussen/").content.decode()


def test_a_draft_is_its_owners_alone(everyone: dict[str, Client], draft: CaseStudyPage) -> None:
    seen = {name for name, client in everyone.items() if client.get(f"/casussen/{draft.pk}/").status_code == 200}
    assert seen == {"case_owner"}
    for name, client in everyone.items():
        assert client.get(draft.url).status_code == 404, name
        listed = draft.title in client.get("/casussen/").content.decode()
        assert listed == (name == "case_owner")


def test_a_shared_case_is_read_in_its_circle_only(everyone: dict[str, Client], case: CaseStudyPage) -> None:
    readers = {"case_owner", "facilitator", "participant"}
    for name, client in everyone.items():
        assert client.get(case.url).status_code == (200 if name in readers else 404), name
        assert (case.title in client.get("/casussen/").content.decode()) == (name in readers), name


def test_sharing_publishes_once(owner: Client, draft: CaseStudyPage) -> None:
    assert "Leertafel Passende hulp" in owner.get(f"/casussen/{draft.pk}/delen/").content.decode()
    owner.post(f"/casussen/{draft.pk}/delen/")
    draft.refresh_from_db()
    assert draft.live
    with pytest.raises(IllegalMove):
        actions.share_case(draft, user=draft.owner)


def test_who_left_the_circle_cannot_share(draft: CaseStudyPage, case_owner: User) -> None:
    case_owner.memberships.update(status="ended")
    with pytest.raises(IllegalMove):
        actions.share_case(draft, user=case_owner)


def test_sharing_says_what_is_missing_and_where(owner: Client, foodvalley: Region, table_circle: Circle) -> None:
    owner.post("/casussen/nieuw/", case_data(table_circle, foodvalley))
    case = CaseStudyPage.objects.get()
    page = owner.get(f"/casussen/{case.pk}/delen/").content.decode()
    assert f"/casussen/{case.pk}/schrijven/situatie/" in page
    owner.post(f"/casussen/{case.pk}/delen/")
    case.refresh_from_db()
    assert not case.live
    with pytest.raises(actions.StillLacking):
        actions.share_case(case, user=case.owner)


def test_a_shared_case_stays_in_its_circle(case: CaseStudyPage, case_owner: User) -> None:
    other = CircleFactory()
    other.memberships.create(user=case_owner, role="participant")
    with pytest.raises(IllegalMove):
        actions.edit_case_part(case, part="start", circle=other, user=case_owner)


def test_an_older_revision_does_not_unlock(draft: CaseStudyPage, case_owner: User) -> None:
    before = draft.get_latest_revision()
    actions.lock_then(draft, user=case_owner)
    before.publish()
    assert CaseStudyPage.objects.get(pk=draft.pk).is_locked


# --- the admin ---------------------------------------------------------------------------------------


@pytest.fixture
def admin_form(case_owner: User, foodvalley: Region) -> Callable[[CaseStudyPage], Any]:
    """The page form of the admin, as the case owner gets it."""

    def form(case: CaseStudyPage) -> Any:
        panel = CaseStudyPage.get_edit_handler()
        return panel.get_form_class()(instance=case, for_user=case_owner, parent_page=case.get_parent())

    return form


def test_the_admin_offers_circles_only(
    admin_form: Callable[[CaseStudyPage], Any],
    draft: CaseStudyPage,
    case: CaseStudyPage,
    table_circle: Circle,
    case_owner: User,
) -> None:
    other = CircleFactory(name="Tweede kring")
    other.memberships.create(user=case_owner, role="participant")
    assert set(admin_form(draft).fields["circle"].queryset) == {table_circle, other}
    assert list(admin_form(case).fields["circle"].queryset) == [table_circle]


def test_the_admin_shows_no_draft_of_another(
    draft: CaseStudyPage, foodvalley: Region, admin: User, facilitator: User, client_of: Callable[[User], Client]
) -> None:
    facilitator.is_superuser = facilitator.is_staff = True
    facilitator.save()
    for user in (admin, facilitator):
        client = client_of(user)
        listing = client.get(f"/admin/pages/{Page.objects.get(pk=foodvalley.page.pk).pk}/").content.decode()
        assert draft.title not in listing
        answer = client.get(f"/admin/pages/{draft.pk}/edit/", follow=True)
        assert draft.title not in answer.content.decode()


def test_the_admin_keeps_a_case_that_people_reflected_on(
    case: CaseStudyPage,
    reflection_in: Callable[..., Any],
    facilitator: User,
    client_of: Callable[[User], Client],
) -> None:
    reflection_in()
    facilitator.is_superuser = facilitator.is_staff = True
    facilitator.save()
    for way in (f"/admin/pages/{case.pk}/delete/", f"/admin/bulk/wagtailcore/page/delete/?id={case.pk}"):
        assert client_of(facilitator).post(way).status_code == 302
    assert CaseStudyPage.objects.filter(pk=case.pk).exists()
