"""The words for visitations, and which state may follow which."""

from itertools import pairwise

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    SCOPE = "scope", _("Scope and terms of reference")
    COMMITTEE = "committee", _("Committee and declarations")
    SELF_EVALUATION = "self_evaluation", _("Self-evaluation")
    DOCUMENTS = "documents", _("Document request")
    PROGRAMME = "programme", _("Programme")
    VISIT = "visit", _("Visit")
    DRAFT = "draft", _("Draft report")
    FACT_CHECK = "fact_check", _("Fact check")
    FINAL = "final", _("Final report")
    RESPONSE = "response", _("Administrative response")
    PUBLISHED = "published", _("Publication")
    REVIEW = "review", _("Progress review")
    CLOSED = "closed", _("Closed")


_ORDER = list(Stage)
# Each stage leads to the next; a fact check that raises too much goes back to the draft.
STAGE_MOVES: dict[str, frozenset[str]] = {
    **{stage: frozenset({following}) for stage, following in pairwise(_ORDER)},
    Stage.FACT_CHECK: frozenset({Stage.FINAL, Stage.DRAFT}),
    Stage.CLOSED: frozenset(),
}


class Mover(models.TextChoices):
    """Who moves a visitation on."""

    LEADS = "leads", _("chair and secretary of the committee")
    HOST = "host", _("contact of the visited party")
    EDITOR = "editor", _("national editors")


# Who ends each stage. Before there is a chair who may act, and after the report is out, the national editors keep the
# trajectory going; the response is in the hands of the visited party. The term of each stage is its own row (`StageTerm`).
STAGE_MOVERS: dict[str, tuple[Mover, ...]] = {
    Stage.SCOPE: (Mover.LEADS, Mover.EDITOR),
    Stage.COMMITTEE: (Mover.LEADS, Mover.EDITOR),
    Stage.SELF_EVALUATION: (Mover.LEADS,),
    Stage.DOCUMENTS: (Mover.LEADS,),
    Stage.PROGRAMME: (Mover.LEADS,),
    Stage.VISIT: (Mover.LEADS,),
    Stage.DRAFT: (Mover.LEADS,),
    Stage.FACT_CHECK: (Mover.LEADS,),
    Stage.FINAL: (Mover.LEADS,),
    Stage.RESPONSE: (Mover.LEADS, Mover.HOST),
    Stage.PUBLISHED: (Mover.LEADS, Mover.EDITOR),
    Stage.REVIEW: (Mover.LEADS, Mover.EDITOR),
    Stage.CLOSED: (),
}
# The days of the visit may still be planned.
PLANNING_STAGES = frozenset({Stage.SELF_EVALUATION, Stage.DOCUMENTS, Stage.PROGRAMME, Stage.VISIT})
# The committee may still write findings and recommendations.
WRITING_STAGES = frozenset({Stage.SELF_EVALUATION, Stage.DOCUMENTS, Stage.PROGRAMME, Stage.VISIT, Stage.DRAFT})
# The panel may still answer; what it said is heard when nobody can add to it any more.
PANEL_STAGES = frozenset({Stage.SELF_EVALUATION, Stage.DOCUMENTS, Stage.PROGRAMME, Stage.VISIT})
# The committee judges each criterion: each member alone, then together.
JUDGING_STAGES = frozenset({Stage.VISIT, Stage.DRAFT})
# The report and the response are there for the report's audience.
PUBLISHED_STAGES = frozenset({Stage.PUBLISHED, Stage.REVIEW, Stage.CLOSED})
# The visited party sees the draft from the fact check on, and not a day earlier.
HOST_READS_DRAFT_STAGES = frozenset({Stage.FACT_CHECK, Stage.FINAL, Stage.RESPONSE}) | PUBLISHED_STAGES
PANEL_IS_HEARD_STAGES = frozenset({Stage.DRAFT}) | HOST_READS_DRAFT_STAGES


# The default clock: the last day of each stage, counted in days from the start. Modelled on short peer reviews, in which the
# report is out within seven months, and on the look back some ten months after that.
TERM_DAYS: dict[str, int] = {
    Stage.SCOPE: 14,
    Stage.COMMITTEE: 42,
    Stage.SELF_EVALUATION: 84,
    Stage.DOCUMENTS: 91,
    Stage.PROGRAMME: 105,
    Stage.VISIT: 119,
    Stage.DRAFT: 140,
    Stage.FACT_CHECK: 154,
    Stage.FINAL: 168,
    Stage.RESPONSE: 196,
    Stage.PUBLISHED: 203,
    Stage.REVIEW: 507,
    Stage.CLOSED: 535,
}


class TieKind(models.TextChoices):
    EMPLOYER = "employer", _("Employer")
    CONTRACT = "contract", _("Contract")
    FAMILY = "family", _("Family")
    EARLIER_VISIT = "earlier_visit", _("Earlier visit")
    PERSONAL = "personal", _("Personal")


class TieDecision(models.TextChoices):
    PENDING = "pending", _("To be decided")
    ACCEPTED = "accepted", _("Accepted")
    RECUSED = "recused", _("Recused")


class ObjectionDecision(models.TextChoices):
    PENDING = "pending", _("To be decided")
    UPHELD = "upheld", _("Upheld: the member steps back")
    DISMISSED = "dismissed", _("Dismissed: the member stays")


class Voice(models.TextChoices):
    """Who judges a criterion."""

    VISITED_PARTY = "visited_party", _("Visited party")
    PANEL = "panel", _("Young people and parents")
    MEMBER = "member", _("Committee member, alone")
    COMMITTEE = "committee", _("Committee together")


class Score(models.IntegerChoices):
    """How far a criterion is met. No score at all means: cannot judge."""

    NOT_YET = 1, _("Not yet")
    IN_PART = 2, _("In part")
    LARGELY = 3, _("Largely")
    FULLY = 4, _("Fully")


class RequestStatus(models.TextChoices):
    ASKED = "asked", _("Asked")
    DELIVERED = "delivered", _("Delivered")
    ACCEPTED = "accepted", _("Accepted")
    NOT_AVAILABLE = "not_available", _("Not available")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# From what is asked to what is settled; the committee may ask again for what was delivered.
REQUEST_MOVES: dict[str, frozenset[str]] = {
    RequestStatus.ASKED: frozenset({RequestStatus.DELIVERED, RequestStatus.NOT_AVAILABLE, RequestStatus.WITHDRAWN}),
    RequestStatus.DELIVERED: frozenset({RequestStatus.ACCEPTED, RequestStatus.ASKED}),
    RequestStatus.NOT_AVAILABLE: frozenset({RequestStatus.ASKED, RequestStatus.WITHDRAWN}),
    RequestStatus.ACCEPTED: frozenset(),
    RequestStatus.WITHDRAWN: frozenset(),
}


class ProgrammeKind(models.TextChoices):
    INTERVIEW = "interview", _("Interview")
    TOUR = "tour", _("Tour")
    MEETING = "meeting", _("Meeting")
    BREAK = "break", _("Break")
    DELIBERATION = "deliberation", _("Deliberation of the committee")


class VersionKind(models.TextChoices):
    """The moments at which the whole report is kept as it stood."""

    DRAFT = "draft", _("Draft for the fact check")
    FINAL = "final", _("Final report")
    PUBLISHED = "published", _("As published")


class EvidenceKind(models.TextChoices):
    DOCUMENT = "document", _("Document")
    INTERVIEW = "interview", _("Interview")
    OBSERVATION = "observation", _("Observation")


class FindingKind(models.TextChoices):
    STRENGTH = "strength", _("Strength")
    BLIND_SPOT = "blind_spot", _("Blind spot")
    CONCERN = "concern", _("Concern")


class Weight(models.TextChoices):
    ADVICE = "advice", _("Advice")
    WEIGHTY = "weighty", _("Weighty recommendation")


class RemarkKind(models.TextChoices):
    FACTUAL_ERROR = "factual_error", _("Factual error")
    MISSING_CONTEXT = "missing_context", _("Missing context")
    DISAGREEMENT = "disagreement", _("Disagreement")


class RemarkDecision(models.TextChoices):
    PENDING = "pending", _("To be decided")
    ADOPTED = "adopted", _("Adopted")
    PARTLY = "partly", _("Partly adopted")
    REJECTED = "rejected", _("Not adopted")


class Position(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Partly accepted")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")


class Progress(models.TextChoices):
    OPEN = "open", _("Open")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
