"""What can be done with comments. Each is looked at before others read it; what was hidden or taken back is read by nobody."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions import emails
from regions.audit import record
from regions.checking import demand_nobody
from regions.models import User
from regions.states import IllegalMove
from regions.versions import demand_version, version_of

from ..models import Comment, CommentReport, ContentPage
from ..moderating import is_alone
from ..states import COMMENT_MOVES, CommentStatus
from .locking import demand_not_merged, lock_lessons

MOST_AN_HOUR = 20
READ = ("text", "status")


def version_of_comment(comment: Comment | None) -> str:
    """What somebody has before them who changes or settles it."""
    return version_of(comment, fields=READ)


def _demand_patience(user: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two tabs of one person follow each other
    since = timezone.now() - datetime.timedelta(hours=1)
    if Comment.objects.filter(author=user, written_at__gt=since).count() >= MOST_AN_HOUR:
        raise IllegalMove(_("You wrote %(number)s comments within an hour. Wait a while.") % {"number": MOST_AN_HOUR})


def _begin(comment: Comment, *, user: User) -> None:
    """Others look at it first, unless there are none who could."""
    alone = is_alone(user, comment.page)
    comment.status = (CommentStatus.SHOWN if alone else CommentStatus.WAITING).value
    comment.settled_at = timezone.now() if alone else None
    comment.settled_by, comment.settled_because = None, ""


@transaction.atomic
def write_comment(page: ContentPage, *, text: str, user: User, answers: Comment | None = None) -> Comment:
    """``answers`` is one that is shown on the same page; a reply to a reply stands below what that replies to."""
    _demand_patience(user)
    demand_nobody({_("comment"): text})
    lesson = lock_lessons(page.pk).get(page.pk)
    if lesson is not None:
        demand_not_merged(lesson)
    if answers is not None:
        answers = Comment.objects.select_related("answers").get(pk=answers.pk)
        if answers.status != CommentStatus.SHOWN or answers.page_id != page.pk:
            raise IllegalMove(
                _("What you reply to is no longer shown. Your text is still here: write it as a comment.")
            )
        answers = answers.answers or answers
    comment = Comment(page_id=page.pk, author=user, text=text, answers=answers)
    _begin(comment, user=user)
    comment.save()
    record(comment, "lessons.write_comment", user=user)
    return comment


def _locked(comment: Comment, *, version: str | None = None) -> Comment:
    standing = Comment.objects.select_for_update(of=("self",)).select_related("page__lead_region").get(pk=comment.pk)
    demand_version(version_of_comment(standing), version)
    return standing


def _move(comment: Comment, to: CommentStatus) -> None:
    if to not in COMMENT_MOVES[comment.status]:
        raise IllegalMove(_("This has been settled already: %(status)s.") % {"status": comment.get_status_display()})
    comment.status = to.value


@transaction.atomic
def change_comment(comment: Comment, *, text: str, version: str | None, user: User) -> Comment:
    """One that was shown is looked at again, and until then is read by nobody else. What it said before is kept with a report of
    it alone, until that is settled."""
    demand_nobody({_("comment"): text})
    comment = _locked(comment, version=version)
    if comment.status not in (CommentStatus.WAITING, CommentStatus.SHOWN):
        raise IllegalMove(_("This comment cannot be changed any more. Write a new one."))
    if comment.text == text:
        return comment
    comment.text, comment.edited_at = text, timezone.now()
    _begin(comment, user=user)
    comment.save()
    record(comment, "lessons.change_comment", user=user)
    return comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, user: User) -> Comment:
    """Its text is destroyed; its place stays for who replied."""
    comment = _locked(comment)
    _move(comment, CommentStatus.WITHDRAWN)
    comment.text = ""
    comment.save()
    _settle_reports(comment)
    record(comment, "lessons.withdraw_comment", user=user)
    return comment


@transaction.atomic
def report_comment(comment: Comment, *, because: str, user: User) -> CommentReport:
    """Asks to look at it again, once each for the same words; it is shown until somebody has. Who reported it stands with the
    report and in no log."""
    comment = _locked(comment)
    if comment.status != CommentStatus.SHOWN:
        raise IllegalMove(_("This comment is no longer shown."))
    asked = {"because": because, "said": comment.text}
    report, made = CommentReport.objects.get_or_create(comment=comment, reported_by=user, defaults=asked)
    if made or report.settled_at is None:
        return report
    if comment.edited_at is None or comment.edited_at <= report.reported_at:
        raise IllegalMove(_("You reported this comment before, and it was looked at again."))
    report.because, report.said, report.reported_at, report.settled_at = because, comment.text, timezone.now(), None
    report.save()
    return report


@transaction.atomic
def show_comment(comment: Comment, *, version: str | None, user: User) -> Comment:
    """The text that ``version`` marks, and no other; what was reported about it is settled."""
    comment = _locked(comment, version=version)
    _demand_another(comment, user)
    if comment.status != CommentStatus.SHOWN:
        _move(comment, CommentStatus.SHOWN)
        comment.settled_at = timezone.now()
    _settle(comment, user=user)
    record(comment, "lessons.show_comment", user=user)
    return comment


@transaction.atomic
def hide_comment(comment: Comment, *, because: str, version: str | None, user: User) -> Comment:
    """Who wrote it is told by mail that it is not shown, and reads why on the site."""
    comment = _locked(comment, version=version)
    _demand_another(comment, user)
    _move(comment, CommentStatus.HIDDEN)
    comment.settled_at = timezone.now()
    _settle(comment, user=user, because=because)
    record(comment, "lessons.hide_comment", user=user)
    if comment.author is not None and comment.author.is_active:
        emails.send(
            comment.author,
            subject=gettext_lazy("A comment of yours is not shown"),
            template="lessons/emails/comment_hidden.txt",
            context={},
        )
    return comment


def _demand_another(comment: Comment, user: User) -> None:
    if comment.author_id == user.pk:
        raise IllegalMove(_("This is a comment of your own: somebody else looks at it."))


def _settle(comment: Comment, *, user: User, because: str = "") -> None:
    comment.settled_by, comment.settled_because = user, because
    comment.save()
    _settle_reports(comment)


def _settle_reports(comment: Comment) -> None:
    comment.reports.filter(settled_at=None).update(settled_at=timezone.now(), said="")
