"""What nobody may find is not in the index, whatever its readers would do with it: every term of it is looked through."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from lessons.models import LessonPage
from search.backends.whoosh.schema import TEXT, WORDS
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.learningtables import make_report, make_room, make_session, make_table, seat, write
from tests.factories.lessons import LessonFactory

pytestmark = [pytest.mark.once, pytest.mark.django_db]

# Words that are in no dictionary stay as they are.
OPEN, ANSWER, NOW, OUTCOME, SAID, DRAFT_REPORT, DRAFT_LESSON = (
    "openwoordje", "antwoordwoordje", "nuwoordje", "aflowoordje", "kamerwoordje", "verslagwoordje", "conceptwoordje",
)  # fmt: skip


@pytest.fixture
def written(foodvalley: Any, table_circle: Any, case_owner: Any, facilitator: Any, participant: Any) -> None:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True, disclosed=True,
        situation=f"Een gezin wachtte. {OPEN}", outcome=f"Afloop {OUTCOME}", now=f"Nu {NOW}",
    )  # fmt: skip
    make_reflection(case, respondents=[participant], user=facilitator, answered=True, meaning=f"Dus {ANSWER}.")
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    room = make_room(make_session(table, user=facilitator), user=facilitator, at=2)
    write(room, f"Wie {SAID}?", by=seat(room, participant))
    held = make_session(table, user=facilitator, held=True)
    make_report(held, user=facilitator, body=f"Verslag {DRAFT_REPORT}.", published=False)
    lesson = LessonFactory(region=foodvalley, title="Bel op tijd")
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.why = f"Nieuw: {DRAFT_LESSON}."
    draft.save_revision()


@pytest.mark.parametrize("rebuilt", [False, True])
def test_what_is_not_told_yet_is_in_no_term(written: None, rebuilt: bool, index_dir: Path) -> None:
    from modelsearch.backends import get_search_backend

    if rebuilt:
        call_command("update_index", verbosity=0)
    store = get_search_backend().store
    terms = b"\n".join(one.vocabulary(name).text for one in store.snapshot().segments for name in (TEXT, WORDS))
    raw = b"".join(path.read_bytes() for path in store.current().iterdir() if path.is_file())
    assert OPEN.encode() in terms
    for word in (ANSWER, NOW, OUTCOME, SAID, DRAFT_REPORT, DRAFT_LESSON):
        assert word.encode() not in terms and word.encode() not in raw, word
