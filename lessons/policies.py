"""Wagtail's page permissions, narrowed by the audience rule: who may not read a page does not meet it in the admin either."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from regions.audience import WIDE, audience_keys, circle_id_of
from regions.states import VISITATION_CIRCLES, MembershipStatus

from .models import ContentPage
from .states import Kind


def held_keys(user: Any) -> frozenset[str]:
    """``audience_keys``, asked once per request: an admin listing asks for every row."""
    if not hasattr(user, "_held_audience_keys"):
        user._held_audience_keys = audience_keys(user)
    return user._held_audience_keys


def outside(user: Any) -> QuerySet:
    """The pages that are not there for ``user`` in the admin: of circles they are not in, cases that their owners have not
    shared yet, and those that are read outside their circle, whose drafts and history are the circle's; visitations at whose
    tables they have a seat, whose history would tell what goes on at the other one."""
    unshared = Q(kind=Kind.CASE, live=False, first_published_at=None) & ~Q(owner=user.pk)
    wide = Q(kind=Kind.CASE, audience_key__in=WIDE) & ~Q(casestudypage__circle__in=_circles_of(user))
    at_a_table = Q(pk__in=_with_seat_of(user))
    return ContentPage.objects.filter(~Q(audience_key__in=held_keys(user)) | unshared | wide | at_a_table)


def _with_seat_of(user: Any) -> frozenset[int]:
    """The visitations in which ``user`` has a seat, whatever became of it short of its end, and their reports; asked once per
    request."""
    if not hasattr(user, "_seated_in"):
        user._seated_in = frozenset(_find_with_seat_of(user)) if user.is_authenticated else frozenset()
    return user._seated_in


def _find_with_seat_of(user: Any) -> set[int]:
    seats = user.memberships.filter(circle__kind__in=VISITATION_CIRCLES).exclude(status=MembershipStatus.ENDED)
    held = set(seats.values_list("circle", flat=True))
    if not held:
        return set()
    at_a_table = Q()
    for table in ("committee", "visited_party", "panel"):
        at_a_table |= Q(**{f"visitationpage__{table}__in": held})
    found = dict(ContentPage.objects.filter(at_a_table).values_list("pk", "path"))
    reports = ContentPage.objects.filter(kind=Kind.REPORT).values_list("pk", "path")
    return {*found, *(pk for pk, path in reports if path[: -ContentPage.steplen] in set(found.values()))}


def _circles_of(user: Any) -> set[int | None]:
    return {circle_id_of(key) for key in held_keys(user)} - {None}


def is_outside(user: Any, page: Page) -> bool:
    if not issubclass(page.specific_class or Page, ContentPage):
        return False
    content = page if isinstance(page, ContentPage) else page.contentpage
    if content.audience_key not in held_keys(user):
        return True
    if content.kind != Kind.CASE:
        return content.kind in {Kind.VISITATION, Kind.REPORT} and content.pk in _with_seat_of(user)
    unshared = not content.live and content.first_published_at is None
    if unshared:
        return content.owner_id != user.pk
    return content.audience_key in WIDE and content.specific.circle_id not in _circles_of(user)


class AudiencePagePolicy(PagePermissionPolicy):
    def _within_audience(self, pages: QuerySet, user: Any) -> QuerySet:
        return pages.exclude(pk__in=outside(user).values("pk"))

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        return self._within_audience(super().instances_user_has_any_permission_for(user, actions), user)

    def explorable_instances(self, user: Any) -> QuerySet:
        return self._within_audience(super().explorable_instances(user), user)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Page) -> bool:
        return not is_outside(user, instance) and super().user_has_any_permission_for_instance(user, actions, instance)


class Nobody(PagePermissionTester):
    """No right at all. Wagtail's own tester counts on permissions that a visitor does not have, and lets whoever has no
    number unlock a page that nobody locked."""

    def __init__(self, page: Page) -> None:
        super().__init__(AnonymousUser(), page)
        self.permissions: set[str] = set()

    def can_unlock(self) -> bool:
        return False


def permission_tester(user: Any, page: ContentPage) -> PagePermissionTester:
    """Who is outside the audience is treated as nobody, a superuser too."""
    return Nobody(page) if is_outside(user, page) else PagePermissionTester(user, page)
