"""In the administration nothing is deleted that others built on, and it says why."""

from typing import Any

import pytest
from django.test import Client

from lessons.models import LessonPage, Theme, Uptake
from lessons.states import UptakeStatus
from regions.models import Organisation, PlanWriter
from tests.factories.lessons import LessonFactory, ThemeFactory, UptakeFactory
from tests.factories.plans import make_plan

pytestmark = pytest.mark.once


@pytest.fixture
def administrator(client_of: Any, admin: Any, foodvalley: Any) -> Client:
    client: Client = client_of(admin)
    return client


def sent(client: Client, address: str) -> str:
    page = client.post(address, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def test_a_lesson_of_which_regions_spoke_stays(administrator: Client, foodvalley: Any, twente: Any) -> None:
    lesson = LessonFactory(region=foodvalley)
    UptakeFactory(lesson=lesson, region=twente, status=UptakeStatus.TRYING)
    for address in (
        f"/admin/pages/{lesson.pk}/delete/",
        f"/admin/pages/{foodvalley.page.pk}/delete/",
        f"/admin/bulk/wagtailcore/page/delete/?id={lesson.pk}",
    ):
        assert "vertelden wat ze met deze les doen" in sent(administrator, address), address
    assert Uptake.objects.filter(lesson=lesson).exists()


def test_a_lesson_of_which_nobody_spoke_can_go(administrator: Client, foodvalley: Any) -> None:
    lesson = LessonFactory(region=foodvalley)
    sent(administrator, f"/admin/pages/{lesson.pk}/delete/")
    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


def test_an_organisation_and_a_theme_that_are_in_use_stay(
    administrator: Client, foodvalley: Any, foodvalley_coordinator: Any
) -> None:
    plan = make_plan(foodvalley, user=foodvalley_coordinator)
    council = Organisation.objects.create(name="Cliëntenraad aan de beek", kind="client_council")
    PlanWriter.objects.create(plan=plan, organisation=council)
    refused = sent(administrator, f"/admin/snippets/regions/organisation/delete/{council.pk}/")
    assert "“Cliëntenraad aan de beek” is niet verwijderd" in refused
    main = ThemeFactory(name="Toegang")
    ThemeFactory(parent=main)
    assert "“Toegang” is niet verwijderd" in sent(administrator, f"/admin/snippets/lessons/theme/delete/{main.pk}/")
    assert Organisation.objects.filter(pk=council.pk).exists()
    assert Theme.objects.filter(pk=main.pk).exists()
