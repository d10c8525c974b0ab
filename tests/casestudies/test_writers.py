"""Who writes and reads along: what they may, what they see, and what nobody else does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from casestudies import actions, rules
from casestudies.models import CaseStudyPage, NowRecord, Outcome
from regions.models import Circle, User
from regions.states import IllegalMove
from tests.factories.casestudies import NOW, OUTCOME, POINT, make_reflection
from tests.factories.regions import CircleFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.once

WORD = "kwartelkoning"


@dataclass
class Persons:
    owner: User
    co_writer: User
    reader: User
    former: User
    left: User
    member: User
    outsider: User


@pytest.fixture
def persons(draft: CaseStudyPage, table_circle: Circle, case_owner: User, participant: User, outsider: User) -> Persons:
    """Of the draft: somebody who writes along, who reads along, whose part was ended, and who left the circle."""
    asked = [MembershipFactory(circle=table_circle, user=UserFactory()).user for _ in range(4)]
    roles = ["co_writer", "reader", "co_writer", "co_writer"]
    writers = [
        actions.ask_along(draft, person=person, role=role, user=case_owner)
        for person, role in zip(asked, roles, strict=True)
    ]
    actions.take_leave(writers[2], user=case_owner)
    asked[3].memberships.update(status="ended")
    actions.edit_case_part(draft, part="situation", situation=WORD, user=case_owner)
    actions.write_outcome(draft, text=OUTCOME, user=case_owner)
    point = draft.decision_points.first()
    assert point is not None
    actions.write_now(point, happened=NOW, known_now=NOW, user=case_owner)
    return Persons(case_owner, *asked, member=participant, outsider=outsider)


def screens(case: CaseStudyPage) -> dict[str, str]:
    point = case.decision_points.first()
    assert point is not None
    base, revision = f"/casussen/{case.pk}/", case.revisions.earliest("pk").pk
    return {
        "read": base,
        "write": f"{base}schrijven/situatie/",
        "decisions": f"{base}schrijven/beslispunten/",
        "came of it": f"{base}schrijven/afloop/",
        "point": f"{base}beslispunten/{point.pk}/",
        "new point": f"{base}beslispunten/nieuw/",
        "now": f"{base}beslispunten/{point.pk}/nu/",
        "outcome": f"{base}afloop/",
        "versions": f"{base}versies/",
        "version": f"{base}versies/{revision}/",
        "delete": f"{base}beslispunten/{point.pk}/weg/",
        "lock": f"{base}vastzetten/",
        "share": f"{base}delen/",
        "writers": f"{base}schrijvers/",
    }


def test_who_can_read_now_is_named(persons: Persons, draft: CaseStudyPage, client_of: Callable[[User], Client]) -> None:
    for reader in (persons.owner, persons.co_writer):
        page = client_of(reader).get(f"/casussen/{draft.pk}/schrijven/situatie/").content.decode()
        assert (f"{persons.co_writer} (" in page, f"{persons.reader} (" in page) == (True, True)
        assert (f"{persons.former} (" in page, f"{persons.left} (" in page) == (False, False)


READING = {"read"}
WRITING = READING | {
    "write", "decisions", "came of it", "point", "new point", "now", "outcome", "versions", "version"
}  # fmt: skip
EVERYTHING = WRITING | {"delete", "lock", "share", "writers"}


def opened(client: Client, case: CaseStudyPage) -> set[str]:
    return {name for name, path in screens(case).items() if client.get(path).status_code == 200}


def test_each_opens_what_is_theirs(
    draft: CaseStudyPage, persons: Persons, client_of: Callable[[User], Client], visitor: Client
) -> None:
    assert opened(client_of(persons.owner), draft) == EVERYTHING
    assert opened(client_of(persons.co_writer), draft) == WRITING
    assert opened(client_of(persons.reader), draft) == READING
    for name in ("former", "left", "member", "outsider"):
        client = client_of(getattr(persons, name))
        for path in screens(draft).values():
            assert (client.get(path).status_code, client.post(path).status_code) == (404, 404), (name, path)
        for door in ("/casussen/", f"/zoeken/?q={WORD}", draft.url or "/"):
            assert draft.title not in client.get(door).content.decode()
    for path in screens(draft).values():
        assert visitor.get(path).url.startswith("/account/login/")


def test_who_works_along_reads_it_all(
    draft: CaseStudyPage, persons: Persons, client_of: Callable[[User], Client]
) -> None:
    for person in (persons.co_writer, persons.reader):
        client = client_of(person)
        page = client.get(f"/casussen/{draft.pk}/").content.decode()
        assert all(word in page for word in (WORD, OUTCOME, NOW))
        assert draft.title in client.get("/casussen/").content.decode()
        assert client.get(draft.url).status_code == 404
    for person in (persons.former, persons.left, persons.member):
        assert not Outcome.objects.readable_by(person).exists()
        assert not NowRecord.objects.readable_by(person).exists()


def test_a_co_writer_writes_until_the_lock(
    draft: CaseStudyPage, persons: Persons, client_of: Callable[[User], Client]
) -> None:
    client, base = client_of(persons.co_writer), f"/casussen/{draft.pk}/"
    path = f"{base}schrijven/situatie/"
    version = client.get(path).context["form"]["version"].value()
    assert client.post(path, {"situation": "Samen geschreven.", "version": version}).status_code == 302
    assert client.post(f"{base}beslispunten/nieuw/", {**POINT, "title": "Van ons samen"}).status_code == 302
    assert client.post(f"{base}vastzetten/").status_code == 403
    actions.lock_then(draft, user=persons.owner)
    assert opened(client, draft) == READING
    draft.refresh_from_db()
    for write in (
        lambda: actions.edit_case_part(draft, part="situation", situation="Te laat.", user=persons.co_writer),
        lambda: actions.write_outcome(draft, text="Te laat.", user=persons.co_writer),
        lambda: actions.add_decision_point(draft, user=persons.co_writer, **POINT),
    ):
        with pytest.raises(IllegalMove):
            write()
    assert draft.decision_points.filter(title="Van ons samen").exists()


def test_a_co_writer_neither_moves_nor_deletes(draft: CaseStudyPage, persons: Persons, table_circle: Circle) -> None:
    other = CircleFactory()
    MembershipFactory(circle=other, user=persons.co_writer)
    with pytest.raises(IllegalMove):
        actions.edit_case_part(draft, part="start", circle=other, user=persons.co_writer)
    point = draft.decision_points.first()
    assert point is not None
    with pytest.raises(IllegalMove):
        actions.delete_decision_point(point, user=persons.co_writer)


def test_in_another_circle_who_is_not_in_it_sees_it_no_more(draft: CaseStudyPage, persons: Persons) -> None:
    other = CircleFactory()
    MembershipFactory(circle=other, user=persons.owner)
    actions.edit_case_part(draft, part="start", circle=other, user=persons.owner)
    draft.refresh_from_db()
    assert not rules.may_read_draft(persons.co_writer, draft)
    assert not CaseStudyPage.objects.written_with(persons.co_writer).exists()


def test_asking_along_through_the_page(
    draft: CaseStudyPage,
    case_owner: User,
    participant: User,
    outsider: User,
    client_of: Callable[[User], Client],
    django_capture_on_commit_callbacks: Any,
) -> None:
    owner, base = client_of(case_owner), f"/casussen/{draft.pk}/schrijvers/"
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(base, {"person": participant.pk, "role": "reader"})
    (message,) = mail.outbox
    assert (message.to, draft.title in message.body) == ([participant.email], False)
    assert f"/casussen/{draft.pk}/" in message.body
    writer = draft.writers.get()
    owner.post(f"{base}{writer.pk}/rol/", {"role": "co_writer"})
    assert rules.may_edit_case(participant, draft)
    owner.post(f"{base}{writer.pk}/rol/", {"role": "baas"})
    owner.post(f"{base}{writer.pk}/weg/")
    assert not rules.may_read_draft(participant, draft)
    assert owner.post(base, {"person": outsider.pk, "role": "reader"}).context["form"].errors.keys() == {"person"}
    for stranger in (outsider, case_owner):
        with pytest.raises(IllegalMove):
            actions.ask_along(draft, person=stranger, role="reader", user=case_owner)


def test_the_admin_shows_a_draft_to_its_owner_only(
    draft: CaseStudyPage, persons: Persons, client_of: Callable[[User], Client]
) -> None:
    persons.co_writer.is_superuser = persons.co_writer.is_staff = True
    persons.co_writer.save()
    answer = client_of(persons.co_writer).get(f"/admin/pages/{draft.pk}/edit/", follow=True)
    assert WORD not in answer.content.decode()


def test_before_it_is_shared_the_screen_of_its_readers_names_who_was_asked_along(
    case_owner: User, draft: CaseStudyPage, other: Client, client_of: Callable[[User], Client]
) -> None:
    along = draft.writers.get().user
    page = client_of(case_owner).get(f"/casussen/{draft.pk}/lezers/", headers={"Accept-Language": "en"})
    assert "Only you and the people you asked along:" in page.content.decode()
    assert str(along) in page.content.decode()


def test_who_reminds_is_told_how_many_have_answered_and_not_who(
    case: CaseStudyPage, participant: User, facilitator: User, client_of: Callable[[User], Client]
) -> None:
    reflection = make_reflection(case, respondents=[participant], user=facilitator)
    client = client_of(facilitator)
    asked = client.get(f"/casussen/reflecties/{reflection.pk}/herinneren/", headers={"Accept-Language": "en"})
    assert "You see how many have answered, not who." in asked.content.decode()
    shown = client.get(f"/casussen/reflecties/{reflection.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "0 of 1" in shown and "You see how many have answered, not who" in shown
