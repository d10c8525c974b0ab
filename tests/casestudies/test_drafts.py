"""What was typed and not sent: on the site for its writer alone, and of an anonymous reflection not at all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casestudies import actions
from casestudies.models import Answer, AnswerDraft, Reflection
from casestudies.views.answering import draft_key
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import answer_data

pytestmark = pytest.mark.once

TYPED = "halfafwoord"
Clients = Callable[[User], Client]


def address_of(reflection: Reflection, part: str = "") -> str:
    point = reflection.case.decision_points.first()
    return f"/casussen/reflecties/{reflection.pk}/beslispunten/{point.pk}/{part}"


def test_what_is_typed_is_kept_on_the_site_and_is_in_the_form_again(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection = reflection_in()
    saved = client_of(participant).post(
        address_of(reflection, "concept/"), {"round": 1, "why": TYPED, "reasonable": "doubtful"}
    )
    assert (saved.status_code, saved.json().keys()) == (200, {"saved"})
    page = client_of(participant).get(address_of(reflection))  # another device
    form = page.context["form"]
    assert (form["why"].value(), form["reasonable"].value(), form["same_choice"].value()) == (TYPED, "doubtful", "")
    assert not Answer.objects.exists()
    assert not reflection.respondents.filter(answered_round_one=True).exists()


def test_what_is_begun_is_called_so_until_it_is_sent(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection, client = reflection_in(), client_of(participant)

    def begun() -> bool:
        return client.get(f"/casussen/reflecties/{reflection.pk}/").context["own"][0]["begun"]

    client.post(address_of(reflection, "concept/"), {"round": 1, "why": ""})
    assert not begun()
    client.post(address_of(reflection, "concept/"), {"round": 1, "why": TYPED})
    assert begun()
    client.post(address_of(reflection), answer_data())
    assert not begun()


def test_the_newest_is_shown_and_sending_it_leaves_no_draft(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection, client = reflection_in(), client_of(participant)
    client.post(address_of(reflection), answer_data(why="Eerst gezegd."))
    client.post(address_of(reflection, "concept/"), {"round": 1, "why": TYPED})
    assert client.get(address_of(reflection)).context["form"]["why"].value() == TYPED
    client.post(address_of(reflection), answer_data(why="Toen gezegd."))
    assert not AnswerDraft.objects.exists()
    assert client.get(address_of(reflection)).context["form"]["why"].value() == "Toen gezegd."


def test_what_was_typed_can_be_thrown_away(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection, client = reflection_in(), client_of(participant)
    client.post(address_of(reflection), answer_data(why="Eerst gezegd."))
    client.post(address_of(reflection, "concept/"), {"round": 1, "why": TYPED})
    client.post(address_of(reflection, "concept/weg/"), {"round": 1})
    assert client.get(address_of(reflection)).context["form"]["why"].value() == "Eerst gezegd."
    assert not AnswerDraft.objects.exists()


def test_nothing_typed_in_an_anonymous_reflection_comes_to_lie_on_the_site(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection, client = reflection_in(anonymous=True), client_of(participant)
    assert client.post(address_of(reflection, "concept/"), {"round": 1, "why": TYPED}).status_code == 409
    with pytest.raises(IllegalMove):
        point = reflection.case.decision_points.first()
        actions.keep_draft(reflection, decision_point=point, round=1, said={"why": TYPED}, user=participant)
    assert not AnswerDraft.objects.exists()
    page = client.get(address_of(reflection)).content.decode()
    assert ("data-autosave" in page, "data-draft-key" in page) == (False, True)


@pytest.mark.parametrize(("number", "state"), [(2, {}), (1, {"revealed": True}), (1, {"closed": True})])
def test_only_the_round_that_is_open_takes_drafts(
    number: int, state: dict[str, bool], reflection_in: Callable[..., Reflection], participant: User, client_of: Clients
) -> None:
    reflection = reflection_in(**state)
    kept = client_of(participant).post(address_of(reflection, "concept/"), {"round": number, "why": TYPED})
    assert (kept.status_code, kept.json().keys()) == (409, {"conflict"})
    assert not AnswerDraft.objects.exists()


def test_nobody_else_reads_or_changes_a_draft(
    reflection_in: Callable[..., Reflection], participant: User, client_of: Clients, everyone: dict[str, Client]
) -> None:
    """Not before the reveal and not after it, by no screen, and the admin knows of no drafts at all."""
    reflection = reflection_in(answered=True)
    client_of(participant).post(address_of(reflection, "concept/"), {"round": 1, "why": TYPED})
    del everyone["participant"]
    for name, client in everyone.items():
        client.post(address_of(reflection, "concept/"), {"round": 1, "why": "Van een ander."})
        client.post(address_of(reflection, "concept/weg/"), {"round": 1})
        for address in (
            f"/casussen/reflecties/{reflection.pk}/",
            address_of(reflection),
            reflection.case.url,
            "/admin/",
        ):
            assert TYPED not in client.get(address, follow=True).content.decode(), (name, address)
    assert AnswerDraft.objects.get(respondent__user=participant).said["why"] == TYPED
    actions.reveal(reflection, user=None)
    for name, client in everyone.items():
        page = client.get(f"/casussen/reflecties/{reflection.pk}/", follow=True).content.decode()
        assert TYPED not in page, name


def test_a_device_keeps_drafts_under_another_name_for_everybody(
    reflection_in: Callable[..., Reflection], colleagues: list[User], client_of: Clients
) -> None:
    reflection = reflection_in()
    point = reflection.case.decision_points.first()
    keys = {draft_key(reflection, point=point, number=number, user=user) for user in colleagues for number in (1, 2)}
    assert len(keys) == 2 * len(colleagues)
    page = client_of(colleagues[0]).get(address_of(reflection)).content.decode()
    assert f'data-draft-key="{draft_key(reflection, point=point, number=1, user=colleagues[0])}"' in page


def test_no_address_lists_drafts(admin: User, client_of: Clients) -> None:
    client: Any = client_of(admin)
    for address in ("/admin/snippets/casestudies/answerdraft/", "/api/answerdraft/", "/admin/snippets/"):
        assert client.get(address).status_code in {302, 403, 404}
