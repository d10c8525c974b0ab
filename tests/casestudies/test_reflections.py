"""A reflection from opening to close, through its pages."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import PageLogEntry

from casestudies import actions
from casestudies.models import Answer, CaseStudyPage, Conclusion, Reflection
from casestudies.results import results_of
from casestudies.states import ReflectionState, Round
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import ANSWER, answer_all, answer_data, make_case, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory


@pytest.fixture
def leader(facilitator: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(facilitator)


def address_of(reflection: Reflection, part: str = "") -> str:
    return f"/casussen/reflecties/{reflection.pk}/{part}"


def state_of(reflection: Reflection) -> str:
    return Reflection.objects.get(pk=reflection.pk).state


# --- opening -----------------------------------------------------------------------------------------


def test_the_facilitator_opens_one_and_who_is_asked_gets_a_link(
    leader: Client, case: CaseStudyPage, colleagues: list[User], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        people = {"respondents": [user.pk for user in colleagues], "how": "name"}
        response = leader.post(f"/casussen/{case.pk}/reflectie/", people)
    reflection = Reflection.objects.get()
    assert response.url == address_of(reflection)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(user.email for user in colleagues)
    assert all(address_of(reflection) in one.body and case.title not in one.body + one.subject for one in mail.outbox)


def test_it_is_not_opened_twice(leader: Client, case: CaseStudyPage, colleagues: list[User]) -> None:
    people = {"respondents": [user.pk for user in colleagues], "how": "name"}
    for _twice in range(2):
        leader.post(f"/casussen/{case.pk}/reflectie/", people)
    assert Reflection.objects.count() == 1


@pytest.mark.parametrize("missing", ["locked", "shared"])
def test_the_case_has_to_be_locked_and_shared(
    missing: str, foodvalley: Region, table_circle: Circle, case_owner: User, facilitator: User
) -> None:
    state = {"locked": True, "shared": True, missing: False}
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, **state)
    with pytest.raises(IllegalMove):
        make_reflection(case, respondents=[facilitator], user=facilitator)


def test_only_people_of_the_circle_answer(case: CaseStudyPage, facilitator: User, outsider: User) -> None:
    for people in ([], [outsider], [facilitator, outsider]):
        with pytest.raises(IllegalMove):
            make_reflection(case, respondents=people, user=facilitator)


def test_more_people_are_asked_until_the_reveal(
    leader: Client, reflection_in: Callable[..., Reflection], table_circle: Circle, facilitator: User
) -> None:
    reflection, late = reflection_in(answered=True), MembershipFactory(circle=table_circle, user=UserFactory()).user
    leader.post(address_of(reflection, "deelnemers/"), {"respondents": [late.pk]})
    assert reflection.respondents.filter(user=late).exists()
    actions.reveal(reflection, user=facilitator)
    later = MembershipFactory(circle=table_circle, user=UserFactory()).user
    leader.post(address_of(reflection, "deelnemers/"), {"respondents": [later.pk]})
    assert not reflection.respondents.filter(user=later).exists()


# --- answering ---------------------------------------------------------------------------------------


def test_a_respondent_answers_point_by_point(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Callable[[User], Client], leader: Client
) -> None:
    reflection, client = reflection_in(), client_of(participant)
    points = list(reflection.case.decision_points.all())
    for here, following in zip(points, [*points[1:], None], strict=True):
        response = client.post(address_of(reflection, f"beslispunten/{here.pk}/"), answer_data())
        expected = f"beslispunten/{following.pk}/" if following else ""
        assert response.url == address_of(reflection, expected)
        given = leader.get(address_of(reflection)).context["given"]
        assert given == (0 if following else 1)
    assert [one["done"] for one in client.get(address_of(reflection)).context["own"]] == [True] * 3
    assert [one["done"] for one in leader.get(address_of(reflection)).context["own"]] == [False] * 3


@pytest.mark.parametrize("choice", ["partly", "different"])
def test_and_if_not_asks_what_it_means(
    choice: str, reflection_in: Callable[..., Reflection], participant: User, client_of: Callable[[User], Client]
) -> None:
    reflection = reflection_in()
    point = reflection.case.decision_points.first()
    response = client_of(participant).post(
        address_of(reflection, f"beslispunten/{point.pk}/"), answer_data(same_choice=choice)
    )
    assert response.context["form"].errors.keys() == {"meaning"}
    with pytest.raises(IllegalMove):
        answer_all(reflection, user=participant, same_choice=choice)
    assert not Answer.objects.exists()


def test_a_changed_answer_keeps_the_earlier_one(reflection_in: Callable[..., Reflection], participant: User) -> None:
    reflection = reflection_in()
    for why in ("Eerst dit.", "Eerst dit.", "Toch dat."):
        answer_all(reflection, user=participant, why=why)
    written = Answer.objects.filter(decision_point__position=1).order_by("-superseded")
    assert [(one.why, one.superseded) for one in written] == [("Eerst dit.", True), ("Toch dat.", False)]


def test_who_is_not_asked_cannot_answer(everyone: dict[str, Client], reflection_in: Callable[..., Reflection]) -> None:
    reflection = reflection_in()
    point = reflection.case.decision_points.first()
    address = address_of(reflection, f"beslispunten/{point.pk}/")
    statuses = {name: client.get(address).status_code for name, client in everyone.items()}
    assert statuses.pop("visitor") == 302
    assert {name for name, status in statuses.items() if status == 200} == {"facilitator", "participant"}
    assert statuses["case_owner"] == 403
    assert {
        status for name, status in statuses.items() if name not in {"facilitator", "participant", "case_owner"}
    } == {404}


def test_a_tab_left_open_over_the_reveal_keeps_its_text(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Callable[[User], Client]
) -> None:
    reflection = reflection_in(revealed=True)
    point = reflection.case.decision_points.first()
    response = client_of(participant).post(
        address_of(reflection, f"beslispunten/{point.pk}/"), answer_data(1, why="Nog net op tijd?")
    )
    assert response.status_code == 200
    assert "Nog net op tijd?" in response.content.decode()
    assert not Answer.objects.filter(why="Nog net op tijd?").exists()


def test_a_closed_reflection_takes_no_answer_and_loses_no_text(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Callable[[User], Client]
) -> None:
    reflection = reflection_in(closed=True)
    point = reflection.case.decision_points.first()
    client, address = client_of(participant), address_of(reflection, f"beslispunten/{point.pk}/")
    assert "Te laat" in client.post(address, answer_data(2, why="Te laat")).content.decode()
    assert client.get(address).url == address_of(reflection)
    assert not Answer.objects.filter(why="Te laat").exists()


# --- reveal, conclude, close -------------------------------------------------------------------------


def test_nothing_to_reveal_yet(leader: Client, reflection_in: Callable[..., Reflection]) -> None:
    reflection = reflection_in()
    leader.post(address_of(reflection, "openen/"))
    assert state_of(reflection) == ReflectionState.ROUND_ONE


def test_the_reveal_happens_once_and_says_so_by_mail(
    leader: Client, reflection_in: Callable[..., Reflection], django_capture_on_commit_callbacks: Any
) -> None:
    reflection = reflection_in(answered=True)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        leader.post(address_of(reflection, "openen/"))
        leader.post(address_of(reflection, "openen/"))
    assert state_of(reflection) == ReflectionState.ROUND_TWO
    assert len(mail.outbox) == 4


def test_the_shift_is_drawn(
    leader: Client, reflection_in: Callable[..., Reflection], colleagues: list[User], facilitator: User
) -> None:
    reflection = reflection_in(revealed=True)
    for user, choice in zip(colleagues, ("same", "partly", "partly", "different"), strict=True):
        answer_all(reflection, user=user, same_choice=choice, meaning="Eerder bellen.")
    result = results_of(reflection, user=facilitator)[0]
    assert [[part["count"] for part in row["parts"]] for row in result.rounds] == [[4, 0, 0, 0], [1, 2, 1, 0]]
    assert result.matrix["rows"][0]["cells"] == [1, 2, 1, 0]
    assert result.needs_conclusion
    assert leader.get(address_of(reflection)).content.decode().count('class="table shift ') == 3


def test_it_closes_only_when_every_if_not_is_concluded(
    leader: Client, reflection_in: Callable[..., Reflection], participant: User, facilitator: User
) -> None:
    reflection = reflection_in(revealed=True, same_choice="partly", meaning="Eerder bellen.")
    actions.end_round_two(reflection, user=facilitator)
    first, second, third = reflection.case.decision_points.all()
    leader.post(address_of(reflection, "sluiten/"), follow=True)
    assert state_of(reflection) == ReflectionState.CONCLUDING
    action = {"kind": "action", "what": "Bel de school", "owner": participant.pk, "noticed_by": "Minder nabellen"}
    action["due_on"] = str(datetime.date.today() + datetime.timedelta(days=30))
    for _twice in range(2):
        leader.post(address_of(reflection, f"beslispunten/{first.pk}/conclusie/"), action)
    reason = {"kind": "no_change", "no_change_because": "Het was een uitzondering."}
    leader.post(address_of(reflection, f"beslispunten/{second.pk}/conclusie/"), reason)
    refused = leader.post(address_of(reflection, "sluiten/"), follow=True).content.decode()
    assert f"“{third.title}”" in refused
    assert f"“{first.title}”" not in refused
    assert state_of(reflection) == ReflectionState.CONCLUDING
    leader.post(address_of(reflection, f"beslispunten/{third.pk}/conclusie/"), reason)
    leader.post(address_of(reflection, "sluiten/"))
    assert state_of(reflection) == ReflectionState.CLOSED
    assert Conclusion.objects.filter(action__isnull=False).count() == 1
    assert Conclusion.objects.get(action__isnull=False).action.page_id == reflection.case_id


def test_the_latest_round_decides(
    reflection_in: Callable[..., Reflection], colleagues: list[User], facilitator: User
) -> None:
    reflection = reflection_in(revealed=True, same_choice="different", meaning="Anders.")
    for user in colleagues:
        answer_all(reflection, user=user, same_choice="same")
    assert actions.close(reflection, user=facilitator).state == ReflectionState.CLOSED


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, {"kind"}),
        ({"kind": "action"}, {"what", "owner", "due_on", "noticed_by"}),
        ({"kind": "no_change"}, {"no_change_because"}),
        ({"kind": "action", "what": "x", "noticed_by": "y", "due_on": "2020-01-01"}, {"owner", "due_on"}),
    ],
)
def test_a_conclusion_is_complete(
    data: dict[str, str], wrong: set[str], leader: Client, reflection_in: Callable[..., Reflection]
) -> None:
    reflection = reflection_in(revealed=True)
    point = reflection.case.decision_points.first()
    response = leader.post(address_of(reflection, f"beslispunten/{point.pk}/conclusie/"), data)
    assert response.context["form"].errors.keys() == wrong


def test_only_who_leads_reveals_concludes_and_closes(
    everyone: dict[str, Client], reflection_in: Callable[..., Reflection]
) -> None:
    reflection = reflection_in(answered=True)
    point = reflection.case.decision_points.first()
    everyone.pop("facilitator")
    everyone.pop("visitor")
    for part in ("openen/", "sluiten/", "deelnemers/", f"beslispunten/{point.pk}/conclusie/"):
        for name, client in everyone.items():
            expected = 403 if name in {"case_owner", "participant"} else 404
            assert client.get(address_of(reflection, part)).status_code == expected, (name, part)
            assert client.post(address_of(reflection, part)).status_code == expected, (name, part)
    assert state_of(reflection) == ReflectionState.ROUND_ONE


def test_the_trail_says_who_did_what_and_nothing_of_what_was_written(
    reflection_in: Callable[..., Reflection], case: CaseStudyPage
) -> None:
    reflection_in(closed=True)
    entries = PageLogEntry.objects.filter(page_id=case.pk, action__startswith="casestudies.")
    verbs = {entry.action.removeprefix("casestudies.") for entry in entries}
    assert {"write_case", "lock_then", "share_case", "open_reflection", "reveal", "close"} <= verbs
    assert not any("answer" in verb for verb in verbs)
    assert ANSWER["why"] not in str([entry.data for entry in entries])


def test_a_year_later_it_is_asked_again(reflection_in: Callable[..., Reflection]) -> None:
    first, second = reflection_in(closed=True), reflection_in()
    assert (state_of(first), state_of(second)) == (ReflectionState.CLOSED, ReflectionState.ROUND_ONE)
    assert Answer.objects.filter(reflection=first, round=Round.ONE).count() == 12
