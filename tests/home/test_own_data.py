"""A person takes along all that the site holds of them, and nothing of another."""

import io
import json
import zipfile
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from home import packing
from home.own_parts import LEFT_OUT, PARTS
from learningtables.actions.minutes import save_minutes
from regions.models import User
from regions.states import MembershipStatus
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ActionFactory, LessonFactory, UptakeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def taken(client: Client, address: str) -> zipfile.ZipFile:
    assert client.post(address).status_code == 302
    packing.run_due()
    response = client.get(f"{address}bestand/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/zip")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert packed.testzip() is None
    return packed


def part(packed: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return json.loads(packed.read(f"{name}.json"))


def everything_in(packed: zipfile.ZipFile) -> str:
    return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


@pytest.fixture
def asked(foodvalley: Any, table_circle: Any, case_owner: Any, participant: Any, facilitator: Any) -> Any:
    """A reflection whose first round is not open yet, with two answers."""
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    reflection = make_reflection(case, respondents=[participant, facilitator], user=facilitator)
    answer_all(reflection, user=participant, why="mijn eigen antwoordwoord")
    answer_all(reflection, user=facilitator, why="het andere antwoordwoord")
    return reflection


def test_it_holds_what_is_ones_own_also_while_it_is_hidden(client_of: Any, participant: Any, asked: Any) -> None:
    packed = taken(client_of(participant), "/account/gegevens/")
    assert [row["why"] for row in part(packed, "answers")] == ["mijn eigen antwoordwoord"]
    assert part(packed, "profile")[0]["email"] == participant.email
    assert [row["circle.name"] for row in part(packed, "memberships")] == ["Leertafel Passende hulp"]
    said = everything_in(packed)
    assert "het andere" not in said and "facilitator@" not in said and participant.password not in said


def test_an_anonymous_answer_is_nobodys(
    client_of: Any, participant: Any, facilitator: Any, foodvalley: Any, table_circle: Any, case_owner: Any
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    other = make_reflection(case, respondents=[participant, facilitator, case_owner], user=facilitator, anonymous=True)
    answer_all(other, user=participant, why="zonder naam gezegd")
    packed = taken(client_of(participant), "/account/gegevens/")
    assert "zonder naam gezegd" not in everything_in(packed)
    assert "anoniem" in packed.read("index.html").decode() or "anonymously" in packed.read("index.html").decode()


def test_what_was_closed_since_is_named_by_number_alone(
    client_of: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    lesson = LessonFactory(
        region=foodvalley, title="Van de kring", audience_key=table_circle.audience_key, owner=participant
    )
    UptakeFactory(lesson=lesson, region=foodvalley, reported_by=participant, note="gezegd door mij")
    ActionFactory(circle=table_circle, owner=participant, what="Zelf toegezegd")
    packed = taken(client_of(participant), "/account/gegevens/")
    assert [(row["title"], row["open_to_you"]) for row in part(packed, "pages")] == [("Van de kring", True)]
    assert [row["note"] for row in part(packed, "uptakes")] == ["gezegd door mij"]
    assert [row["what"] for row in part(packed, "actions")] == ["Zelf toegezegd"]
    participant.memberships.update(status=MembershipStatus.ENDED)
    packed = taken(client_of(participant), "/account/gegevens/")
    assert [(row["pk"], row["title"], row["open_to_you"]) for row in part(packed, "pages")] == [(lesson.pk, "", False)]
    assert "Van de kring" not in everything_in(packed)


def test_minutes_stay_with_the_table(
    client_of: Any, facilitator: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    """Also where everybody reads the session's own page."""
    session = make_session(make_table(region=foodvalley, circle=table_circle), user=facilitator, audience_key="public")
    save_minutes(session, item=None, body="Wat ik opschreef", version="", user=participant)
    assert [row["body"] for row in part(taken(client_of(participant), "/account/gegevens/"), "minutes")] == [
        "Wat ik opschreef"
    ]
    participant.memberships.update(status=MembershipStatus.ENDED)
    assert part(taken(client_of(participant), "/account/gegevens/"), "minutes") == []


def test_it_can_be_read_without_this_site(client_of: Any, participant: Any, asked: Any) -> None:
    page = taken(client_of(participant), "/account/gegevens/").read("index.html").decode()
    met: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: met.append(tag)  # type: ignore[method-assign]
    reader.feed(page)
    assert "script" not in met and "link" not in met
    assert met.count("h1") == 1 and met.count("h2") > 3


def test_only_who_is_signed_in_and_by_a_button(visitor: Client, client_of: Any, participant: Any) -> None:
    assert visitor.post("/account/gegevens/").status_code == 302
    shown = client_of(participant).get("/account/gegevens/")
    assert shown.status_code == 200 and not shown.streaming


def test_every_tie_to_a_person_is_in_a_part_or_left_out_for_a_reason() -> None:
    ties = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is User
    }
    named = {f"{one.model}.{one.person}" for one in PARTS if "__" not in one.person}
    assert ties - named - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) - ties == set()
