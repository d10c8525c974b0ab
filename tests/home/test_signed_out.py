"""Who was signed out while they wrote is told that nothing was sent, and is led back to where they stood."""

from typing import Any

import pytest
from django.test import Client

from regions.models import SupportRequest
from tests.lessons.living import make_lesson


@pytest.fixture
def lesson(facilitator: Any, foodvalley: Any, table_circle: Any) -> Any:
    return make_lesson(facilitator, foodvalley, table_circle)


def test_a_form_says_so_and_leads_back_to_itself(lesson: Any, visitor: Client) -> None:
    address = f"/reacties/bij/{lesson.pk}/"
    led = visitor.post(address, {"text": "Dit werkte ook bij ons."})
    assert led.url == f"/account/login/?next={address}"
    assert "notice--caution" in visitor.get(led.url).content.decode()
    assert not lesson.comments.exists()


@pytest.mark.parametrize(
    ("before", "back"),
    [("http://testserver/lessen/?q=a", "/lessen/%3Fq%3Da"), ("https://elders.example/", "/"), ("", "/")],
)
def test_a_button_leads_back_to_where_it_stands(before: str, back: str, visitor: Client) -> None:
    led = visitor.post("/steunvragen/1/versturen/", headers={"referer": before} if before else {})
    assert led.url == f"/account/login/?next={back}"
    assert not SupportRequest.objects.exists()


def test_a_script_that_saves_now_and_then_says_nothing(lesson: Any, visitor: Client) -> None:
    visitor.post(f"/reacties/bij/{lesson.pk}/", {"text": "x"}, headers={"sec-fetch-mode": "cors"})
    assert "notice--caution" not in visitor.get("/account/login/").content.decode()


def test_the_address_of_a_button_says_in_words_that_nothing_was_done(
    lesson: Any, client_of: Any, facilitator: Any
) -> None:
    told = client_of(facilitator).get(f"/lessen/{lesson.pk}/opnieuw-vragen/")
    assert (told.status_code, told["Allow"], 'id="main"' in told.content.decode()) == (405, "POST", True)
    assert not lesson.reviews.exists()
