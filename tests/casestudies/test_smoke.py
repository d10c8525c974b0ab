from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.regions import MembershipFactory
from casestudies import actions
from casestudies.results import results_of, progress


def test_smoke(foodvalley, table_circle, case_owner, participant, facilitator):
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, points=3, locked=True, shared=True, disclosed=True
    )
    third = MembershipFactory(circle=table_circle).user
    r = make_reflection(
        case,
        respondents=[participant, facilitator, third],
        user=facilitator,
        revealed=True,
        anonymous=True,
        same_choice="partly",
        meaning="x",
    )
    assert len(results_of(r, user=case_owner)[0].first) == 3
    for u in (participant, facilitator, third):
        answer_all(r, user=u)
    assert len(results_of(r, user=case_owner)[0].second) == 3
    assert progress(r) == (3, 3)
    actions.close(r, user=facilitator)
    r2 = make_reflection(case, respondents=[participant, facilitator], user=facilitator, closed=True)
