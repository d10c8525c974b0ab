"""With the whole database in hand, who wrote which answer?

Three ways to find out are tried on every table there is. Each of them finds everybody where it should: in a reflection by name,
and in an anonymous one whose rows are left lying as they were written. Only then does it mean something that they find nobody.
"""

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from casestudies import actions
from casestudies.actions import answers
from casestudies.models import Answer, CaseStudyPage, Reflection
from regions.models import Circle, User
from tests.factories.casestudies import answer_data, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory

PEOPLE = 9  # so many that a random order is the right one once in 362,880 times
Row = dict[str, Any]
Database = dict[str, list[Row]]
Matches = dict[str, int]


# --- what is in the database ----------------------------------------------------------------------------


def place(value: Any) -> Any:
    """PostgreSQL writes where a row lies as "(page,number)"."""
    return tuple(map(int, value.strip("()").split(","))) if isinstance(value, str) else value


def own_columns(cursor: Any) -> dict[str, str]:
    """Table by table what the database itself keeps of where and when a row was written."""
    tables = connection.introspection.table_names(cursor)
    if connection.vendor == "postgresql":
        return dict.fromkeys(tables, "ctid::text AS place, xmin::text::bigint AS born")
    cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'")
    without = {row[0] for row in cursor.fetchall()}
    return {table: "NULL AS place" if table in without else "rowid AS place" for table in tables}


def whole_database() -> Database:
    """Every column of every row of every table."""
    found: Database = {}
    with connection.cursor() as cursor:
        for table, own in own_columns(cursor).items():
            cursor.execute(f"SELECT {own}, * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            found[table] = [{**row, "place": place(row["place"])} for row in rows]
    return found


# --- three ways to match --------------------------------------------------------------------------------


def by_name(database: Database, people: set[int]) -> Matches:
    """A row that says both: the answer's own, or one elsewhere that mentions the answer beside a person."""
    own = {row["pair_key"]: row["user_id"] for row in database["casestudies_answer"] if row["user_id"]}
    for table, rows in database.items():
        for row, answer in product(rows if table != "casestudies_answer" else (), database["casestudies_answer"]):
            said = {str(value) for value in row.values()}
            beside = [person for person in people if str(person) in said]
            if beside and any(str(answer[name]) in text for name in ("id", "pair_key", "why") for text in said):
                own[answer["pair_key"]] = beside[0]
    return own


def orders(rows: list[Row], who: str, among: set[Any]) -> Iterator[tuple[Any, ...]]:
    """The orders in which any column, and the rows' places, put those in column ``who``."""
    for name in rows[0] if rows else ():
        firsts: dict[Any, Any] = {}
        for row in rows:
            if row[who] in among and row[name] is not None:
                firsts[row[who]] = min(firsts.get(row[who], row[name]), row[name])
        if firsts.keys() == among and len(set(map(str, firsts.values()))) == len(among):
            yield tuple(sorted(firsts, key=lambda one: firsts[one]))


def by_order(database: Database, came: list[int]) -> Iterator[Matches]:
    """Answers in any order they can be put in, beside people in any order they can be put in, or as they were seen to come."""
    people = {tuple(came)}
    for rows in database.values():
        for name in rows[0] if rows else ():
            if {type(row[name]) for row in rows} <= {int, type(None)}:
                people |= set(orders(rows, name, set(came)))
    keys = {row["pair_key"] for row in database["casestudies_answer"]}
    for answered, person in product(set(orders(database["casestudies_answer"], "pair_key", keys)), people):
        yield dict(zip(answered, person, strict=True))
        yield dict(zip(answered, reversed(person), strict=True))


def by_transaction(database: Database) -> Matches:
    """Rows that were written in one go: somebody's answer, and the note that they have answered."""
    rows = database["casestudies_answer"]
    found: Matches = {}
    for respondent in database["casestudies_respondent"]:
        together = {row["pair_key"] for row in rows if row.get("born") == respondent.get("born", "unknown")}
        if len(together) == 1:
            found[together.pop()] = respondent["user_id"]
    return found


# --- the tests ------------------------------------------------------------------------------------------


@pytest.fixture
def people(table_circle: Circle) -> list[User]:
    """Not in the order of their numbers: nobody answers in that order either."""
    made = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(PEOPLE)]
    return made[1::2] + made[::2]


@pytest.fixture
def held(
    case: CaseStudyPage, facilitator: User, people: list[User], client_of: Callable[[User], Client], settings: Any
) -> Callable[[bool], dict[str, int]]:
    """Everybody answers, each in their own browser, an hour after the one before; whose key is whose."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_answers"}
    }
    call_command("createcachetable")

    def hold(anonymous: bool) -> dict[str, int]:
        asked = sorted(people, key=lambda one: one.pk)
        reflection = make_reflection(case, respondents=asked, user=facilitator, anonymous=anonymous)
        points, truth = list(case.decision_points.all()), {}
        began = timezone.now()
        for number, person in enumerate(people):
            with pytest.MonkeyPatch.context() as clock:
                moment = began + datetime.timedelta(hours=number)
                clock.setattr(timezone, "now", lambda moment=moment: moment)
                before = set(Answer.objects.values_list("pair_key", flat=True))
                answer_in_browser(client_of(person), reflection, points, why=actions.new_pair_key())
                (key,) = set(Answer.objects.values_list("pair_key", flat=True)) - before
            truth[key] = person.pk
        return truth

    return hold


def answer_in_browser(client: Client, reflection: Reflection, points: list[Any], **said: Any) -> None:
    for point in points:
        address = f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/"
        token = client.get(address).context["csrf_token"]
        sent = client.post(address, {**answer_data(**said), "csrfmiddlewaretoken": str(token)})
        assert sent.status_code == 302


def test_nobody_is_matched_to_an_anonymous_answer(
    held: Callable[[bool], dict[str, int]], people: list[User], facilitator: User
) -> None:
    truth = held(True)
    nobody_is_found(truth, [one.pk for one in people])
    actions.reveal(Reflection.objects.get(), user=facilitator)
    nobody_is_found(truth, [one.pk for one in people])


def nobody_is_found(truth: dict[str, int], came: list[int]) -> None:
    database = whole_database()
    assert {row["user_id"] for row in database["casestudies_answer"]} == {None}
    assert by_name(database, set(came)) == {}
    assert truth not in list(by_order(database, came))
    assert by_transaction(database) == {}
    written = {row.get("born") for row in database["casestudies_answer"]}
    assert len(written) == 1


def test_the_same_ways_find_everybody_by_name(held: Callable[[bool], dict[str, int]], people: list[User]) -> None:
    truth = held(False)
    database, came = whole_database(), [one.pk for one in people]
    assert by_name(database, set(came)) == truth
    assert truth in list(by_order(database, came))


def test_the_same_ways_find_everybody_when_rows_lie_as_they_were_written(
    held: Callable[[bool], dict[str, int]], people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "_scatter", lambda reflection: None)
    truth = held(True)
    database, came = whole_database(), [one.pk for one in people]
    assert truth in list(by_order(database, came))
    if connection.vendor == "postgresql":
        assert by_transaction(database) == truth


def test_answering_anonymously_leaves_no_other_trace(
    held: Callable[[bool], dict[str, int]], people: list[User], case: CaseStudyPage
) -> None:
    """Beside the answers and who has answered: people's own sessions, and that some form was sent twice or not."""
    before = {table: len(rows) for table, rows in whole_database().items()}
    held(True)
    after = whole_database()
    grown = {table for table, rows in after.items() if len(rows) != before.get(table, 0)}
    opened = {"casestudies_reflection", "casestudies_respondent", "wagtailcore_pagelogentry", "regions_sentmail"}
    assert grown - opened == {"casestudies_answer", "django_session", "kept_answers"}
    columns = {table: set(rows[0]) - {"place", "born"} for table, rows in after.items() if rows}
    assert columns["casestudies_respondent"] == {
        "id",
        "reflection_id",
        "user_id",
        "answered_round_one",
        "answered_round_two",
    }
    assert {row["template"] for row in after["regions_sentmail"]} == {"casestudies/emails/opened.txt"}
    assert len(after["wagtailcore_pagelogentry"]) - before["wagtailcore_pagelogentry"] == 1  # that it was opened
