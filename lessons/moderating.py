"""Who looks at comments before others read them: the page's owner, the coordinators of its lead region, national editors, and who
leads the circle that the page is for; of these, who may read the page."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from regions.audience import circle_id_of, circle_key
from regions.models import Membership, User
from regions.rules import is_editor
from regions.states import LEADING_ROLES, Role

from .models import Comment, ContentPage
from .models.comments import closed_to
from .states import CommentStatus


def moderators_of(page: ContentPage) -> Any:
    seats = Membership.objects.reading().filter(user=OuterRef("pk"))
    circle = circle_id_of(page.audience_key)
    coordinates = Exists(seats.filter(circle=page.lead_region.circle_id, role=Role.COORDINATOR))
    chosen = Q(pk=page.owner_id) | Q(coordinates) | Q(Exists(seats.filter(role=Role.EDITOR)))
    people = User.objects.filter(is_active=True)
    if circle is None:
        return people.filter(chosen)
    leads = Exists(seats.filter(circle=circle, role__in=LEADING_ROLES))
    return people.filter(chosen | Q(leads)).filter(Exists(seats.filter(circle=circle)))


def is_alone(user: Any, page: ContentPage) -> bool:
    """Whether ``user`` moderates the page and nobody else does: what they say there themselves, nobody else can look at."""
    people = set(moderators_of(page).values_list("pk", flat=True))
    return people == {user.pk}


def open_for_comments(user: Any) -> Any:
    """Pages beside which ``user`` reads and says something."""
    return ContentPage.objects.visible_to(user).exclude(pk__in=closed_to(user))


def pages_moderated_by(user: Any) -> Any:
    if not user.is_authenticated or not user.is_active:
        return ContentPage.objects.none()
    visible = open_for_comments(user)
    if is_editor(user):
        return visible
    seats = list(user.memberships.reading().values_list("circle", "role"))
    coordinated = [circle for circle, role in seats if role == Role.COORDINATOR]
    led = [circle_key(circle) for circle, role in seats if role in LEADING_ROLES]
    return visible.filter(Q(owner=user.pk) | Q(lead_region__circle__in=coordinated) | Q(audience_key__in=led))


def may_moderate(user: Any, page: ContentPage) -> bool:
    return bool(pages_moderated_by(user).filter(pk=page.pk).exists())


def may_settle(user: Any, comment: Comment) -> bool:
    """Not one of one's own: somebody else looks at that."""
    return bool(user.is_authenticated) and comment.author_id != user.pk and may_moderate(user, comment.page)


def waiting_for(user: Any) -> Any:
    """Comments of others that nobody has looked at."""
    return Comment.objects.waiting().filter(page__in=pages_moderated_by(user).values("pk")).exclude(author=user.pk)


def reported_to(user: Any) -> Any:
    """Comments that are shown, and about which somebody asked to look again."""
    reported = Comment.objects.filter(status=CommentStatus.SHOWN, reports__settled_at=None, reports__isnull=False)
    return reported.filter(page__in=pages_moderated_by(user).values("pk")).exclude(author=user.pk).distinct()
