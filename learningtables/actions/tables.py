from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from lessons.models import Theme
from regions.actions import add_member, found_circle, invite, set_membership_status
from regions.audience import PUBLIC
from regions.audit import record
from regions.models import Circle, Invitation, Membership, Region, User
from regions.states import CircleKind, IllegalMove, MembershipStatus, Role
from regions.versions import demand_version

from .. import emails
from ..models import LearningTablePage
from .publishing import publish
from .rota import pass_turns_on
from .sessions import withdraw

OWN_CIRCLE = "circle"


@transaction.atomic
def found_table(
    *,
    region: Region,
    title: str,
    purpose: str,
    user: User,
    facilitator: User | None = None,
    further_regions: Iterable[Region] = (),
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    audience_key: str = PUBLIC,
    **fields: Any,
) -> LearningTablePage:
    """A table under the region's page with a circle of its own. ``facilitator`` (the founder, when left out) leads it.

    ``audience_key`` "circle" closes the page to all but the table's own people; ``fields`` are ``rhythm`` and ``summary``.
    """
    # Foundings in one region follow each other: a form that is sent twice meets the first one's table.
    parent = Page.objects.select_for_update().get(pk=region.page.pk)
    name = _circle_name(title, region, user=user)
    circle = found_circle(kind=CircleKind.LEARNING_TABLE, name=name, user=user)
    key = circle.audience_key if audience_key == OWN_CIRCLE else audience_key
    table = LearningTablePage(
        title=title, purpose=purpose, circle=circle, lead_region=region, audience_key=key, owner=user, **fields
    )
    _describe(table, further_regions=further_regions, themes=themes, tags=tags)
    parent.add_child(instance=table)
    publish(table, user=user)
    add_member(circle, member=facilitator or user, role=Role.FACILITATOR, user=user)
    record(table, "learningtables.found_table", user=user, region=region.cbs_code, circle=circle.pk)
    return table


def _circle_name(title: str, region: Region, *, user: User) -> str:
    """Two regions may each have a table of the same name. A table that ``user`` may not see counts for nothing: a refusal or
    another name would tell of it."""
    seen = LearningTablePage.objects.visible_to(user)
    if seen.filter(lead_region=region, title=title).exists():
        raise IllegalMove(_("This region already has a learning table of this name."))
    return f"{title} ({region})"[:150] if seen.filter(circle__name=title).exists() else title


def _describe(table: LearningTablePage, *, further_regions: Any, themes: Any, tags: Any) -> None:
    table.further_regions = [region for region in further_regions if region != table.lead_region]
    table.themes = list(themes)
    table.tags.set(list(tags))


@transaction.atomic
def change_table(
    table: LearningTablePage,
    *,
    version: int | None,
    user: User,
    further_regions: Iterable[Region],
    themes: Iterable[Theme],
    tags: Iterable[str],
    audience_key: str,
    **fields: Any,
) -> LearningTablePage:
    table = LearningTablePage.objects.select_for_update(of=("self",)).get(pk=table.pk)
    demand_version(table.latest_revision_id, version)
    for name, value in fields.items():
        setattr(table, name, value)
    table.audience_key = table.circle.audience_key if audience_key == OWN_CIRCLE else audience_key
    _describe(table, further_regions=further_regions, themes=themes, tags=tags)
    publish(table, user=user)
    record(table, "learningtables.change_table", user=user)
    return table


@transaction.atomic
def add_people(
    table: LearningTablePage, *, emails: Iterable[str], role: Role, user: User
) -> tuple[list[Membership], list[Invitation]]:
    """A seat for each address: at once for who has an account, else by an invitation. Who sits there already is left as is."""
    added, invited = [], []
    for address in dict.fromkeys(address.strip().lower() for address in emails):
        person = User.objects.filter(email__iexact=address, is_active=True).first()
        if person is None:
            invited.append(invite(table.circle, email=address, role=role, user=user))
        elif not table.people.filter(user=person).exists():
            added.append(_seat(table, person, role=role, user=user))
    return added, invited


def _seat(table: LearningTablePage, person: User, *, role: Role, user: User) -> Membership:
    membership = add_member(table.circle, member=person, role=role, user=user)
    emails.send_seat(table, to=person)
    return membership


@transaction.atomic
def end_membership(table: LearningTablePage, membership: Membership, *, user: User) -> Membership:
    """Give up a seat. Sessions to come no longer count on this person; what was said before stays."""
    # The circle's row is the lock: two facilitators cannot end each other at once.
    Circle.objects.select_for_update().get(pk=table.circle_id)
    membership = Membership.objects.select_related("user").get(pk=membership.pk, circle=table.circle_id)
    others = table.people.filter(role=Role.FACILITATOR).exclude(pk=membership.pk)
    if membership.role == Role.FACILITATOR and not others.exists():
        raise IllegalMove(_("A table cannot be without a facilitator. Appoint another one first."))
    membership = set_membership_status(membership, status=MembershipStatus.ENDED, user=user)
    withdraw(table, membership.user)
    pass_turns_on(table, membership.user, user=user)
    return membership
