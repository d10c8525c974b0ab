"""A member who still saves when the judgements are opened; two who open; two who judge together."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from regions.models import Region, User
from tests.factories import visitations as made
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401
from visitations import actions
from visitations.models import Assessment, VisitationPage
from visitations.states import Stage, Voice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def people(editor: User, chair: User, host: User) -> made.People:
    return made.People(editor=editor, chair=chair, host=host)


@pytest.fixture
def visitation(twente: Region, people: made.People) -> VisitationPage:
    visitation = made.visitation(twente, people, stage=Stage.VISIT)
    made.judge_alone(visitation, people.chair, people.secretary, people.member)
    return visitation


def stored(visitation: VisitationPage) -> VisitationPage:
    """Everybody's own copy, as each request has one."""
    return VisitationPage.objects.get(pk=visitation.pk)


def test_what_is_saved_beside_the_opening_is_in_time_or_refused(
    visitation: VisitationPage, people: made.People
) -> None:
    criteria = list(visitation.framework.criteria.all())

    def change(person: User, criterion: Any) -> Callable[[], Any]:
        here = stored(visitation)
        return lambda: actions.judge_alone(here, criterion, score=4, text="Te laat?", user=person)

    late = [change(person, one) for person, one in zip((people.secretary, people.member), criteria, strict=False)]
    opens = [partial(actions.open_judgements, stored(visitation), user=people.chair) for _twice in range(2)]
    came = at_once(*late, *opens)
    assert refused(came[2:]) == 1
    rows = Assessment.objects.filter(visitation=visitation, voice=Voice.MEMBER)
    assert rows.filter(text="Te laat?").count() == 2 - refused(came[:2])
    assert not rows.filter(handed_in_at=None).exists()


def test_of_two_who_judge_together_one_meets_the_other(visitation: VisitationPage, people: made.People) -> None:
    actions.open_judgements(visitation, user=people.chair)
    criterion = visitation.framework.criteria.first()
    came = at_once(
        *[
            partial(actions.judge_together, stored(visitation), criterion, score=2, text=str(one), version="", user=one)
            for one in (people.chair, people.member)
        ]
    )
    assert refused(came) == 1
    assert Assessment.objects.filter(voice=Voice.COMMITTEE).count() == 1
