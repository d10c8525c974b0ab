"""Following something, and putting a page aside: buttons on its page, and lists that nobody else sees."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from lessons.actions.following import MOST_FOLLOWED
from lessons.models import Follow
from regions.audience import MEMBERS, PUBLIC
from regions.models import Membership
from regions.states import MembershipStatus
from search.models import SavedSearch
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import LessonFactory, ThemeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def press(client: Client, path: str, word: str) -> Any:
    """The button on the page that does ``word``: as a browser would, with all that its form holds."""
    html = client.get(path).content.decode()
    forms = re.findall(r"<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", html, re.DOTALL)
    ((action, form),) = [pair for pair in forms if re.search(rf"</svg>\s*{re.escape(word)}\s*<", pair[1])]
    fields = dict(re.findall(r"name=\"(\w+)\" value=\"([^\"]*)\"", form))
    return client.post(action, fields)


def followed(user: Any) -> list[str]:
    return [str(one) for one in Follow.objects.filter(user=user)]


def names_on(client: Client) -> list[str]:
    return [row.name for row in client.get("/volgen/").context["rows"]]


def test_the_button_on_each_kind_of_page_follows_and_stops_and_leads_back(
    client_of: Any, participant: Any, facilitator: Any, case_owner: Any, foodvalley: Any, table_circle: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    session = make_session(table, user=facilitator)
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    lesson, theme = LessonFactory(region=foodvalley), ThemeFactory()
    client = client_of(participant)
    paths = [table.url, session.url, case.url, lesson.url, theme.get_absolute_url(), foodvalley.page.url]
    for path in paths:
        assert press(client, path, _("Follow"))["Location"] == path
    things = [table, session, case, lesson, theme, foodvalley]
    assert sorted(followed(participant)) == sorted(map(str, things)) == sorted(names_on(client))
    for path in paths:
        assert press(client, path, _("Stop following"))["Location"] == path
    assert followed(participant) == []


def test_pressing_twice_changes_nothing_and_nobody_but_oneself_sees_it(
    client_of: Any, outsider: Any, participant: Any, foodvalley: Any
) -> None:
    lesson = LessonFactory(region=foodvalley)
    client = client_of(outsider)
    for _time in range(2):
        client.post(f"/volgen/page/{lesson.pk}/", {"aan": "1"})
    assert (followed(outsider), names_on(client_of(participant))) == ([lesson.title], [])
    for _time in range(2):
        client.post(f"/volgen/page/{lesson.pk}/", {"aan": "0"})
    assert followed(outsider) == []
    logged = ModelLogEntry.objects.filter(action__startswith="lessons.")
    assert lesson.title not in str(list(logged.values_list("label", "data")))
    assert sorted(logged.values_list("action", flat=True)) == ["lessons.follow", "lessons.stop_following"]


def test_what_is_not_open_to_one_cannot_be_followed(
    client_of: Any, outsider: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    closed = LessonFactory(region=foodvalley, audience_key=table_circle.audience_key)
    search = SavedSearch.objects.create(owner=participant, name="Van mij", address="q=a")
    client = client_of(outsider)
    for what, pk in (("page", closed.pk), ("search", search.pk), ("page", 10**18), ("user", participant.pk)):
        assert client.post(f"/volgen/{what}/{pk}/", {"aan": "1"}).status_code == 404
    assert client.post(f"/volgen/page/{10**25}/", {"aan": "1"}).status_code == 404
    assert client.post(f"/bewaard/{closed.pk}/", {"aan": "1"}).status_code == 404


def test_what_was_lost_stays_on_the_list_without_its_name_and_can_be_stopped(
    client_of: Any, participant: Any, foodvalley: Any, table_circle: Any
) -> None:
    closed = LessonFactory(region=foodvalley, title="Geheim", audience_key=table_circle.audience_key)
    client = client_of(participant)
    for path in (f"/volgen/page/{closed.pk}/", f"/bewaard/{closed.pk}/"):
        client.post(path, {"aan": "1", "notitie": "Voor maandag"})
    Membership.objects.update(status=MembershipStatus.ENDED)
    for path in ("/volgen/", "/bewaard/"):
        html = client.get(path).content.decode()
        assert _("No longer open to you") in html and "Geheim" not in html and closed.url not in html
    assert "Voor maandag" in client.get("/bewaard/").content.decode()
    client.post(f"/volgen/page/{closed.pk}/", {"aan": "0"})
    client.post(f"/bewaard/{closed.pk}/", {"aan": "0"})
    assert (followed(participant), participant.bookmarks.count()) == ([], 0)
    assert "Geheim" not in client.get("/bewaard/").content.decode()


def test_stopping_can_be_undone(client_of: Any, outsider: Any, foodvalley: Any) -> None:
    client = client_of(outsider)
    client.post(f"/volgen/region/{foodvalley.pk}/", {"aan": "1"})
    client.post(f"/volgen/region/{foodvalley.pk}/", {"aan": "0"})
    again = client.get("/volgen/").context["again"]
    client.post(f"/volgen/{again['what']}/{again['pk']}/", {"aan": "1"})
    assert followed(outsider) == ["Food Valley"] and client.get("/volgen/").context["again"] is None


def test_a_visitor_is_asked_to_sign_in_and_comes_back_to_the_page(visitor: Client, foodvalley: Any) -> None:
    lesson = LessonFactory(region=foodvalley)
    html = visitor.get(lesson.url).content.decode()
    assert "/volgen/page/" not in html and "/bewaard/" not in html and f"http://testserver{lesson.url}" in html
    asked = visitor.post(f"/volgen/page/{lesson.pk}/", {"aan": "1", "terug": lesson.url})
    assert asked["Location"] == f"/account/login/?next={lesson.url}"
    for path in ("/volgen/", "/volgen/nieuw/", "/bewaard/"):
        assert visitor.get(path)["Location"].startswith("/account/login/")
    assert not Follow.objects.exists()


def test_the_way_back_leads_nowhere_else(client_of: Any, outsider: Any, foodvalley: Any) -> None:
    client = client_of(outsider)
    for there in ("https://kwaad.example/", "//kwaad.example", "javascript:alert(1)"):
        sent = client.post(f"/volgen/region/{foodvalley.pk}/", {"aan": "1", "terug": there})
        assert sent["Location"] == "/volgen/"


def test_so_much_is_followed_and_no_more(client_of: Any, outsider: Any, foodvalley: Any) -> None:
    Follow.objects.bulk_create(Follow(user=outsider, theme=ThemeFactory()) for _number in range(MOST_FOLLOWED))
    refused = client_of(outsider).post(f"/volgen/region/{foodvalley.pk}/", {"aan": "1"}, follow=True)
    assert str(MOST_FOLLOWED) in refused.content.decode() and Follow.objects.count() == MOST_FOLLOWED


# --- put aside -----------------------------------------------------------------------------------------


def test_a_page_is_put_aside_with_a_note_and_taken_away_and_put_back(
    client_of: Any, outsider: Any, foodvalley: Any
) -> None:
    lesson = LessonFactory(region=foodvalley)
    client = client_of(outsider)
    assert press(client, lesson.url, _("Put aside"))["Location"] == lesson.url
    door = f"/bewaard/{lesson.pk}/"
    client.post(door, {"aan": "1", "notitie": "Lees voor maandag"})
    client.post(door, {"aan": "1"})  # the button on the page, once more: the note stays
    refused = client.post(door, {"aan": "1", "notitie": "x" * 301}, follow=True)
    assert "300" in refused.content.decode()
    ((row, page),) = client.get("/bewaard/").context["rows"]
    assert (row.note, page) == ("Lees voor maandag", lesson.contentpage_ptr)
    client.post(door, {"aan": "0"})
    after = client.get("/bewaard/").context
    assert after["rows"] == [] and after["put_back"] == {"page": lesson.pk, "note": "Lees voor maandag"}
    client.post(door, {"aan": "1", "notitie": after["put_back"]["note"]})
    assert outsider.bookmarks.get().note == "Lees voor maandag"


def test_what_was_put_aside_is_narrowed_by_kind_and_costs_the_same_however_much(
    client_of: Any, outsider: Any, facilitator: Any, foodvalley: Any, table_circle: Any, queries_of: Any
) -> None:
    client = client_of(outsider)
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator, audience_key=PUBLIC)
    client.post(f"/bewaard/{table.pk}/", {"aan": "1"})
    client.post(f"/bewaard/{LessonFactory(region=foodvalley, audience_key=MEMBERS).pk}/", {"aan": "1"})
    with_two = queries_of(client, "/bewaard/")
    for _number in range(4):
        client.post(f"/bewaard/{LessonFactory(region=foodvalley).pk}/", {"aan": "1"})
    assert queries_of(client, "/bewaard/") == with_two
    context = client.get("/bewaard/?soort=table").context
    assert [page.pk for _row, page in context["rows"]] == [table.pk] and len(context["tabs"]) == 3
    assert len(client.get("/bewaard/?soort=onzin").context["rows"]) == 6


def test_whoever_reads_the_page_gets_its_address_to_share(client_of: Any, participant: Any, foodvalley: Any) -> None:
    lesson = LessonFactory(region=foodvalley, audience_key=MEMBERS)
    html = client_of(participant).get(lesson.url).content.decode()
    assert f"http://testserver{lesson.url}</a>" in html and _("Whoever is signed in can open this address:") in html
