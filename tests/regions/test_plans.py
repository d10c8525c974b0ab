"""The regional plan of action: the region writes it together, a body approves it, and others read what was approved."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from regions.actions import plans as actions
from regions.models import PlanPart, Region, RegionalPlan, User
from regions.states import IllegalMove, PlanStatus, Role
from tests.factories.plans import approve, make_plan
from tests.factories.regions import MembershipFactory

ClientOf = Callable[[User], Client]


@pytest.fixture
def writer(participant: User, foodvalley: Region) -> User:
    """In the region's circle, without leading it."""
    MembershipFactory(circle=foodvalley.circle, user=participant, role=Role.MEMBER)
    return participant


@pytest.fixture
def plan(foodvalley: Region, foodvalley_coordinator: User) -> RegionalPlan:
    return make_plan(foodvalley, user=foodvalley_coordinator)


def url_of(name: str, plan: RegionalPlan, *args: int) -> str:
    return reverse(f"regions:{name}", args=[plan.region.slug, plan.pk, *args])


def doors(plan: RegionalPlan) -> list[str]:
    """Every address at which something of a plan can be read."""
    part = plan.parts.earliest("pk")
    names = ("plan", "plan_desk", "plan_versions", "change_plan", "plan_part_new", "add_plan_writer", "approve_plan")
    more = [url_of(name, plan) for name in (*names, "keep_plan_version", "move_plan", "plan_audience")]
    parts = [url_of(name, plan, part.pk) for name in ("plan_part", "remove_plan_part")]
    versions = [url_of("plan_version", plan, version.number) for version in plan.versions.all()]
    return [*more, *parts, *versions, "/regios/food-valley/plan/", "/regios/food-valley/", "/regios/", "/"]


def post(client: Client, url: str, **data: object) -> int:
    return client.post(url, data).status_code


@pytest.mark.parametrize("who", ["visitor", "outsider", "coordinator", "host", "editor", "admin", "participant"])
def test_a_draft_is_served_to_nobody_outside_the_region(
    request: pytest.FixtureRequest, who: str, plan: RegionalPlan, client_of: ClientOf, foodvalley_coordinator: User
) -> None:
    actions.keep_plan_version(plan, what_changed="Geheime kladversie", user=foodvalley_coordinator)
    someone = request.getfixturevalue(who)
    client = someone if isinstance(someone, Client) else client_of(someone)
    for door in [*doors(plan), "/zoeken/?q=passend", "/api/regions/food-valley/plan/"]:
        shown = client.get(door, follow=True).content.decode()
        for text in (plan.title, "Zo doen wij het", "jongerenraad las", "Geheime kladversie"):
            assert text not in shown, door


def test_who_reads_an_approved_plan_gets_that_version_and_not_what_is_written_since(
    plan: RegionalPlan, foodvalley_coordinator: User, writer: User, visitor: Client, client_of: ClientOf
) -> None:
    plan = approve(plan, user=foodvalley_coordinator)
    actions.move_plan(plan, to=PlanStatus.DRAFT, user=foodvalley_coordinator)
    part = plan.parts.earliest("pk")
    inside = client_of(writer)
    data = {"heading": "Andere kop", "text": "Nog niet besproken.", "version": ""}
    assert post(inside, url_of("plan_part", plan, part.pk), **data) == 409
    actions.change_plan(
        plan, title="Nieuwe titel", from_year=2026, until_year=2029, clients_included="x", version=None, user=writer
    )
    page = inside.get(url_of("plan_part", plan, part.pk))
    version = page.context["form"].initial["version"]
    assert post(inside, url_of("plan_part", plan, part.pk), **{**data, "version": version}) == 302
    for door in ("/regios/food-valley/plan/", url_of("plan", plan), "/api/regions/food-valley/plan/"):
        shown = visitor.get(door).content.decode()
        assert "Samen sneller passend" in shown
        assert "Het bestuurlijk overleg" in shown
        for text in ("Andere kop", "Nog niet besproken", "Nieuwe titel", "2029"):
            assert text not in shown
    assert "Nog niet besproken" in inside.get(url_of("plan", plan)).content.decode()
    for name in ("plan_versions", "plan_desk"):
        assert client_of(foodvalley_coordinator).get(url_of(name, plan)).status_code == 200
        assert visitor.get(url_of(name, plan)).status_code == 302


@pytest.mark.parametrize(
    ("audience", "visitor_reads", "outsider_reads"), [("public", 200, 200), ("members", 404, 200), ("circle", 404, 404)]
)
def test_the_audience_says_who_reads_what_was_approved(
    audience: str,
    visitor_reads: int,
    outsider_reads: int,
    plan: RegionalPlan,
    foodvalley_coordinator: User,
    outsider: User,
    visitor: Client,
    client_of: ClientOf,
) -> None:
    approve(plan, user=foodvalley_coordinator)
    key = plan.region.circle.audience_key if audience == "circle" else audience
    leads = client_of(foodvalley_coordinator)
    assert post(leads, url_of("plan_audience", plan), audience_key=key) == 302
    assert visitor.get(url_of("plan", plan)).status_code == visitor_reads
    assert client_of(outsider).get(url_of("plan", plan)).status_code == outsider_reads
    assert (plan.title in visitor.get("/regios/food-valley/plan/").content.decode()) is (visitor_reads == 200)
    assert post(leads, url_of("plan_audience", plan), audience_key="circle:999999") == 200


def test_members_write_and_only_coordinators_say_where_it_stands(
    plan: RegionalPlan, writer: User, coordinator: User, editor: User, client_of: ClientOf, foodvalley_coordinator: User
) -> None:
    approve(plan, user=foodvalley_coordinator)
    for outside in (coordinator, editor):
        assert client_of(outside).get(url_of("plan_desk", plan)).status_code == 403
        assert post(client_of(outside), url_of("move_plan", plan), to="draft") == 403
    member = client_of(writer)
    assert member.get(url_of("plan_desk", plan)).status_code == 200
    for name in ("move_plan", "approve_plan", "plan_audience"):
        assert post(member, url_of(name, plan)) == 403
    assert post(client_of(foodvalley_coordinator), url_of("move_plan", plan), to="draft", what_changed="") == 302
    plan.refresh_from_db()
    assert plan.status == PlanStatus.DRAFT
    assert ModelLogEntry.objects.filter(action="regions.move_plan", object_id=str(plan.pk)).count() == 3


def test_a_plan_begins_with_headings_and_is_not_approved_before_it_says_how_clients_were_included(
    foodvalley: Region, foodvalley_coordinator: User, client_of: ClientOf
) -> None:
    leads = client_of(foodvalley_coordinator)
    begun = {"title": "Plan 2027", "from_year": 2027, "until_year": 2026}
    refused = leads.post("/regios/food-valley/plan/nieuw/", begun)
    assert refused.context["form"]["title"].value() == "Plan 2027"
    leads.post("/regios/food-valley/plan/nieuw/", begun | {"until_year": 2030})
    plan = RegionalPlan.objects.get()
    assert plan.parts.count() == 5
    for part in plan.parts.all():
        part.text = "Tekst"
        part.save()
    assert post(leads, url_of("add_plan_writer", plan), name="Ouderraad", perspective="parent") == 302
    assert post(leads, url_of("add_plan_writer", plan), name="Ouderraad", perspective="parent") == 302
    assert [str(one) for one in plan.writers.all()] == ["Ouderraad"]
    actions.move_plan(plan, to=PlanStatus.CONSULTATION, user=foodvalley_coordinator)
    approving = leads.get(url_of("approve_plan", plan)).context["form"].initial
    sent = {"approved_by": "Bestuurlijk overleg", "approved_on": "2025-03-01", "version": approving["version"]}
    refused = leads.post(url_of("approve_plan", plan), sent)
    assert refused.context["form"]["approved_by"].value() == "Bestuurlijk overleg"
    plan.refresh_from_db()
    assert plan.status == PlanStatus.CONSULTATION
    actions.change_plan(
        plan,
        title=plan.title,
        from_year=2027,
        until_year=2030,
        clients_included="Niet: de raad was nog niet benoemd.",
        version=None,
        user=foodvalley_coordinator,
    )
    assert post(leads, url_of("approve_plan", plan), **sent) == 409, "the text changed since it was looked at"
    again = leads.get(url_of("approve_plan", plan)).context["form"].initial["version"]
    assert post(leads, url_of("approve_plan", plan), **{**sent, "version": again, "approved_on": "2999-01-01"}) == 200
    assert post(leads, url_of("approve_plan", plan), **{**sent, "version": again}) == 302
    plan.refresh_from_db()
    assert plan.status == PlanStatus.APPROVED
    assert plan.versions.get(approved_on__isnull=False).approved_on == datetime.date(2025, 3, 1)


def test_the_next_plan_takes_the_place_of_the_one_before(
    plan: RegionalPlan, foodvalley: Region, foodvalley_coordinator: User, visitor: Client, twente: Region, host: User
) -> None:
    approve(plan, user=foodvalley_coordinator)
    following = make_plan(foodvalley, user=foodvalley_coordinator, title="Het tweede plan", years=(2026, 2029))
    elsewhere = approve(make_plan(twente, user=host), user=host)
    with pytest.raises(IllegalMove):
        approve(following, user=foodvalley_coordinator, replaces=[elsewhere])
    day = datetime.date(2026, 1, 1)
    given = {"approved_by": "De portefeuillehouders", "approved_on": day, "what_changed": "", "replaces": [plan]}
    actions.approve_plan(following, user=foodvalley_coordinator, **given)
    plan.refresh_from_db()
    assert (plan.status, plan.replaced_by) == (PlanStatus.REPLACED, following)
    assert "Het tweede plan" in visitor.get("/regios/food-valley/plan/").content.decode()
    earlier = visitor.get(url_of("plan", plan)).content.decode()
    assert url_of("plan", following) in earlier
    with pytest.raises(IllegalMove):
        actions.move_plan(plan, to=PlanStatus.DRAFT, user=foodvalley_coordinator)


@pytest.mark.once
def test_no_text_of_a_plan_leads_to_a_person_and_nothing_typed_is_lost(
    plan: RegionalPlan, writer: User, client_of: ClientOf
) -> None:
    member, part = client_of(writer), plan.parts.earliest("pk")
    named = "Bel mevrouw De Vries op 06-12345678, BSN 111222333."
    version = member.get(url_of("plan_part", plan, part.pk)).context["form"].initial["version"]
    refused = member.post(url_of("plan_part", plan, part.pk), {"heading": "Hulp", "text": named, "version": version})
    assert refused.context["form"]["text"].value() == named
    assert refused.context["form"].non_field_errors()
    assert not PlanPart.objects.filter(text__contains="06-12345678").exists()
    assert post(member, url_of("add_plan_writer", plan), name=named, perspective="parent") == 200
    assert post(member, url_of("keep_plan_version", plan), what_changed=named) == 200


def test_reading_a_plan_costs_as_much_with_many_parts_and_plans(
    plan: RegionalPlan,
    foodvalley: Region,
    foodvalley_coordinator: User,
    visitor: Client,
    queries_of: Callable[[Client, str], int],
) -> None:
    approve(plan, user=foodvalley_coordinator)
    before = queries_of(visitor, "/regios/food-valley/plan/")
    for number in range(3):
        approve(
            make_plan(foodvalley, user=foodvalley_coordinator, title=f"Plan {number}", years=(2020, 2021)),
            user=foodvalley_coordinator,
        )
    assert queries_of(visitor, "/regios/food-valley/plan/") == before


def test_a_draft_is_deleted_by_a_coordinator_who_looked_at_what_goes_and_an_approved_plan_by_nobody(
    plan: RegionalPlan, client_of: ClientOf, writer: User, outsider: User, foodvalley_coordinator: User
) -> None:
    actions.keep_plan_version(plan, what_changed="Eerste klad", user=writer)
    door, client = url_of("delete_plan", plan), client_of(foodvalley_coordinator)
    assert [client_of(who).get(door).status_code for who in (writer, outsider)] == [403, 404]
    assert door in client.get(url_of("plan_desk", plan)).content.decode()
    assert door not in client_of(writer).get(url_of("plan_desk", plan)).content.decode()
    page = client.get(door)
    seen = page.context["form"]["version"].value()
    part = plan.parts.earliest("pk")
    assert part.heading in page.content.decode()
    PlanPart.objects.filter(pk=part.pk).update(text="Nog gauw iets bedacht.")
    assert post(client, door, version=seen) == 409 and RegionalPlan.objects.exists(), "somebody wrote in it meanwhile"
    assert post(client, door, version=client.get(door).context["form"]["version"].value()) == 302
    assert not RegionalPlan.objects.exists() and not PlanPart.objects.exists()
    entry = ModelLogEntry.objects.get(action="regions.delete_plan")
    assert (entry.user, entry.data) == (foodvalley_coordinator, {"region": plan.region_id})
    assert plan.title not in entry.label
    assert post(client, door, version=seen) == 404

    kept = make_plan(plan.region, user=foodvalley_coordinator)
    approve(kept, user=foodvalley_coordinator)
    door = url_of("delete_plan", kept)
    assert door not in client.get(url_of("plan_desk", kept)).content.decode()
    page = client.post(door, {"version": client.get(door).context["form"]["version"].value()})
    assert page.status_code == 200 and page.context["form"].non_field_errors() and kept.versions.exists()
