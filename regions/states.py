"""The words for people, places and circles, and the one way a state may change."""

from collections.abc import Mapping, Set

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class IllegalMove(Exception):
    """An action that the object's state does not allow; the message is fit for the reader."""


def check_move(moves: Mapping[str, Set[str]], *, frm: str, to: str, labels: type[models.TextChoices]) -> None:
    """Raise IllegalMove unless the table ``moves`` (state -> states that may follow) allows ``frm`` -> ``to``."""
    if to not in moves.get(frm, frozenset()):
        raise IllegalMove(
            gettext("This cannot go from “%(frm)s” to “%(to)s”. Reload the page to see where it stands now.")
            % {"frm": labels(frm).label, "to": labels(to).label}
        )


class Perspective(models.TextChoices):
    PROFESSIONAL = "professional", _("Professional")
    POLICY = "policy", _("Policy")
    BOARD = "board", _("Board")
    YOUNG_PERSON = "young_person", _("Young person")
    PARENT = "parent", _("Parent")
    EXPERIENCE_EXPERT = "experience_expert", _("Experience expert")
    CLIENT_COUNCIL = "client_council", _("Client council")
    OTHER = "other", _("Other")


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    PROVIDER = "provider", _("Youth care provider")
    CERTIFIED_INSTITUTION = "certified_institution", _("Certified institution")
    CLIENT_COUNCIL = "client_council", _("Client council")
    NATIONAL_BODY = "national_body", _("National body")


class CircleKind(models.TextChoices):
    REGION = "region", _("Region")
    LEARNING_TABLE = "learning_table", _("Learning table")
    COMMITTEE = "committee", _("Visitation committee")
    VISITED_PARTY = "visited_party", _("Visited party")
    PANEL = "panel", _("Panel of young people and parents")
    NATIONAL = "national", _("National editors")
    SUPPORT = "support", _("National support structure")


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Regional coordinator")
    MEMBER = "member", _("Member")
    FACILITATOR = "facilitator", _("Facilitator")
    PARTICIPANT = "participant", _("Participant")
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    EXPERIENCE_EXPERT = "experience_expert", _("Experience expert")
    OBSERVER = "observer", _("Observer")
    HOST = "host", _("Contact of the visited party")
    EDITOR = "editor", _("National editor")
    ADVISER = "adviser", _("Adviser of the national support structure")


ROLES_BY_CIRCLE: dict[str, tuple[Role, ...]] = {
    CircleKind.REGION: (Role.COORDINATOR, Role.MEMBER),
    CircleKind.LEARNING_TABLE: (Role.FACILITATOR, Role.PARTICIPANT, Role.EXPERIENCE_EXPERT),
    CircleKind.COMMITTEE: (Role.CHAIR, Role.SECRETARY, Role.MEMBER, Role.EXPERIENCE_EXPERT, Role.OBSERVER),
    CircleKind.VISITED_PARTY: (Role.HOST, Role.MEMBER),
    CircleKind.PANEL: (Role.MEMBER, Role.EXPERIENCE_EXPERT),
    CircleKind.NATIONAL: (Role.EDITOR,),
    CircleKind.SUPPORT: (Role.ADVISER,),
}
# The two sides of the table, and those whom the visit is about.
VISITATION_CIRCLES = frozenset({CircleKind.COMMITTEE, CircleKind.VISITED_PARTY, CircleKind.PANEL})
# Who leads a circle: invites people to it and edits its pages.
LEADING_ROLES = frozenset(
    {Role.COORDINATOR, Role.FACILITATOR, Role.CHAIR, Role.SECRETARY, Role.HOST, Role.EDITOR, Role.ADVISER}
)


class MembershipStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    AWAITING_DECLARATION = "awaiting_declaration", _("Declaration of independence awaited")
    RECUSED = "recused", _("Recused")
    ENDED = "ended", _("Ended")


# Only these read what is inside the circle.
READING_STATUSES = frozenset({MembershipStatus.ACTIVE})


class Rhythm(models.TextChoices):
    """How often one mail tells what is new in what a person follows."""

    OFF = "off", pgettext_lazy("digest", "No mail")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("Being talked over")
    APPROVED = "approved", _("Approved")
    REPLACED = "replaced", _("Replaced")


PLAN_MOVES: dict[str, frozenset[str]] = {
    # One that was approved before may be replaced while it is written on.
    PlanStatus.DRAFT: frozenset({PlanStatus.CONSULTATION, PlanStatus.REPLACED}),
    PlanStatus.CONSULTATION: frozenset({PlanStatus.DRAFT, PlanStatus.APPROVED, PlanStatus.REPLACED}),
    # A plan that is approved is written on as its next draft; what was approved stays as a version.
    PlanStatus.APPROVED: frozenset({PlanStatus.DRAFT, PlanStatus.REPLACED}),
    PlanStatus.REPLACED: frozenset(),
}
PLAN_WRITTEN_IN = frozenset({PlanStatus.DRAFT, PlanStatus.CONSULTATION})


class KeptBecause(models.TextChoices):
    """Why a version of a plan was kept."""

    ASKED = "asked", _("Somebody kept it")
    PART_REMOVED = "part_removed", _("A part was taken out after this")
    CONSULTATION = "consultation", _("It went to be talked over")
    DRAFT = "draft", _("It went back to its writers")
    APPROVED = "approved", _("It was approved")
    TAKEN_UP = "taken_up", _("It was taken up again")
    REPLACED = "replaced", _("Another plan took its place")


class ExpertFunction(models.TextChoices):
    """What a regional expert team is for. Source: VNG, functions of the expert teams (26-11-2020)."""

    CONSULT = "consult", _("Consultation and advice")
    DIRECT = "direct", _("Directing the process")
    SIGNAL = "signal", _("Signalling")
    LEARN = "learn", _("Learning")


class SupportStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    IN_CONVERSATION = "in_conversation", _("In conversation")
    AGREED = "agreed", _("Support agreed")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SUPPORT_MOVES: dict[str, frozenset[str]] = {
    SupportStatus.DRAFT: frozenset({SupportStatus.SENT, SupportStatus.WITHDRAWN}),
    SupportStatus.SENT: frozenset({SupportStatus.IN_CONVERSATION, SupportStatus.WITHDRAWN}),
    SupportStatus.IN_CONVERSATION: frozenset({SupportStatus.AGREED, SupportStatus.CLOSED, SupportStatus.WITHDRAWN}),
    SupportStatus.AGREED: frozenset({SupportStatus.IN_CONVERSATION, SupportStatus.CLOSED}),
    SupportStatus.CLOSED: frozenset({SupportStatus.IN_CONVERSATION}),
    SupportStatus.WITHDRAWN: frozenset(),
}


class UndertakingStatus(models.TextChoices):
    AGREED = "agreed", _("Undertaken")
    ON_ITS_WAY = "on_its_way", _("On its way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
