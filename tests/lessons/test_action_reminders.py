"""Actions come back: in the list, by mail, and until somebody says what became of them."""

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from lessons import actions, due
from lessons.models import Action
from lessons.states import ActionStatus
from regions.models import User
from tests.factories.lessons import ActionFactory
from tests.factories.regions import MembershipFactory

TODAY = timezone.localdate
DAY = datetime.timedelta(days=1)


@pytest.fixture
def agreed(participant: User, table_circle: Any) -> Any:
    """An action of the participant's, due ``days`` from now, agreed on a month ago."""

    def agree(days: int, what: str = "De school bellen", **fields: Any) -> Action:
        action = ActionFactory(
            circle=table_circle, **{"owner": participant, "what": what, "due_on": TODAY() + days * DAY, **fields}
        )
        Action.objects.filter(pk=action.pk).update(created_at=timezone.now() - 30 * DAY)
        return action

    return agree


def reminded_on(action: Action, days: range, **callbacks: Any) -> list[int]:
    """On which days from now a mail goes out; the clock is read three times a day."""
    told = []
    for day in days:
        for hour in (1, 8, 20):
            before = len(mail.outbox)
            moment = timezone.localtime().replace(hour=12) + day * DAY + datetime.timedelta(hours=hour - 12)
            with callbacks["capture"](execute=True):
                due.remind_owner(action, moment=moment)
            told += [day] * (len(mail.outbox) - before)
    return told


def test_who_took_it_on_hears_once_before_and_once_a_week_after(
    agreed: Any, participant: User, django_capture_on_commit_callbacks: Any
) -> None:
    action = agreed(10)
    assert reminded_on(action, range(30), capture=django_capture_on_commit_callbacks) == [7, 11, 18, 25]
    soon, late = mail.outbox[0], mail.outbox[1]
    assert soon.to == [participant.email]
    assert soon.subject != late.subject
    for letter in mail.outbox:
        assert "De school" not in letter.body
        assert f"/lessen/acties/{action.pk}/" in letter.body


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.DROPPED])
def test_nobody_hears_of_what_is_done_or_dropped(
    agreed: Any, participant: User, status: ActionStatus, django_capture_on_commit_callbacks: Any
) -> None:
    action = actions.finish_action(agreed(-3), status=status, result="De school belde zelf.", user=participant)
    with django_capture_on_commit_callbacks(execute=True):
        due.run_due()
    assert mail.outbox == []
    assert action.finished_at is not None
    again = actions.finish_action(action, status=ActionStatus.OPEN, result="", user=participant)
    assert again.finished_at is None


def test_who_agreed_to_it_this_morning_is_not_reminded_today(
    participant: User, table_circle: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ActionFactory(circle=table_circle, owner=participant, due_on=TODAY() + DAY)
    with django_capture_on_commit_callbacks(execute=True):
        due.run_due()
    assert mail.outbox == []


def test_no_row_is_dropped_without_a_reason(agreed: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=agreed(3).pk).update(status=ActionStatus.DROPPED, result="")


def test_the_overview_is_narrowed_and_says_in_words_what_is_late(
    agreed: Any,
    participant: User,
    facilitator: User,
    foodvalley: Any,
    table_circle: Any,
    outsider: User,
    client_of: Any,
) -> None:
    MembershipFactory(circle=foodvalley.circle, user=participant)
    agreed(-2, what="Te laat")
    agreed(0, what="Vandaag", owner=facilitator)
    ActionFactory(circle=foodvalley.circle, owner=participant, what="Van de regio", due_on=TODAY() + 60 * DAY)
    client = client_of(participant)
    client.cookies["taal"] = "en"

    def shown(query: str) -> set[str]:
        return {action.what for action in client.get(f"/lessen/acties/?{query}").context["actions"]}

    page = client.get("/lessen/acties/").content.decode()
    assert ("2 days past its date" in page, "Due today" in page) == (True, True)
    assert shown("wie=ik") == {"Te laat", "Van de regio"}
    assert shown(f"tafel={table_circle.pk}") == {"Te laat", "Vandaag"}
    assert shown("regio=food-valley") == {"Van de regio"}
    assert shown("stand=te-laat") == {"Te laat"}
    assert shown("tafel=999999&stand=nergens") == {"Te laat", "Vandaag", "Van de regio"}
    strange = client_of(outsider)
    assert list(strange.get(f"/lessen/acties/?tafel={table_circle.pk}").context["actions"]) == []
