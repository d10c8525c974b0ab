"""Who may do what with a case and its reflections. ``user`` is a User or AnonymousUser.

| who | case | reflection |
| --- | --- | --- |
| owner | writes, locks, shares, adds what is known now | follows; answers only when asked |
| leader of the circle | opens a reflection once THEN is locked | reveals, concludes, closes; answers only when asked |
| respondent | reads | answers, in the round that is open |
| member of the circle | reads | follows |
"""

from typing import Any

from regions import rules as base

from .states import ANSWERING, CASE_CIRCLES, CONCLUDABLE, ReflectionState


def may_write_case(user: Any, _case: Any = None) -> bool:
    return user.is_authenticated and user.memberships.reading().filter(circle__kind__in=CASE_CIRCLES).exists()


def may_edit_case(user: Any, case: Any) -> bool:
    return user.is_authenticated and case.owner_id == user.pk


def may_change_then(user: Any, case: Any) -> bool:
    return may_edit_case(user, case) and not case.is_locked


def may_add_addendum(user: Any, case: Any) -> bool:
    return may_edit_case(user, case) and case.is_locked


def may_share_case(user: Any, case: Any) -> bool:
    return may_edit_case(user, case) and not case.is_shared and base.is_member(user, case.circle)


def may_open_reflection(user: Any, case: Any) -> bool:
    return case.live and case.is_locked and base.leads(user, case.circle)


def may_follow(user: Any, reflection: Any) -> bool:
    return base.is_member(user, reflection.circle)


def is_asked(user: Any, reflection: Any) -> bool:
    return may_follow(user, reflection) and reflection.respondents.filter(user=user).exists()


def leads(user: Any, reflection: Any) -> bool:
    return base.leads(user, reflection.circle)


def may_answer(user: Any, reflection: Any) -> bool:
    return reflection.state in ANSWERING and is_asked(user, reflection)


def may_reveal(user: Any, reflection: Any) -> bool:
    return reflection.state == ReflectionState.ROUND_ONE and leads(user, reflection)


def may_add_respondents(user: Any, reflection: Any) -> bool:
    return may_reveal(user, reflection)


def may_remind(user: Any, reflection: Any) -> bool:
    return reflection.state in ANSWERING and leads(user, reflection)


def may_end_round_two(user: Any, reflection: Any) -> bool:
    return reflection.state == ReflectionState.ROUND_TWO and leads(user, reflection)


def may_conclude(user: Any, reflection: Any) -> bool:
    return reflection.state in CONCLUDABLE and leads(user, reflection)


def may_close(user: Any, reflection: Any) -> bool:
    return may_conclude(user, reflection)
