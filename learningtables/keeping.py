"""What people wrote outlives the page it was written at: a session that holds words is taken off the site, and not deleted."""

from django.db.models import QuerySet
from wagtail.models import Page

from .models import Contribution, Minutes, SessionCase, SessionPage, SessionReport


def sessions_under(page: Page) -> QuerySet[SessionPage]:
    return SessionPage.objects.descendant_of(page, inclusive=True)


def holds_words(page: Page) -> bool:
    """Whether something was written at ``page``, or at a session under it. What was taken back counts: it was somebody's."""
    sessions = sessions_under(page)
    return (
        Contribution.objects.filter(step__room__session__in=sessions).exists()
        or Minutes.objects.filter(session__in=sessions).exists()
        or SessionReport.objects.filter(session__in=sessions).exists()
    )


def is_on_an_agenda(page: Page) -> bool:
    """Whether it is a case that a session was planned about, or has one under it."""
    return SessionCase.objects.filter(case__in=Page.objects.descendant_of(page, inclusive=True).values("pk")).exists()
