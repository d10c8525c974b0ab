"""Mails that ask something of somebody. They name no visitation and carry no content: the link leads to who may read it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.models import Circle, Membership, User
from regions.states import CircleKind, MembershipStatus, Role

from . import rules
from .calendar import programme_file
from .models import Declaration, DocumentRequest, MemberObjection, Recommendation, StageTerm, VisitationPage
from .states import Stage

# What a stage asks of the visited party, and the screen on which it does so.
ASKED_OF_HOSTS: dict[str, tuple[Any, str]] = {
    Stage.SELF_EVALUATION: (_("A visitation asks for your self-evaluation"), "self_evaluation"),
    Stage.DOCUMENTS: (_("A visitation asks for your documents"), "requests"),
    Stage.PROGRAMME: (_("A visitation asks you to plan the visit"), "programme"),
    Stage.FACT_CHECK: (_("The draft report is ready for your fact check"), "fact_check"),
    Stage.RESPONSE: (_("The final report asks for your response"), "responses"),
    Stage.REVIEW: (_("How do the recommendations stand?"), "follow_up"),
}
ASKED_OF_COMMITTEE: dict[str, tuple[Any, str]] = {
    Stage.VISIT: (_("The visit begins"), "workspace"),
    Stage.DRAFT: (_("The draft report can be written"), "workspace"),
}


def people_in(circle: Circle, *roles: Role) -> list[User]:
    """Those who read in ``circle`` now: who is recused, or has yet to declare, gets no mail about the work, nor does one side's
    mail reach who was asked for the other."""
    seats = circle.memberships.reading().filter(role__in=roles or Role)
    if circle.kind == CircleKind.VISITED_PARTY:
        asked = Membership.objects.filter(circle__visitation__visited_party=circle).exclude(
            status=MembershipStatus.ENDED
        )
        seats = seats.exclude(user__in=asked.values("user"))
    return [seat.user for seat in seats.select_related("user")]


def _send(people: Iterable[User], *, subject: Any, path: str) -> None:
    for person in people:
        emails.send(
            person,
            subject=subject,
            template="visitations/emails/asked.txt",
            context={"subject": subject, "url": settings.BASE_URL + path},
        )


def _path(visitation: VisitationPage, screen: str) -> str:
    if screen == "page":
        return visitation.get_url() or "/"
    return reverse(f"visitations:{screen}", args=[visitation.pk])


def ask_for_declaration(membership: Membership, *, visitation: VisitationPage) -> None:
    subject = _("You are asked for a visitation committee: declare your ties")
    _send([membership.user], subject=subject, path=_path(visitation, "declare"))


def ask_for_objections(visitation: VisitationPage) -> None:
    """The visited party hears that its term for somebody runs, not for whom."""
    hosts = people_in(visitation.visited_party, Role.HOST)
    _send(
        hosts, subject=_("Somebody was asked for your visitation: do you object?"), path=_path(visitation, "committee")
    )


def ask_to_decide(declaration: Declaration, *, visitation: VisitationPage) -> None:
    if declaration.ties:
        subject = _("A member of a visitation committee has declared a tie")
    else:
        subject = _("A declaration for a visitation committee asks for your decision")
    _send(deciding_on(declaration.membership, visitation), subject=subject, path=_path(visitation, "committee"))


def deciding_on(membership: Membership, visitation: VisitationPage) -> list[User]:
    """The chair; on the chair's own seat, or when no chair may act yet, the editors who sit at neither table; when all of them
    sit at one, the secretary."""
    chairs = people_in(visitation.committee, Role.CHAIR) if membership.role != Role.CHAIR else []
    return chairs or editors_of(visitation) or people_in(visitation.committee, Role.SECRETARY)


def tell_decision(declaration: Declaration, *, visitation: VisitationPage) -> None:
    subject = _("Your declaration of ties has been decided on")
    _send([declaration.membership.user], subject=subject, path=_path(visitation, "declare"))


def ask_to_decide_objection(objection: MemberObjection, *, visitation: VisitationPage) -> None:
    asked = deciding_on(objection.membership, visitation)
    _send(asked, subject=_("A visited party objects to a member of the committee"), path=_path(visitation, "committee"))


def tell_objection_decided(objection: MemberObjection, *, visitation: VisitationPage, steps_back: bool) -> None:
    """The visited party always; the member only when it is the end of their seat."""
    hosts = people_in(visitation.visited_party, Role.HOST)
    _send(hosts, subject=_("Your objection has been decided on"), path=_path(visitation, "committee"))
    if steps_back:
        subject = _("Your seat in a visitation committee has ended")
        _send([objection.membership.user], subject=subject, path=_path(visitation, "declare"))


def tell_recusal_lifted(visitation: VisitationPage, *, membership: Membership) -> None:
    """Both sides, and the member."""
    leads = people_in(visitation.committee, Role.CHAIR, Role.SECRETARY)
    hosts = people_in(visitation.visited_party, Role.HOST)
    subject = _("A recusal in a visitation committee was lifted")
    others = [person for person in (*hosts, *leads) if person.pk != membership.user_id]
    _send(others, subject=subject, path=_path(visitation, "committee"))
    _send([membership.user], subject=subject, path=_path(visitation, "declare"))


def editors_of(visitation: VisitationPage) -> list[User]:
    return [seat.user for seat in rules.editors() if rules.edits(seat.user, visitation)]


def ask_at_stage(visitation: VisitationPage) -> None:
    if (asked := ASKED_OF_HOSTS.get(visitation.stage)) is not None:
        _send(people_in(visitation.visited_party, Role.HOST), subject=asked[0], path=_path(visitation, asked[1]))
    if (asked := ASKED_OF_COMMITTEE.get(visitation.stage)) is not None:
        judging = people_in(visitation.committee, Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.EXPERIENCE_EXPERT)
        _send(judging, subject=asked[0], path=_path(visitation, asked[1]))


def tell_remarks_handed_in(visitation: VisitationPage) -> None:
    leads = people_in(visitation.committee, Role.CHAIR, Role.SECRETARY)
    _send(leads, subject=_("The remarks of the fact check are in"), path=_path(visitation, "fact_check"))


def tell_document_asked(request: DocumentRequest) -> None:
    hosts = people_in(request.visitation.visited_party, Role.HOST)
    subject = _("The visitation committee asks for a document")
    _send(hosts, subject=subject, path=_path(request.visitation, "requests"))


def tell_request_answered(request: DocumentRequest) -> None:
    leads = people_in(request.visitation.committee, Role.CHAIR, Role.SECRETARY)
    subject = _("A document request of your visitation has been answered")
    _send(leads, subject=subject, path=_path(request.visitation, "requests"))


def send_programme(visitation: VisitationPage) -> None:
    """With a calendar file of what each of them may see."""
    for person in {*people_in(visitation.committee), *people_in(visitation.visited_party)}:
        calendar = programme_file(visitation, person)
        subject, path = _("The programme of a visit"), _path(visitation, "programme")
        emails.send(
            person,
            subject=subject,
            template="visitations/emails/asked.txt",
            context={"subject": subject, "url": settings.BASE_URL + path},
            attachments=[("programma.ics", calendar, "text/calendar; method=PUBLISH")],
        )


def _judges(visitation: VisitationPage) -> list[User]:
    return people_in(visitation.committee, *rules.JUDGING_ROLES)


def tell_self_evaluation(visitation: VisitationPage) -> None:
    subject = _("The self-evaluation of a visitation has been handed in")
    _send(_judges(visitation), subject=subject, path=_path(visitation, "self_evaluation"))


def tell_judgements_opened(visitation: VisitationPage) -> None:
    subject = _("The judgements of your committee lie side by side")
    _send(_judges(visitation), subject=subject, path=_path(visitation, "judging"))


# Whose work the stage is: a reminder goes to them alone.
WAITS_FOR_HOSTS = frozenset({Stage.SELF_EVALUATION, Stage.DOCUMENTS, Stage.FACT_CHECK, Stage.RESPONSE, Stage.REVIEW})


def remind_of_term(term: StageTerm) -> None:
    visitation = term.visitation
    subject = _("A visitation waits for you: the date is near or has passed")
    if visitation.stage in WAITS_FOR_HOSTS:
        _send(people_in(visitation.visited_party, Role.HOST), subject=subject, path=_path(visitation, "page"))
    else:
        leads = people_in(visitation.committee, Role.CHAIR, Role.SECRETARY)
        _send(leads or editors_of(visitation), subject=subject, path=_path(visitation, "page"))


def remind_of_request(request: DocumentRequest) -> None:
    hosts = people_in(request.visitation.visited_party, Role.HOST)
    subject = _("The visitation committee still waits for a document")
    _send(hosts, subject=subject, path=_path(request.visitation, "requests"))


def remind_of_recommendation(recommendation: Recommendation) -> None:
    hosts = people_in(recommendation.visitation.visited_party, Role.HOST)
    subject = _("What you promised on a recommendation is due: how does it stand?")
    _send(hosts, subject=subject, path=_path(recommendation.visitation, "follow_up"))
