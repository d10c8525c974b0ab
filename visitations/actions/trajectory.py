"""The trajectory: it is started, its terms are set, and it moves from stage to stage."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lessons.models import Theme
from regions.audience import PUBLIC
from regions.audit import record
from regions.models import Organisation, Region, User
from regions.states import CircleKind, IllegalMove, Role, check_move

from .. import emails
from ..models import Framework, MovedTerm, StageTerm, VisitationPage
from ..states import STAGE_MOVES, TERM_DAYS, Stage
from .committee import BEFORE_THE_END, add_host, propose_member
from .founding import found
from .locking import demand_stage, demand_text, lock
from .report import publish_report
from .requirements import demand_what_must_be_there
from .versions import keep_version_at


def default_terms(starts_on: datetime.date) -> dict[str, datetime.date]:
    return {stage: starts_on + datetime.timedelta(days=days) for stage, days in TERM_DAYS.items()}


# What the visited party was promised; a shorter term would close the door on it.
PROMISED_TERMS = (Stage.FACT_CHECK, Stage.RESPONSE)


@transaction.atomic
def start_visitation(
    region: Region,
    *,
    title: str,
    question: str,
    framework: Framework,
    chair: User,
    hosts: Iterable[User],
    starts_on: datetime.date,
    user: User,
    organisation: Organisation | None = None,
    summary: str = "",
    terms: Mapping[str, datetime.date] | None = None,
    themes: Iterable[Theme] = (),
    tags: Iterable[str] = (),
    audience_key: str = PUBLIC,
) -> VisitationPage:
    """The page under the region's, a circle for the committee and one for the visited party. The chair declares first."""
    visitation = VisitationPage(
        title=title,
        summary=summary,
        question=demand_text(question, _("Say what the committee is asked to look at.")),
        framework=framework,
        lead_region=region,
        organisation=organisation,
        audience_key=audience_key,
        date=starts_on,
        owner=user,
        committee=found(CircleKind.COMMITTEE, title, user=user),
        visited_party=found(CircleKind.VISITED_PARTY, title, user=user),
    )
    visitation.themes = list(themes)
    visitation.tags.set(list(tags))
    region.page.add_child(instance=visitation)
    visitation.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    record(visitation, "visitations.start", user=user)
    _write_terms(visitation, {**default_terms(starts_on), **(terms or {})})
    propose_member(visitation, person=chair, role=Role.CHAIR, user=user)
    for host in hosts:
        add_host(visitation, person=host, user=user)
    return visitation


def _write_terms(visitation: VisitationPage, terms: Mapping[str, datetime.date]) -> None:
    days = [terms[stage] for stage in Stage if stage in terms]
    if days != sorted(days):
        raise IllegalMove(_("The dates follow the order of the stages: each one is on or after the one before."))
    for stage, day in terms.items():
        StageTerm.objects.update_or_create(visitation=visitation, stage=stage, defaults={"due_on": day})


@transaction.atomic
def set_terms(
    visitation: VisitationPage, *, terms: Mapping[str, datetime.date], user: User, reason: str = ""
) -> VisitationPage:
    """The dates are public, so a date that becomes another one says why: one reason for all that are moved now."""
    demand_stage(visitation, BEFORE_THE_END)
    known = {term.stage: term for term in visitation.terms.all()}
    moved = [(known[stage], day) for stage, day in terms.items() if stage in known and known[stage].due_on != day]
    if any(day < term.due_on for term, day in moved if term.stage in PROMISED_TERMS):
        raise IllegalMove(
            _("The visited party counts on its days for the fact check and the response: they can only become later.")
        )
    if moved:
        demand_text(reason, _("Say why these dates change: everybody who sees the dates can read it."))
    _write_terms(visitation, {**{stage: term.due_on for stage, term in known.items()}, **terms})
    MovedTerm.objects.bulk_create(
        MovedTerm(term=term, was=term.due_on, now=day, reason=reason.strip(), moved_by=user) for term, day in moved
    )
    record(visitation, "visitations.set_terms", user=user, moved=[term.stage for term, _day in moved])
    return visitation


@transaction.atomic
def move_on(
    visitation: VisitationPage,
    *,
    to: Stage,
    user: User,
    on: datetime.date | None = None,
    audience_key: str = PUBLIC,
) -> VisitationPage:
    """To the next stage, when all that it needs is there. On publication the report opens to ``audience_key``.

    ``on`` is the day the stage left behind was done: today, unless history is written down.
    """
    day = on or timezone.localdate()
    left = lock(visitation).stage
    check_move(STAGE_MOVES, frm=left, to=to, labels=Stage)
    demand_what_must_be_there(visitation, to=to, on=day)
    visitation.stage = to
    visitation.save(update_fields=["stage"], clean=False)
    _settle_terms(visitation, left=left, to=to, on=day)
    if to == Stage.PUBLISHED:
        publish_report(visitation, audience_key=audience_key, user=user, on=day)
    keep_version_at(to, visitation, user=user)
    record(visitation, "visitations.move_on", user=user, frm=left, to=to)
    emails.ask_at_stage(visitation)
    return visitation


def _settle_terms(visitation: VisitationPage, *, left: str, to: str, on: datetime.date) -> None:
    """Done is what is left behind; a draft taken up again is open again, and so is its fact check."""
    if to == Stage.DRAFT and left == Stage.FACT_CHECK:
        visitation.terms.filter(stage__in=[Stage.DRAFT, Stage.FACT_CHECK]).update(done_on=None)
        return
    done = [left, Stage.CLOSED] if to == Stage.CLOSED else [left]
    visitation.terms.filter(stage__in=done, done_on=None).update(done_on=on)
