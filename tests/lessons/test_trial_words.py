"""What a trial said before it was changed stays with it, for who could read it then, until its region takes the words out."""

from typing import Any

import pytest

from lessons import actions
from lessons.models import LessonPage, Trial, TrialWords
from lessons.states import TrialDecision
from regions.audience import MEMBERS, PUBLIC
from tests.factories.lessons import LessonFactory
from tests.lessons.living import in_days

pytestmark = pytest.mark.once

FIRST = "Als we eerst bellen, duurt het korter."
THEN = "Als we eerst bellen, komen meer ouders."


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator, audience_key=MEMBERS)


@pytest.fixture
def trial(lesson: LessonPage, zeeland: Any, coordinator: Any) -> Trial:
    return begun(lesson, zeeland, coordinator)


def begun(lesson: LessonPage, region: Any, user: Any, **said: Any) -> Trial:
    days = {"starts_on": in_days(-20), "ends_on": in_days(20)}
    words = {"hypothesis": FIRST, "where": "Team Middelburg", "noticed_by": "We tellen.", **days}
    return actions.begin_trial(lesson, region=region, user=user, **words, **said)


def change(client: Any, trial: Trial, **said: str) -> Any:
    address = f"/lessen/proeven/{trial.pk}/wijzigen/"
    form = client.get(address).context["form"]
    return client.post(address, {**{name: form[name].value() for name in form.fields}, **said})


def at(trial: Trial) -> str:
    return f"/lessen/proeven/{trial.pk}/"


def test_what_it_said_is_told_with_the_lesson_and_read_with_the_trial(
    client: Any, client_of: Any, trial: Trial, lesson: LessonPage, coordinator: Any, outsider: Any
) -> None:
    leading, reading = client_of(coordinator), client_of(outsider)
    assert 'id="eerder"' not in reading.get(at(trial)).content.decode()
    change(leading, trial, hypothesis=THEN)
    change(leading, trial)  # sent as it stood: nothing was changed
    assert TrialWords.objects.get().hypothesis == FIRST
    page = reading.get(at(trial)).content.decode()
    assert FIRST in page and THEN in page and "uithalen" not in page
    story = reading.get(lesson.url)
    assert [one.before for one in story.context["trials"]] == [[TrialWords.objects.get()]]

    # Opened to everyone later: who could not read it then reads what it says now.
    LessonPage.objects.filter(pk=lesson.pk).update(audience_key=PUBLIC)
    page = client.get(at(trial)).content.decode()
    assert (THEN in page, FIRST in page) == (True, False)


def test_its_region_takes_words_out_for_good_also_when_it_is_decided(
    client_of: Any, trial: Trial, coordinator: Any, facilitator: Any
) -> None:
    leading = client_of(coordinator)
    change(leading, trial, hypothesis=THEN)
    actions.decide_trial(trial, decision=TrialDecision.SCALE_UP, noticed="Ja.", because="Het werkt.", user=coordinator)
    words = TrialWords.objects.get()
    take_out = f"/lessen/proeven/eerder/{words.pk}/uithalen/"
    assert take_out in leading.get(at(trial)).content.decode()
    assert client_of(facilitator).post(take_out).status_code == 403
    assert leading.post(take_out, follow=True).status_code == 200
    words.refresh_from_db()
    assert (words.hypothesis, words.where, words.noticed_by) == ("", "", "") and words.withdrawn_at
    page = leading.get(at(trial)).content.decode()
    assert FIRST not in page and 'id="eerder"' in page and take_out not in page


def test_of_a_region_without_a_name_neither_its_place_nor_its_days_are_told(
    client_of: Any, lesson: LessonPage, zeeland: Any, coordinator: Any, outsider: Any
) -> None:
    trial = begun(lesson, zeeland, coordinator, is_named=False)
    change(client_of(coordinator), trial, where="Team Goes", hypothesis=THEN)
    page = client_of(outsider).get(at(trial)).content.decode()
    assert FIRST in page and "Middelburg" not in page and "Goes" not in page and "Zeeland" not in page
    assert "Middelburg" in client_of(coordinator).get(at(trial)).content.decode()
