"""Who may do what with a case and its reflections. ``user`` is a User or AnonymousUser.

| who | case | reflection |
| --- | --- | --- |
| owner | writes, deletes, locks, shares, asks along, adds what is known now | follows; answers only when asked |
| who writes along | writes and puts back as the owner does, until THEN is locked; reads from then on | answers only when asked |
| who reads along | reads the draft, and what came of it unless they still have to judge it | answers only when asked |
| leader of the circle | opens a reflection once THEN is locked | reveals, concludes, closes; answers only when asked |
| second reader | reads once more, before everyone can, a text they had no hand in | |
| respondent | reads | answers, in the round that is open |
| member of the circle | reads | follows |

Who was asked along and is no longer in the circle of the case may nothing of this any more.
"""

from typing import Any

from regions import rules as base

from .states import ANSWERING, CASE_CIRCLES, CONCLUDABLE, WriterRole


def may_write_case(user: Any, _case: Any = None) -> bool:
    return user.is_authenticated and user.memberships.reading().filter(circle__kind__in=CASE_CIRCLES).exists()


def owns_case(user: Any, case: Any) -> bool:
    return user.is_authenticated and case.owner_id == user.pk


def _is_along(user: Any, case: Any, *roles: WriterRole) -> bool:
    if not user.is_authenticated or not case.writers.filter(user=user, role__in=roles).exists():
        return False
    return base.is_member(user, case.circle)


def may_read_draft(user: Any, case: Any) -> bool:
    return owns_case(user, case) or _is_along(user, case, *WriterRole)


def may_edit_case(user: Any, case: Any) -> bool:
    return owns_case(user, case) or (not case.is_locked and _is_along(user, case, WriterRole.CO_WRITER))


def may_change_then(user: Any, case: Any) -> bool:
    return not case.is_locked and may_edit_case(user, case)


def may_lock_then(user: Any, case: Any) -> bool:
    return not case.is_locked and owns_case(user, case)


def may_delete_point(user: Any, case: Any) -> bool:
    """The owner alone: what goes cannot be put back."""
    return may_lock_then(user, case)


def may_move_case(user: Any, case: Any) -> bool:
    """To another region: the owner, until others than the circle have its address."""
    return owns_case(user, case) and not case.was_wide


def may_add_addendum(user: Any, case: Any) -> bool:
    return owns_case(user, case) and case.is_locked


def may_ask_along(user: Any, case: Any) -> bool:
    return owns_case(user, case)


def may_share_case(user: Any, case: Any) -> bool:
    return owns_case(user, case) and not case.is_shared and base.is_member(user, case.circle)


def is_inside(user: Any, case: Any) -> bool:
    """Whether ``user`` is one of those the case was written for; a wide case is read by others too."""
    return owns_case(user, case) or base.is_member(user, case.circle)


def may_check_case(user: Any, case: Any) -> bool:
    return may_edit_case(user, case)


def may_widen_case(user: Any, case: Any) -> bool:
    return owns_case(user, case)


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


def may_conclude(user: Any, reflection: Any) -> bool:
    return reflection.state in CONCLUDABLE and leads(user, reflection)


def may_close(user: Any, reflection: Any) -> bool:
    return may_conclude(user, reflection)
