"""The clock of a visitation: templates that an editor adapts, public dates, and why a date was moved."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from regions.models import Region, User
from regions.states import IllegalMove
from tests.factories import visitations as made
from visitations import actions
from visitations.forms.trajectory import PREFIX
from visitations.models import MovedTerm, TermTemplate, VisitationPage
from visitations.states import STAGE_MOVERS, STAGE_MOVES, TERM_DAYS, Stage

pytestmark = pytest.mark.once

START = datetime.date(2026, 3, 2)


def days_later(number: int) -> datetime.date:
    return START + datetime.timedelta(days=number)


@pytest.fixture
def clocks(db: None) -> dict[str, TermTemplate]:
    call_command("seed_frameworks", verbosity=0)
    return {clock.slug: clock for clock in TermTemplate.objects.all()}


def test_the_tables_of_stages_name_every_stage() -> None:
    assert list(STAGE_MOVERS) == list(STAGE_MOVES) == list(TERM_DAYS) == list(Stage)


def test_three_clocks_are_laid_once_and_left_as_editors_leave_them(clocks: dict[str, TermTemplate]) -> None:
    keeps = {
        "collegiale-toets": [("visit", 119), ("published", 209), ("review", 424), ("closed", 484)],
        "kort-bezoek": [("final", 42)],
        "lange-cyclus": [("published", 426)],
    }
    assert set(clocks) == set(keeps)
    for slug, some in keeps.items():
        rows = list(clocks[slug].stages.values_list("stage", "days"))
        assert [stage for stage, _days in rows] == list(Stage)
        assert [day for _stage, day in rows] == sorted(day for _stage, day in rows)
        assert [row for row in rows if row in some] == some
    clocks["kort-bezoek"].stages.filter(stage="final").update(days=45)
    call_command("seed_frameworks", verbosity=0)
    assert clocks["kort-bezoek"].stages.get(stage="final").days == 45


def test_a_stage_that_an_editor_left_out_ends_with_the_one_before(clocks: dict[str, TermTemplate]) -> None:
    clocks["kort-bezoek"].stages.filter(stage__in=["documents", "visit"]).delete()
    dates = TermTemplate.objects.get(slug="kort-bezoek").dates_from(START)
    assert (dates["documents"], dates["visit"]) == (days_later(20), days_later(22))
    assert list(dates) == list(Stage)


def test_an_editor_finds_the_clocks_in_the_admin(clocks: dict[str, TermTemplate], admin: User, client_of: Any) -> None:
    clock = clocks["kort-bezoek"]
    client = client_of(admin)
    listing = client.get(reverse("wagtailsnippets_visitations_termtemplate:list"))
    edit = client.get(reverse("wagtailsnippets_visitations_termtemplate:edit", args=[clock.pk]))
    assert (listing.status_code, edit.status_code) == (200, 200)
    assert clock.name in listing.content.decode()


@pytest.mark.parametrize(("last_day_of_visit", "saved"), [(26, True), (10, False)])
def test_the_days_of_a_clock_follow_the_order_of_the_stages(
    last_day_of_visit: int, saved: bool, clocks: dict[str, TermTemplate], admin: User, client_of: Any
) -> None:
    clock = clocks["kort-bezoek"]
    rows = [
        {"id": row.pk, "stage": row.stage, "days": last_day_of_visit if row.stage == "visit" else row.days, "ORDER": at}
        for at, row in enumerate(clock.stages.all(), start=1)
    ]
    typed = {
        "name": clock.name,
        "slug": clock.slug,
        "description": "Anders",
        "source": "",
        "stages": inline_formset(rows),
    }
    path = reverse("wagtailsnippets_visitations_termtemplate:edit", args=[clock.pk])
    answer = client_of(admin).post(path, {**nested_form_data(typed), "stages-INITIAL_FORMS": len(rows)})
    clock.refresh_from_db()
    assert (answer.status_code, clock.description == "Anders") == (302 if saved else 200, saved)
    assert clock.stages.get(stage="visit").days == (26 if saved else 25)


@pytest.fixture
def filled_in(twente: Region, people: made.People, clocks: dict[str, TermTemplate]) -> dict[str, Any]:
    return {
        "region": twente.pk,
        "title": "Visitatie Twente",
        "question": "Hoe gaat het?",
        "framework": made.FrameworkFactory().pk,
        "chair": people.chair.pk,
        "host": people.host.pk,
        "audience_key": "public",
        "starts_on": START,
        "clock": clocks["kort-bezoek"].pk,
    }


def test_a_clock_shows_its_dates_before_anything_starts(
    people: made.People, client_of: Any, filled_in: dict[str, Any]
) -> None:
    client = client_of(people.editor)
    page = client.post(reverse("visitations:start"), {**filled_in, "show_dates": "1"})
    form = page.context["form"]
    assert (form[PREFIX + "final"].value(), form["title"].value()) == (days_later(42), "Visitatie Twente")
    assert not VisitationPage.objects.exists()
    without_day = client.post(reverse("visitations:start"), {**filled_in, "starts_on": "", "show_dates": "1"})
    assert without_day.context["form"]["question"].value() == "Hoe gaat het?"
    assert without_day.context["form"][PREFIX + "final"].value() in ("", None)


def test_a_visitation_starts_by_the_chosen_clock_and_own_dates_go_before_it(
    people: made.People, client_of: Any, filled_in: dict[str, Any]
) -> None:
    client = client_of(people.editor)
    sent = client.post(reverse("visitations:start"), {**filled_in, PREFIX + "closed": days_later(400)})
    assert sent.status_code == 302
    due = dict(VisitationPage.objects.get().terms.values_list("stage", "due_on"))
    assert (due["visit"], due["final"], due["closed"]) == (days_later(25), days_later(42), days_later(400))


def standing_dates(visitation: VisitationPage) -> dict[str, Any]:
    return {PREFIX + term.stage: term.due_on for term in visitation.terms.all()}


def test_a_date_that_moves_says_why_to_everybody(
    visitation_at: Any, people: made.People, client_of: Any, visitor: Client
) -> None:
    visitation = visitation_at(Stage.SCOPE, starts_on=START)
    path, dates = reverse("visitations:terms", args=[visitation.pk]), standing_dates(visitation)
    client = client_of(people.editor)
    later = {PREFIX + "closed": days_later(600), PREFIX + "review": days_later(590)}
    refused = client.post(path, {**dates, **later, "reason": "  "})
    assert list(refused.context["form"].errors) == ["reason"]
    assert refused.context["form"][PREFIX + "closed"].value() == str(days_later(600))
    assert not MovedTerm.objects.exists()
    assert client.post(path, {**dates, **later, "reason": "De wethouder treedt af."}).status_code == 302
    assert list(MovedTerm.objects.values_list("term__stage", "was", "now", "reason")) == [
        ("review", days_later(507), days_later(590), "De wethouder treedt af."),
        ("closed", days_later(535), days_later(600), "De wethouder treedt af."),
    ]
    public = visitor.get(visitation.get_url(), headers={"accept-language": "en"}).content.decode()
    assert f"moved from {days_later(535):%-d %B %Y} to {days_later(600):%-d %B %Y}" in public
    assert public.count("De wethouder treedt af.") == 2
    assert str(people.editor) not in public


def test_a_date_that_another_moved_meanwhile_is_not_moved_back(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation = visitation_at(Stage.SCOPE, starts_on=START)
    path, client = reverse("visitations:terms", args=[visitation.pk]), client_of(people.editor)
    seen = standing_dates(visitation)
    stale = seen | {f"initial-{name}": day for name, day in seen.items()}
    assert 'name="initial-term_review"' in client.get(path).content.decode()
    client.post(path, {**stale, PREFIX + "review": days_later(520), "reason": "Vakantie."})
    client.post(path, {**stale, PREFIX + "closed": days_later(600), "reason": "De wethouder treedt af."})
    assert visitation.terms.get(stage="review").due_on == days_later(520)
    assert visitation.terms.get(stage="closed").due_on == days_later(600)


def test_nothing_moved_asks_for_no_reason(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.SCOPE)
    path = reverse("visitations:terms", args=[visitation.pk])
    assert client_of(people.editor).post(path, standing_dates(visitation)).status_code == 302
    assert not MovedTerm.objects.exists()


def test_a_promised_term_becomes_only_later_whatever_the_reason(visitation_at: Any, people: made.People) -> None:
    visitation = visitation_at(Stage.SCOPE, starts_on=START)
    for stage in (Stage.FACT_CHECK, Stage.RESPONSE):
        sooner = visitation.terms.get(stage=stage).due_on - datetime.timedelta(days=1)
        with pytest.raises(IllegalMove):
            actions.set_terms(visitation, terms={stage: sooner}, reason="Wij zijn klaar.", user=people.editor)
    assert not MovedTerm.objects.exists()


def test_what_is_still_missing_is_a_list_on_the_screens(
    visitation_at: Any, people: made.People, client_of: Any
) -> None:
    visitation = visitation_at(Stage.DRAFT)
    visitation.findings.all().delete()
    chair, english = client_of(people.chair), {"accept-language": "en"}
    move = reverse("visitations:move", args=[visitation.pk, Stage.FACT_CHECK])
    workspace = reverse("visitations:workspace", args=[visitation.pk])
    for path in (move, workspace):
        page = chair.get(path, headers=english)
        text = page.content.decode()
        assert "There is no finding yet for the visited party to check." in page.context["ahead"].missing
        assert "There is no finding yet for the visited party to check." in text
        assert "chair and secretary of the committee" in text
    assert chair.post(move).status_code == 200  # refused
    # Who follows the visit as an observer does not hear what the committee still has to do.
    assert client_of(people.observer).get(workspace).context["ahead"] is None
