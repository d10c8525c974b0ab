"""A comment is settled once, and in the words that were looked at, whoever does what at the same moment."""

from typing import Any

import pytest

from lessons import actions
from lessons.actions.comments import MOST_AN_HOUR, version_of_comment
from lessons.models import Comment
from lessons.states import CommentStatus
from tests.factories.lessons import LessonFactory
from tests.promises.test_at_once import _in_a_file, at_once, refused  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def comment(foodvalley: Any, facilitator: Any, outsider: Any) -> Comment:
    lesson = LessonFactory(region=foodvalley, owner=facilitator)
    return actions.write_comment(lesson.contentpage_ptr, text="Zo ging het.", user=outsider)


def test_two_who_look_at_one_comment_settle_it_once(comment: Comment, facilitator: Any, editor: Any) -> None:
    seen = version_of_comment(comment)
    came = at_once(
        lambda: actions.show_comment(comment, version=seen, user=facilitator),
        lambda: actions.hide_comment(comment, because="Nee", version=seen, user=editor),
        lambda: actions.hide_comment(comment, because="Ook nee", version=seen, user=editor),
    )
    assert refused(came) == 2
    comment.refresh_from_db()
    (done,) = [one for one in came if isinstance(one, Comment)]
    assert (comment.status, comment.settled_because) == (done.status, done.settled_because)


def test_words_that_change_while_somebody_looks_at_them_are_not_shown_unseen(
    comment: Comment, facilitator: Any, outsider: Any
) -> None:
    seen = version_of_comment(comment)
    at_once(
        lambda: actions.show_comment(comment, version=seen, user=facilitator),
        lambda: actions.change_comment(comment, text="Heel anders.", version=None, user=outsider),
    )
    comment.refresh_from_db()
    assert (comment.status, comment.text) == (CommentStatus.WAITING, "Heel anders.")


def test_many_tabs_write_no_more_than_so_many_an_hour(comment: Comment, outsider: Any) -> None:
    rows = [Comment(page=comment.page, author=outsider, text="Hoi") for _number in range(MOST_AN_HOUR - 2)]
    Comment.objects.bulk_create(rows)
    came = at_once(*[lambda: actions.write_comment(comment.page, text="Nog een", user=outsider)] * 4)
    assert refused(came) == 3 and Comment.objects.count() == MOST_AN_HOUR
