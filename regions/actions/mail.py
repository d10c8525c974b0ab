"""What can be done with mail that was given up."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import rules
from ..audit import record
from ..models import User
from ..outbox import to_be_sent_again
from ..states import IllegalMove


@transaction.atomic
def send_mail_again(*, user: User) -> int:
    """All that was given up and is still kept is tried once more, by the clock; how many those are. IllegalMove when there is
    none, or for who does not run the site."""
    if not rules.may_see_outbox(user):
        raise IllegalMove(_("Only who runs the site sends mail again."))
    mails = list(to_be_sent_again().select_for_update(of=("self",)).order_by("pk"))
    if not mails:
        raise IllegalMove(_("There is no mail that can be sent again."))
    to_be_sent_again().filter(pk__in=[mail.pk for mail in mails]).update(try_at=timezone.now())
    for mail in mails:
        record(mail, "regions.send_mail_again", user=user)
    return len(mails)
