"""Two of the committee at the same moment: on one remark, on two remarks about one text, and on the report's parts."""

from functools import partial
from typing import Any

import pytest

from tests.factories import visitations as made
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401
from visitations import actions
from visitations.body import parts_of
from visitations.states import RemarkDecision, RemarkKind, Stage
from visitations.versions import mark_of_wording, working_report

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def people(editor: Any, chair: Any, host: Any) -> made.People:
    return made.People(editor=editor, chair=chair, host=host)


def test_a_wording_changes_for_one_of_two_who_decide(twente: Any, people: made.People) -> None:
    visitation = made.visitation(twente, people, stage=Stage.FACT_CHECK)
    finding = visitation.findings.get()
    seen = mark_of_wording(finding.statement)
    remarks = [
        actions.remark(finding, kind=RemarkKind.FACTUAL_ERROR, text=text, user=people.host)
        for text in ("Een.", "Twee.")
    ]
    decide = partial(actions.decide_remark, decision=RemarkDecision.ADOPTED, reason="Klopt.", version=seen)
    came = at_once(
        lambda: decide(remarks[0], statement="Van de voorzitter.", user=people.chair),
        lambda: decide(remarks[1], statement="Van het lid.", user=people.member),
        lambda: decide(remarks[1], statement="Van de secretaris.", user=people.secretary),
    )
    finding.refresh_from_db()
    decided = visitation.remarks.exclude(decision=RemarkDecision.PENDING)
    assert refused(came) == 2
    assert list(decided.values_list("before", "becomes")) == [("Gezinnen wachten lang.", finding.statement)]


def test_parts_that_are_written_at_once_are_all_kept(twente: Any, people: made.People) -> None:
    visitation = made.visitation(twente, people, stage=Stage.DRAFT)
    made.write_report(visitation, people)
    fresh = [type(visitation).objects.get(pk=visitation.pk) for _writer in range(3)]
    came = at_once(
        *(
            partial(actions.add_part, one, kind="text", value=f"Van {number}.", user=people.member)
            for number, one in enumerate(fresh)
        )
    )
    said = {part["value"] for part in parts_of(working_report(visitation)) if part["type"] == "text"}
    assert (refused(came), said) == (0, {"Van 0.", "Van 1.", "Van 2."})
