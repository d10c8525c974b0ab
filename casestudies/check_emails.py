"""Mail about the second reading of a case: that something waits, never what it says."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions import emails
from regions.models import User

from .models import PrivacyCheck


def second_reader_asked(check: PrivacyCheck, *, reader: User) -> None:
    emails.send(
        reader,
        subject=_("You are asked to read a case a second time"),
        template="casestudies/emails/second_reader_asked.txt",
        context={"path": reverse("casestudies:second_reading", args=[check.case_id])},
    )


def second_reading_done(check: PrivacyCheck) -> None:
    if check.case.owner is None:
        return
    emails.send(
        check.case.owner,
        subject=_("Your case has been read a second time"),
        template="casestudies/emails/second_reading_done.txt",
        context={"path": reverse("casestudies:widen", args=[check.case_id])},
    )
