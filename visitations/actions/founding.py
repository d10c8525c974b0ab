from regions import actions as circles
from regions.models import Circle, User
from regions.states import CircleKind


def found(kind: CircleKind, title: str, *, user: User) -> Circle:
    """A circle under the visitation's title; a second visitation of that title gets a number."""
    taken = set(Circle.objects.filter(kind=kind, name__startswith=title[:140]).values_list("name", flat=True))
    names = (title[:140] if number == 1 else f"{title[:140]} ({number})" for number in range(1, len(taken) + 2))
    return circles.found_circle(kind=kind, name=next(name for name in names if name not in taken), user=user)
