"""What can be done with statements: write one, agree on it, sign it, say what became of what was undertaken."""

import datetime
from collections.abc import Iterator
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..audit import record
from ..checking import demand_nobody
from ..models import Organisation, Region, Signatory, Statement, UndertakingReport, User
from ..states import IllegalMove, UndertakingStatus
from ..versions import demand_version, version_of

RESERVED = ("nieuw",)  # the address of the form
WRITTEN = ("title", "summary", "text", "open_until")


def _called(model: type, name: str) -> Any:
    return getattr(model._meta.get_field(name), "verbose_name", name)  # type: ignore[attr-defined]


def _addresses(title: str) -> Iterator[str]:
    """One made of the title, then the same numbered."""
    base = slugify(title)[:190] or "verklaring"
    taken = {*RESERVED, *Statement.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return (slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)


@transaction.atomic
def write_statement(*, user: User, **fields: Any) -> Statement:
    """A draft that the editors read; ``fields`` are those of `WRITTEN`. Two of one title each get an address."""
    for slug in _addresses(fields["title"]):
        statement, made = Statement.objects.get_or_create(slug=slug, defaults=fields)
        if made:
            break
    record(statement, "regions.write_statement", user=user)
    return statement


@transaction.atomic
def change_statement(statement: Statement, *, version: str | None, user: User, **fields: Any) -> Statement:
    """``version`` is the one that was edited from. What parties stand behind does not change under them: once it is agreed,
    only until when it can be signed."""
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    demand_version(version_of(statement, fields=WRITTEN), version)
    changed = {name: value for name, value in fields.items() if getattr(statement, name) != value}
    if statement.agreed_on and set(changed) - {"open_until"}:
        raise IllegalMove(
            _("This statement is agreed: its text stays as it is. Write another one if it has to change.")
        )
    for name, value in changed.items():
        setattr(statement, name, value)
    statement.save()
    record(statement, "regions.change_statement", user=user)
    return statement


def statement_version(statement: Statement) -> str:
    return version_of(statement, fields=WRITTEN)


@transaction.atomic
def agree_statement(statement: Statement, *, user: User, version: str | None = None) -> Statement:
    """From today everyone reads it, and it can be signed. ``version`` is the one that was read."""
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if version not in {None, statement_version(statement)}:
        raise IllegalMove(_("The text was changed since you read it. Read it once more."))
    if statement.agreed_on:
        raise IllegalMove(_("This statement is agreed already."))
    if statement.open_until and statement.open_until < timezone.localdate():
        raise IllegalMove(
            _("The day until which it can be signed is past, so nobody could sign it. Choose a later day first.")
        )
    demand_nobody({_called(Statement, name): getattr(statement, name) for name in ("title", "summary", "text")})
    statement.agreed_on = timezone.localdate()
    statement.save(update_fields=["agreed_on"])
    record(statement, "regions.agree_statement", user=user)
    return statement


@transaction.atomic
def sign_statement(
    statement: Statement,
    *,
    signed_as: str,
    undertakes: str,
    user: User,
    region: Region | None = None,
    organisation: Organisation | None = None,
) -> Signatory:
    """One party, a region or an organisation, stands behind it from today; once."""
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if not statement.can_be_signed:
        raise IllegalMove(_("This statement cannot be signed now."))
    if statement.signatories.filter(region=region, organisation=organisation).exists():
        raise IllegalMove(_("%(party)s has signed already.") % {"party": region or organisation})
    demand_nobody({_called(Signatory, "signed_as"): signed_as, _called(Signatory, "undertakes"): undertakes})
    signatory = Signatory.objects.create(
        statement=statement,
        region=region,
        organisation=organisation,
        signed_as=signed_as,
        undertakes=undertakes,
        signed_on=timezone.localdate(),
        signed_by=user,
    )
    record(signatory, "regions.sign_statement", user=user, statement=statement.pk)
    return signatory


@transaction.atomic
def report_undertaking(
    signatory: Signatory, *, status: str, note: str, user: User, date: datetime.date | None = None
) -> UndertakingReport:
    """What became of it up to ``date`` (today); what was said before stays. The same again says nothing new."""
    signatory = Signatory.objects.select_for_update().get(pk=signatory.pk)
    if not signatory.undertakes:
        raise IllegalMove(_("Nothing was undertaken of which could be told."))
    if not note.strip():
        raise IllegalMove(_("Say in a few words what became of it."))
    demand_nobody({_called(UndertakingReport, "note"): note})
    last = signatory.reports.first()
    if last is not None and (last.status, last.note) == (status, note.strip()):
        return last
    report = UndertakingReport.objects.create(
        signatory=signatory,
        status=UndertakingStatus(status),
        note=note.strip(),
        date=date or timezone.localdate(),
        reported_by=user,
    )
    signatory.status = report.status
    signatory.save(update_fields=["status"])
    record(signatory, "regions.report_undertaking", user=user, status=status)
    return report
