"""An anonymous answer: nothing that is kept tells whose it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry

from casestudies import actions
from casestudies.models import Answer, CaseStudyPage, Reflection, Respondent
from casestudies.results import results_of
from casestudies.states import ReflectionState
from regions.models import Circle, User
from regions.states import IllegalMove, Perspective
from tests.factories.casestudies import answer_all, answer_data, make_reflection
from tests.factories.regions import MembershipFactory, UserFactory


@pytest.fixture
def reflection(reflection_in: Callable[..., Reflection]) -> Reflection:
    return reflection_in(anonymous=True)


def answer_here(client: Client, reflection: Reflection, number: int = 1, **said: Any) -> None:
    """The way of a browser: look at the page, then answer every decision point."""
    client.get(f"/casussen/reflecties/{reflection.pk}/")
    for point in reflection.case.decision_points.all():
        client.post(f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/", answer_data(number, **said))


def keys_of(client: Client) -> list[Any]:
    return [cookie for name, cookie in client.cookies.items() if name.startswith("reflection-")]


def test_the_row_knows_neither_person_nor_time(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    answer_here(client_of(participant), reflection)
    rows = Answer.objects.values_list("user", "answered_at", "anonymous").distinct()
    assert list(rows) == [(None, None, True)]


def test_the_database_refuses_a_person_on_an_anonymous_row(reflection: Reflection, participant: User) -> None:
    answer_all(reflection, user=participant)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.update(user=participant)


def test_the_key_is_on_the_device_alone(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    answer_here(client, reflection)
    (cookie,) = keys_of(client)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["path"] == f"/casussen/reflecties/{reflection.pk}/"
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
    assert set(Answer.objects.values_list("pair_key", flat=True)) == {cookie.value}
    kept = [session.get_decoded() for session in Session.objects.all()]
    entries = [*PageLogEntry.objects.values(), *ModelLogEntry.objects.values()]
    assert cookie.value not in str(kept) + str(entries)
    assert cookie.value not in client.get(f"/casussen/reflecties/{reflection.pk}/").content.decode()


def test_answering_leaves_no_entry_with_a_moment(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    before = PageLogEntry.objects.count() + ModelLogEntry.objects.count()
    answer_here(client_of(participant), reflection)
    assert PageLogEntry.objects.count() + ModelLogEntry.objects.count() == before
    assert {field.name for field in Respondent._meta.get_fields()}.isdisjoint({"answered_at", "updated_at"})


def in_both_rounds(reflection: Reflection, colleagues: list[User], facilitator: User, clients: list[Client]) -> Any:
    """Everybody answers on a device of their own and, after the reveal, on ``clients``; the first decision as results show it."""
    for client in clients[: len(colleagues)]:
        answer_here(client, reflection)
    actions.reveal(reflection, user=facilitator)
    for client in clients[-len(colleagues) :]:
        answer_here(client, reflection, 2, same_choice="different", meaning="Anders.")
    return results_of(Reflection.objects.get(pk=reflection.pk), user=facilitator)[0]


def test_the_key_joins_both_rounds(
    reflection: Reflection, colleagues: list[User], facilitator: User, client_of: Callable[[User], Client]
) -> None:
    devices = [client_of(user) for user in colleagues]
    result = in_both_rounds(reflection, colleagues, facilitator, devices)
    assert (len(result.first), len(result.second)) == (4, 4)
    assert [row["cells"] for row in result.matrix["rows"]] == [[0, 0, 4, 0], [0] * 4, [0] * 4, [0] * 4]


def test_pairs_are_not_shown_when_one_could_not_be_joined(
    reflection: Reflection, colleagues: list[User], facilitator: User, client_of: Callable[[User], Client]
) -> None:
    """The three who are joined, taken from all four, would be the answer of the one."""
    devices = [client_of(user) for user in [*colleagues, colleagues[0]]]
    result = in_both_rounds(reflection, colleagues, facilitator, devices)
    assert (len(result.first), len(result.second), result.matrix) == (4, 4, None)
    page = devices[0].get(f"/casussen/reflecties/{reflection.pk}/")
    assert page.status_code == 200
    assert 'class="table shift ' not in page.content.decode()


def test_a_lost_key_leaves_a_second_answer_by_itself(
    reflection: Reflection,
    colleagues: list[User],
    participant: User,
    facilitator: User,
    client_of: Callable[..., Client],
) -> None:
    answer_here(client_of(participant), reflection)
    for user in colleagues[1:]:
        answer_all(reflection, user=user)
    actions.reveal(reflection, user=facilitator)
    answer_here(client_of(participant), reflection, 2)
    assert Answer.objects.filter(round=2).count() == 3
    assert set(Answer.objects.filter(round=2).values_list("pair_key")).isdisjoint(
        Answer.objects.filter(round=1).values_list("pair_key")
    )


def test_nobody_answers_twice_by_losing_the_key(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    answer_here(client_of(participant), reflection)
    other_device = client_of(participant)
    answer_here(other_device, reflection)
    assert Answer.objects.count() == 3
    assert other_device.get(f"/casussen/reflecties/{reflection.pk}/").context["lost_key"]


def test_an_unfinished_set_of_a_lost_key_does_not_count(
    reflection: Reflection, colleagues: list[User], facilitator: User, client_of: Callable[[User], Client]
) -> None:
    first_device = client_of(colleagues[2])
    point = reflection.case.decision_points.first()
    address = f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/"
    first_device.get(address)
    first_device.post(address, answer_data(same_choice="different", meaning="Anders."))
    for user in colleagues:
        answer_all(reflection, user=user)
    for one in reflection.case.decision_points.all():
        first_device.post(address.replace(f"/{point.pk}/", f"/{one.pk}/"), answer_data())
    revealed = actions.reveal(reflection, user=facilitator)
    assert [len(result.first) for result in results_of(revealed, user=facilitator)] == [4, 4, 4]


def test_two_people_on_one_device_do_not_share_a_key(
    reflection: Reflection, colleagues: list[User], client_of: Callable[[User], Client]
) -> None:
    client = client_of(colleagues[0])
    answer_here(client, reflection, why="Van de eerste.")
    client.force_login(colleagues[2], backend="django.contrib.auth.backends.ModelBackend")
    point = reflection.case.decision_points.first()
    page = client.get(f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/").content.decode()
    assert "Van de eerste." not in page
    answer_here(client, reflection)
    assert Answer.objects.filter(superseded=False).count() == 6


def test_a_made_up_key_is_not_taken(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    client.get(f"/casussen/reflecties/{reflection.pk}/")
    (cookie,) = keys_of(client)
    client.cookies[cookie.key] = "x"
    answer_here(client, reflection)
    assert {len(key) for key in Answer.objects.values_list("pair_key", flat=True)} == {43}


@pytest.mark.parametrize("anonymous", [False, True])
def test_how_people_answer_is_settled_for_good_when_it_is_opened(
    anonymous: bool,
    reflection_in: Callable[..., Reflection],
    facilitator: User,
    admin: User,
    client_of: Callable[[User], Client],
) -> None:
    reflection = reflection_in(anonymous=anonymous)
    other = {"how": "name" if anonymous else "anonymous", "anonymous": "no" if anonymous else "yes"}
    for client in (client_of(facilitator), client_of(admin)):
        for part in ("", "termijn/", "deelnemers/", "herinneren/", "openen/", "sluiten/", "ronde-2-beeindigen/"):
            client.post(f"/casussen/reflecties/{reflection.pk}/{part}", other)
    assert Reflection.objects.get(pk=reflection.pk).anonymous is anonymous


def test_too_few_people_are_not_anonymous(case: CaseStudyPage, colleagues: list[User], facilitator: User) -> None:
    with pytest.raises(IllegalMove):
        make_reflection(case, respondents=colleagues[:2], user=facilitator, anonymous=True)


def test_too_few_answers_are_not_revealed(reflection: Reflection, colleagues: list[User], facilitator: User) -> None:
    for user in colleagues[:2]:
        answer_all(reflection, user=user)
    with pytest.raises(IllegalMove):
        actions.reveal(reflection, user=facilitator)
    answer_all(reflection, user=colleagues[2])
    assert actions.reveal(reflection, user=facilitator).is_revealed


def test_second_answers_open_all_at_once_and_stay_as_they_are(
    reflection: Reflection, colleagues: list[User], facilitator: User
) -> None:
    keys = {user: actions.new_pair_key() for user in colleagues}
    for user in colleagues:
        answer_all(reflection, user=user, pair_key=keys[user])
    actions.reveal(reflection, user=facilitator)
    for user in colleagues:
        assert not Answer.objects.readable_by(facilitator).filter(round=2).exists()
        answer_all(reflection, user=user, pair_key=keys[user])
        if user != colleagues[-1]:
            answer_all(reflection, user=user, pair_key=keys[user], why="Toch anders gezegd.")
    assert Answer.objects.readable_by(facilitator).current().filter(round=2).count() == 12
    with pytest.raises(IllegalMove):  # who looks on would see whose answer changed when
        answer_all(reflection, user=colleagues[0], pair_key=keys[colleagues[0]], why="Nog eens anders.")


def test_a_perspective_that_few_answered_from_is_gone_when_the_round_ends(
    case: CaseStudyPage, colleagues: list[User], facilitator: User, table_circle: Circle
) -> None:
    """Three parents were asked, so theirs could be kept; two answered, so it cannot."""
    parents = [MembershipFactory(circle=table_circle, user=UserFactory(perspective="parent")).user for _ in range(3)]
    reflection = make_reflection(case, respondents=[*colleagues, *parents], user=facilitator, anonymous=True)
    for user in [*colleagues, *parents[:2]]:
        answer_all(reflection, user=user)
    assert Answer.objects.filter(perspective="parent").exists()
    revealed = actions.reveal(reflection, user=facilitator)
    assert set(Answer.objects.values_list("perspective", flat=True)) <= {Perspective.OTHER}
    assert [result.perspectives for result in results_of(revealed, user=facilitator)] == [[], [], []]


@pytest.mark.parametrize(("again", "readable"), [(2, 0), (3, 9)])
def test_closing_opens_second_answers_only_when_there_are_enough(
    again: int, readable: int, reflection: Reflection, colleagues: list[User], facilitator: User
) -> None:
    for user in colleagues:
        answer_all(reflection, user=user)
    actions.reveal(reflection, user=facilitator)
    for user in colleagues[:again]:
        answer_all(reflection, user=user)
    if again < len(colleagues):
        with pytest.raises(IllegalMove):
            actions.close(reflection, user=facilitator)
    actions.end_round_two(reflection, user=facilitator)
    assert actions.close(reflection, user=facilitator).state == ReflectionState.CLOSED
    assert Answer.objects.readable_by(facilitator).filter(round=2).count() == readable


def test_a_rare_perspective_is_not_kept(reflection: Reflection, colleagues: list[User]) -> None:
    User.objects.filter(pk=colleagues[0].pk).update(perspective=Perspective.PARENT)
    for user in User.objects.filter(pk__in=[one.pk for one in colleagues]):
        answer_all(reflection, user=user)
    assert set(Answer.objects.values_list("perspective", flat=True)) == {Perspective.OTHER}


def test_after_the_reveal_no_name_stands_by_an_answer(
    reflection_in: Callable[..., Reflection], colleagues: list[User], case_owner: User, client_of: Callable[..., Client]
) -> None:
    reflection = reflection_in(anonymous=True, revealed=True)
    page = client_of(case_owner).get(f"/casussen/reflecties/{reflection.pk}/").content.decode()
    assert not [user for user in colleagues if str(user) in page]


def test_what_is_promised_stands_on_the_screen(
    reflection: Reflection, participant: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(participant)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(f"/casussen/reflecties/{reflection.pk}/").content.decode()
    assert "Who knows all the others’ answers still knows yours." in page
