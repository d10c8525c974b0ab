"""What is asked in vain is counted without who asked, and shown to editors once it is nobody's slip."""

import csv
import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from home import rights
from home.models import HomePage
from regions.actions import add_member
from regions.models import User
from regions.states import Role
from search.models import UnansweredSearch
from search.vain import forget
from tests.factories.lessons import LessonFactory
from tests.factories.regions import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("tree")]

REPORT = "/admin/reports/zoeken-zonder-resultaat/"


@pytest.fixture(autouse=True)
def _nothing_asked_before(request: Any, tree: Any) -> None:
    cache.clear()
    if "unfinished" not in request.node.name:
        call_command("update_index", verbosity=0)


def counted() -> dict[str, int]:
    return dict(UnansweredSearch.objects.values_list("words", "times"))


def test_words_that_find_nothing_are_counted_once_per_session(client_of: Any, outsider: Any, participant: Any) -> None:
    client = client_of(outsider)
    for address in ("?q=Olifant+slurf", "?q=Olifant+slurf", "?q=olifant++SLURF&page=1"):
        assert client.get(f"/zoeken/{address}").status_code == 200
    assert counted() == {"olifant slurf": 1}
    client_of(participant).get("/zoeken/?q=olifant+slurf")
    assert counted() == {"olifant slurf": 2}


def test_words_that_no_page_has_together_are_counted(client_of: Any, outsider: Any, foodvalley: Any) -> None:
    """Also when the page shows what has most of them."""
    LessonFactory(region=foodvalley, title="De wachtlijst")
    assert client_of(outsider).get("/zoeken/?q=wachtlijst+olifant").context["page_obj"].paginator.count == 1
    assert counted() == {"wachtlijst olifant": 1}


def test_of_nothing_it_is_not_said_that_it_has_most_of_the_words(
    client_of: Any, outsider: Any, foodvalley: Any
) -> None:
    LessonFactory(region=foodvalley, title="De wachtlijst van toen")
    LessonFactory(region=foodvalley, title="De olifant van toen")
    some = client_of(outsider).get("/zoeken/?q=wachtlijst+olifant").context
    none = client_of(outsider).get("/zoeken/?q=wachtlijst+olifant&jaar=1999").context
    assert (some["page_obj"].paginator.count, len(some["notes"])) == (2, 1)
    assert (none["page_obj"].paginator.count, none["notes"]) == (0, ())


def test_what_is_found_narrowed_typed_or_asked_by_a_visitor_is_not_counted(
    visitor: Client, client_of: Any, outsider: Any, foodvalley: Any
) -> None:
    LessonFactory(region=foodvalley, title="De wachtlijst")
    visitor.get("/zoeken/?q=olifant")
    client = client_of(outsider)
    long = "+".join(f"olifant{number}" for number in range(30))
    for address in ("?q=wachtlijst", "", "?q=+", "?q=olifant&jaar=1900", "?q=olifant+jaar:1900", f"?q={long}"):
        client.get(f"/zoeken/{address}")
    client.get("/zoeken/?q=olif", headers={"X-Live": "type"})
    assert counted() == {}


def test_an_unfinished_index_says_nothing_of_the_words(client_of: Any, outsider: Any) -> None:
    client_of(outsider).get("/zoeken/?q=olifant")
    assert counted() == {}


@pytest.mark.parametrize("words", ["Jan Jansen", "fatima el amrani", "0612345678", "1234 AB 12", "jan@example.org"])
def test_what_may_say_who_somebody_is_is_not_kept(client_of: Any, outsider: Any, words: str) -> None:
    client_of(outsider).get("/zoeken/", {"q": words})
    assert counted() == {}


# --- the editors' page --------------------------------------------------------------------------------------


@pytest.fixture
def editors_client(editor: User, client_of: Any) -> Client:
    circle = editor.circles.get()
    rights.give_national_rights(circle, home=HomePage.objects.get())
    circle.refresh_from_db()
    add_member(circle, member=editor, role=Role.EDITOR, user=None)
    return client_of(editor)


def asked(words: str, *times: int) -> None:
    for days_ago, number in enumerate(times):
        day = timezone.localdate() - datetime.timedelta(days=days_ago)
        UnansweredSearch.objects.create(words=words, day=day, times=number)


def shown(client: Client) -> list[str]:
    return [row["words"] for row in client.get(REPORT).context["object_list"]]


def test_one_person_s_slip_does_not_show(editors_client: Client) -> None:
    asked("slipje", 2)
    asked("twee dagen", 1, 1)
    asked("drie keer", 3)
    UnansweredSearch.objects.create(words="oud", day=timezone.localdate() - datetime.timedelta(days=91), times=9)
    assert shown(editors_client) == ["drie keer", "twee dagen"]


def test_it_leads_on_to_searching_putting_first_and_adding_a_word(editors_client: Client) -> None:
    asked("mantelzorg & zo", 3)
    page = editors_client.get(REPORT).content.decode()
    word = "mantelzorg%20%26%20zo"
    for path, field in ((f"/zoeken/?q={word}", "q"), (f"/admin/searchpicks/add/?query_string={word}", "query_string")):
        assert f'href="{path}"' in page
        assert editors_client.get(path).context["form"][field].value() == "mantelzorg & zo"
    path = f"/admin/snippets/search/synonymset/add/?words={word}"
    assert f'href="{path}"' in page
    assert editors_client.get(path).context["form"]["words"].value() == "mantelzorg & zo"


def test_it_can_be_taken_along_as_a_table(editors_client: Client) -> None:
    asked("olifant", 2, 2)
    answer = editors_client.get(f"{REPORT}?export=csv")
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))
    assert rows[1][:3] == ["olifant", "4", "2"] and len(rows) == 2


def test_only_editors_see_it(
    visitor: Client, client_of: Any, outsider: Any, coordinator: Any, admin: Any, editors_client: Client
) -> None:
    asked("olifant", 9)
    for path in (REPORT, f"{REPORT}results/", f"{REPORT}?export=csv"):
        assert editors_client.get(path).status_code == 200
        for client in (visitor, *map(client_of, (outsider, coordinator, admin))):
            answer = client.get(path)
            assert answer.status_code == 302 and b"olifant" not in answer.content
    assert REPORT in editors_client.get("/admin/").content.decode()
    assert REPORT not in client_of(admin).get("/admin/").content.decode()


def test_it_costs_the_same_for_one_and_for_many(editors_client: Client, queries_of: Any) -> None:
    asked("olifant", 9)
    with_one = queries_of(editors_client, REPORT)
    for number in range(20):
        asked(f"olifant {number}", 9)
    assert queries_of(editors_client, REPORT) == with_one


def test_what_is_old_is_forgotten(db: None) -> None:
    today = timezone.localdate()
    for days in (90, 91):
        UnansweredSearch.objects.create(words=f"{days}", day=today - datetime.timedelta(days=days))
    forget()
    assert counted() == {"90": 1}


def test_counting_keeps_nothing_of_who_asked(client_of: Any) -> None:
    client_of(UserFactory()).get("/zoeken/?q=olifant")
    columns = {field.name for field in UnansweredSearch._meta.get_fields()}
    assert columns == {"id", "words", "day", "times"} and counted() == {"olifant": 1}
