"""The words for cases and reflections, and which state may follow which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lessons.states import AND_IF_NOT as AND_IF_NOT
from lessons.states import SameChoice as SameChoice
from regions.states import CircleKind

# A case is written for one of these circles.
CASE_CIRCLES = (CircleKind.LEARNING_TABLE, CircleKind.REGION)


class WriterRole(models.TextChoices):
    """The owner alone locks, shares and asks people along."""

    CO_WRITER = "co_writer", _("Writes along")
    READER = "reader", _("Reads along")


class LifeDomain(models.TextChoices):
    """The "big five" that have to be arranged before help lets go (Samen verder, coalition of supervisors, 2022)."""

    SUPPORT = "support", _("Support")
    HOUSING = "housing", _("Housing")
    SCHOOL_WORK = "school_work", _("School and work")
    INCOME = "income", _("Income")
    CARE = "care", _("Care")


class ReflectionState(models.TextChoices):
    ROUND_ONE = "round_one", _("Answering alone")
    ROUND_TWO = "round_two", _("Revealed, answering again")
    CONCLUDING = "concluding", _("Drawing conclusions")
    CLOSED = "closed", _("Closed")


REFLECTION_MOVES: dict[str, frozenset[str]] = {
    ReflectionState.ROUND_ONE: frozenset({ReflectionState.ROUND_TWO}),
    ReflectionState.ROUND_TWO: frozenset({ReflectionState.CONCLUDING, ReflectionState.CLOSED}),
    ReflectionState.CONCLUDING: frozenset({ReflectionState.CLOSED}),
    ReflectionState.CLOSED: frozenset(),
}
# Answers are open to each other, and outcome and NOW are disclosed.
REVEALED = frozenset({ReflectionState.ROUND_TWO, ReflectionState.CONCLUDING, ReflectionState.CLOSED})
ANSWERING = frozenset({ReflectionState.ROUND_ONE, ReflectionState.ROUND_TWO})
# Nobody answers any more, so that all second answers may be read.
ANSWERED = frozenset({ReflectionState.CONCLUDING, ReflectionState.CLOSED})
CONCLUDABLE = frozenset({ReflectionState.ROUND_TWO, ReflectionState.CONCLUDING})
UNFINISHED = frozenset(ReflectionState) - {ReflectionState.CLOSED}


class Round(models.IntegerChoices):
    ONE = 1, _("Round 1")
    TWO = 2, _("Round 2")


# The round that is answered in each state.
ROUND_OF: dict[str, Round] = {ReflectionState.ROUND_ONE: Round.ONE, ReflectionState.ROUND_TWO: Round.TWO}


class Reasonable(models.TextChoices):
    REASONABLE = "reasonable", _("Reasonable")
    DOUBTFUL = "doubtful", _("Doubtful")
    NOT_REASONABLE = "not_reasonable", _("Not reasonable")
    CANNOT_JUDGE = "cannot_judge", _("Cannot judge")


class FindingKind(models.TextChoices):
    """What the privacy check finds; the keys are those of `casestudies.privacy`."""

    BSN = "bsn", _("Citizen service number (BSN)")
    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    IBAN = "iban", _("Bank account number")
    POSTCODE_ADDRESS = "postcode_address", _("Address")
    BIRTHDATE = "birthdate", _("Date of birth")
    LICENCE_PLATE = "licence_plate", _("Licence plate")
    FILE_NUMBER = "file_number", _("File number")
    PERSON = "person", _("Name of a person")
    SCHOOL = "school", _("School")
    INSTITUTION = "institution", _("Institution")
    PLACE = "place", _("Place")
    EXACT_AGE = "exact_age", _("Exact age")
    DATE = "date", _("Date")
    URL_HANDLE = "url_handle", _("Web address or account name")
    COMBINATION = "combination", _("Rare combination")
