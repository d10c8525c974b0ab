"""What can be done with a request for support: write it down, send it, talk about it, agree, close."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import emails, rules
from ..audit import record
from ..checking import demand_nobody
from ..models import Circle, Region, SupportMessage, SupportRequest, User
from ..states import LEADING_ROLES, SUPPORT_MOVES, CircleKind, IllegalMove, SupportStatus, check_move
from ..versions import demand_version, version_of

ASKED = ("title", "where_we_are", "where_to", "what_is_needed")


def _demand_nobody(fields: dict[str, str]) -> None:
    demand_nobody({_called(name): text for name, text in fields.items()})


def _called(name: str) -> Any:
    return getattr(SupportRequest._meta.get_field(name), "verbose_name", name)


@transaction.atomic
def write_support_request(*, region: Region, user: User, **fields: str) -> SupportRequest:
    """A draft, which the region alone reads; ``fields`` are those of `ASKED`."""
    _demand_nobody(fields)
    request = SupportRequest.objects.create(region=region, asked_by=user, **fields)
    record(request, "regions.write_support_request", user=user, region=region.cbs_code)
    return request


@transaction.atomic
def change_support_request(
    request: SupportRequest, *, version: str | None, user: User, **fields: str
) -> SupportRequest:
    """As long as it is a draft. ``version`` is the one that was edited from (`regions.versions.version_of`)."""
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if request.status != SupportStatus.DRAFT:
        raise IllegalMove(_("It has been sent. Say what changed in the conversation, so that both sides see it."))
    demand_version(version_of(request, fields=ASKED), version)
    _demand_nobody(fields)
    for name, text in fields.items():
        setattr(request, name, text)
    request.save(update_fields=list(fields))
    record(request, "regions.change_support_request", user=user)
    return request


def _move(request: SupportRequest, to: SupportStatus) -> SupportRequest:
    """The locked, fresh row in its new state; not saved."""
    fresh = SupportRequest.objects.select_for_update().get(pk=request.pk)
    check_move(SUPPORT_MOVES, frm=fresh.status, to=to, labels=SupportStatus)
    fresh.status = to
    return fresh


@transaction.atomic
def send_support_request(request: SupportRequest, *, user: User, version: str | None = None) -> SupportRequest:
    """From now on the national support structure reads it. ``version`` is the one that was read."""
    request = _move(request, SupportStatus.SENT)
    if version not in {None, version_of(request, fields=ASKED)}:
        raise IllegalMove(_("The text was changed since you read it. Read it once more."))
    request.sent_at = timezone.now()
    request.save(update_fields=["status", "sent_at"])
    record(request, "regions.send_support_request", user=user)
    _tell(_advisers(), request, user=user, subject=gettext_lazy("A region asks for support"))
    return request


@transaction.atomic
def withdraw_support_request(request: SupportRequest, *, user: User) -> SupportRequest:
    request = _move(request, SupportStatus.WITHDRAWN)
    request.save(update_fields=["status"])
    record(request, "regions.withdraw_support_request", user=user)
    if request.sent_at:
        _tell(_advisers(), request, user=user, subject=gettext_lazy("A request for support was withdrawn"))
    return request


@transaction.atomic
def say_about_support(request: SupportRequest, *, text: str, key: str, user: User) -> SupportMessage:
    """Something said by the region or by an adviser; the first word of an adviser opens the conversation. ``key`` is of the
    form that was sent: the same one twice says it once."""
    request = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if request.sent_at is None or request.status in {SupportStatus.WITHDRAWN, SupportStatus.CLOSED}:
        raise IllegalMove(_("Nothing can be said here now: the request is not with the national support structure."))
    if (said := request.messages.filter(key=key).first()) is not None:
        return said
    demand_nobody({_("message"): text})
    of_region = rules.is_member(user, request.region.circle)
    message = SupportMessage.objects.create(request=request, author=user, of_region=of_region, text=text, key=key)
    if not of_region and request.status == SupportStatus.SENT:
        request.status = SupportStatus.IN_CONVERSATION
        request.save(update_fields=["status"])
    record(request, "regions.say_about_support", user=user, of_region=of_region)
    others = _advisers() if of_region else _coordinators(request.region)
    _tell(others, request, user=user, subject=gettext_lazy("Something new was said about a request for support"))
    return message


@transaction.atomic
def agree_support(request: SupportRequest, *, user: User) -> SupportRequest:
    """Both sides know what will be done; the conversation goes on."""
    request = _move(request, SupportStatus.AGREED)
    request.save(update_fields=["status"])
    record(request, "regions.agree_support", user=user)
    _tell(_coordinators(request.region), request, user=user, subject=gettext_lazy("Support was agreed"))
    return request


@transaction.atomic
def close_support_request(request: SupportRequest, *, outcome: str, user: User) -> SupportRequest:
    if not outcome.strip():
        raise IllegalMove(_("Say what came of it, also when that is little."))
    demand_nobody({_called("outcome"): outcome})
    request = _move(request, SupportStatus.CLOSED)
    request.outcome, request.closed_at = outcome.strip(), timezone.now()
    request.save(update_fields=["status", "outcome", "closed_at"])
    record(request, "regions.close_support_request", user=user)
    others = {*_coordinators(request.region), *_advisers()}
    _tell(others, request, user=user, subject=gettext_lazy("A request for support was closed"))
    return request


@transaction.atomic
def reopen_support_request(request: SupportRequest, *, user: User) -> SupportRequest:
    request = _move(request, SupportStatus.IN_CONVERSATION)
    request.closed_at = None
    request.save(update_fields=["status", "closed_at"])
    record(request, "regions.reopen_support_request", user=user)
    return request


def _coordinators(region: Region) -> list[User]:
    return _leading(Circle.objects.filter(region=region))


def _advisers() -> list[User]:
    return _leading(Circle.objects.filter(kind=CircleKind.SUPPORT))


def _leading(circles: Any) -> list[User]:
    seats = User.objects.filter(
        is_active=True,
        memberships__circle__in=circles,
        memberships__role__in=LEADING_ROLES,
        memberships__status="active",
    )
    return list(seats.distinct())


def _tell(people: Any, request: SupportRequest, *, user: User, subject: Any) -> None:
    for person in people:
        if person != user:
            emails.send(
                person,
                subject=subject,
                template="regions/emails/support.txt",
                context={"path": reverse("regions:support", args=[request.pk])},
            )
