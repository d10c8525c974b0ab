"""What indexing everything asks of the database does not follow the number of pages."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.index import get_indexed_models

from casestudies.models import CaseStudyPage
from lessons.models import ContentPage, LessonPage
from regions.models import Region, User
from search.backends.whoosh.documents import extract, extract_all
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.everything import Everything
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.regions import MembershipFactory, UserFactory
from tests.factories.visitations import People

pytestmark = [pytest.mark.once, pytest.mark.indexed_at_once]


def costs() -> dict[str, int]:
    """Queries by model, to read all of it for the index."""
    found = {}
    for model in get_indexed_models():
        with CaptureQueriesContext(connection) as queries:
            extract_all(model.get_indexed_objects())
        found[model._meta.label] = len(queries)
    return found


def test_many_pages_of_a_kind_ask_no_more_than_a_few(
    foodvalley: Region, table_circle: Any, participant: User, facilitator: User, editor: User, chair: User, host: User,
    case_owner: User,
) -> None:  # fmt: skip
    everything = Everything(
        foodvalley, table_circle, participant, facilitator, People(editor=editor, chair=chair, host=host)
    )
    people = [participant, facilitator, MembershipFactory(circle=table_circle, user=UserFactory()).user]

    def add(count: int) -> None:
        everything.add(count)
        for _ in range(count):
            LessonFactory(region=foodvalley, themes=[ThemeFactory(parent=ThemeFactory()) for _ in range(2)])
            case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
            make_reflection(case, respondents=people, user=facilitator, closed=True)

    add(1)
    few = costs()
    add(3)
    assert {model: cost for model, cost in costs().items() if cost > few[model]} == {}
    # What is laid ready for many is what each gives of itself.
    for model in (LessonPage, CaseStudyPage):
        together = extract_all(model.get_indexed_objects())
        assert together == [extract(model.objects.get(pk=page.pk)) for page in model.get_indexed_objects()]
    assert any(page.told_answers() for page in CaseStudyPage.get_indexed_objects())
    assert ContentPage.objects.for_index().count() > 0
