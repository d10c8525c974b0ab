"""Comments beside a page: read by members who may read the page, after somebody has looked at them."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from lessons import moderating
from lessons.actions.comments import MOST_AN_HOUR
from lessons.forms.comments import SettleForm
from lessons.models import Comment, LessonPage
from lessons.states import CommentStatus
from regions.models import Membership, User
from regions.states import MembershipStatus
from tests.factories.casestudies import answer_all, make_case, make_reflection
from tests.factories.lessons import LessonFactory
from tests.factories.regions import person
from tests.lessons.commenting import SAID, queue, reads, settle, status_of, write

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def lesson(foodvalley: Any, facilitator: Any) -> LessonPage:
    return LessonFactory(region=foodvalley, owner=facilitator)


def test_a_comment_is_read_by_members_once_somebody_has_looked_at_it_and_never_by_visitors(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, visitor: Client, lesson: LessonPage
) -> None:
    writer, reader, owner = map(client_of, (outsider, participant, facilitator))
    comment = write(writer, lesson)
    assert [reads(one, lesson) for one in (writer, reader, owner, visitor)] == [True, False, False, False]
    assert [one.kind for one in owner.get("/").context["waiting"]] == ["comment"]
    assert (queue(owner), queue(reader), queue(writer)) == ([comment], [], [])
    settle(owner, comment)
    assert [reads(one, lesson) for one in (writer, reader, owner, visitor)] == [True, True, True, False]
    assert queue(owner) == [] and owner.get("/").context["waiting"] == []


def test_it_is_in_no_other_door(
    client_of: Any, outsider: Any, facilitator: Any, editor: Any, admin: Any, visitor: Client, lesson: LessonPage
) -> None:
    comment = write(client_of(outsider), lesson, "Een zeepaardje zegt dit.")
    settle(client_of(facilitator), comment)
    doors = ("/api/content/?q=zeepaardje", f"/api/content/{lesson.pk}/", "/feeds/alles/", "/zoeken/?q=zeepaardje+zegt")
    for client in (visitor, client_of(facilitator), client_of(admin)):
        for door in doors:
            assert "zegt dit" not in client.get(door).content.decode()
    for path in (
        f"/admin/pages/{lesson.pk}/history/",
        f"/admin/pages/{lesson.pk}/edit/",
        "/admin/reports/site-history/",
    ):
        assert "zegt dit" not in client_of(admin).get(path, follow=True).content.decode()


def test_a_circles_page_has_comments_for_that_circle_alone_and_its_leaders_look_at_them(
    client_of: Any,
    participant: Any,
    case_owner: Any,
    facilitator: Any,
    outsider: Any,
    editor: Any,
    foodvalley_coordinator: Any,
    foodvalley: Any,
    table_circle: Any,
) -> None:
    page = LessonFactory(region=foodvalley, audience_key=table_circle.audience_key, owner=case_owner)
    comment = write(client_of(participant), page)
    assert set(moderating.moderators_of(page)) == {case_owner, facilitator}
    settle(client_of(facilitator), comment)
    assert reads(client_of(case_owner), page)
    for stranger in (outsider, editor, foodvalley_coordinator):
        client = client_of(stranger)
        assert client.get(page.url).status_code == 404
        assert client.post(f"/reacties/bij/{page.pk}/", {"text": "Hoi"}).status_code == 404
        for act in ("beoordelen", "melden", "wijzigen", "terugnemen"):
            assert client.get(f"/reacties/{comment.pk}/{act}/").status_code == 404
    Membership.objects.filter(user=participant).update(status=MembershipStatus.ENDED)
    own = client_of(participant).get("/reacties/van-mij/").content.decode()
    assert SAID in own and page.title not in own
    assert client_of(participant).post(f"/reacties/{comment.pk}/terugnemen/").status_code == 302
    assert not reads(client_of(case_owner), page)


def test_who_has_to_answer_alone_reads_no_word_of_others_beside_the_case(
    client_of: Any, participant: Any, case_owner: Any, facilitator: Any, foodvalley: Any, table_circle: Any
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=True, shared=True)
    client_of(participant).post(f"/volgen/page/{case.pk}/", {"aan": "1"})
    settle(client_of(facilitator), write(client_of(case_owner), case))
    assert reads(client_of(participant), case)
    reflection = make_reflection(case, respondents=[participant, facilitator], user=facilitator)
    waiting = write(client_of(case_owner), case, "Nog een woord.")
    alone = client_of(participant)
    assert not reads(alone, case) and reads(client_of(case_owner), case)
    assert (
        SAID not in alone.get("/volgen/nieuw/").content.decode() and alone.get("/volgen/nieuw/").context["rows"] == []
    )
    for path in (f"/reacties/bij/{case.pk}/", f"/reacties/{Comment.objects.first().pk}/melden/"):
        assert alone.get(path).status_code == 404
    assert queue(client_of(facilitator)) == []
    for person_asked in (participant, facilitator):
        answer_all(reflection, user=person_asked)
    assert reads(alone, case) and queue(client_of(facilitator)) == [waiting]


def test_who_looks_at_them_is_told_by_one_rule(
    facilitator: Any, editor: Any, foodvalley_coordinator: Any, coordinator: Any, outsider: Any, lesson: LessonPage
) -> None:
    people = (facilitator, editor, foodvalley_coordinator, coordinator, outsider)
    allowed = [moderating.may_moderate(one, lesson) for one in people]
    assert allowed == [True, True, True, False, False]
    assert set(moderating.moderators_of(lesson)) == {facilitator, editor, foodvalley_coordinator}


def test_nobody_looks_at_their_own_unless_nobody_else_could(
    client_of: Any, facilitator: Any, lesson: LessonPage, editor: Any
) -> None:
    owner = client_of(facilitator)
    comment = write(owner, lesson)
    assert status_of(comment) == CommentStatus.WAITING and queue(owner) == []
    assert owner.post(f"/reacties/{comment.pk}/beoordelen/").status_code == 403
    assert queue(client_of(editor)) == [comment]
    Membership.objects.filter(user=editor).update(status=MembershipStatus.ENDED)
    assert status_of(write(owner, lesson, "Nog iets")) == CommentStatus.SHOWN


def test_what_is_not_shown_tells_who_wrote_it_by_a_link_and_is_read_by_nobody(
    client_of: Any,
    outsider: Any,
    participant: Any,
    facilitator: Any,
    lesson: LessonPage,
    django_capture_on_commit_callbacks: Any,
) -> None:
    comment = write(client_of(outsider), lesson)
    owner = client_of(facilitator)
    assert settle(owner, comment, "hide").context["form"].errors["because"]
    with django_capture_on_commit_callbacks(execute=True):
        settle(owner, comment, "hide", because="Dit gaat over een collega.")
    assert [one.to for one in mail.outbox] == [[outsider.email]]
    assert "/reacties/van-mij/" in mail.outbox[0].body
    assert SAID not in mail.outbox[0].body and "collega" not in mail.outbox[0].body
    assert "Dit gaat over een collega." in client_of(outsider).get("/reacties/van-mij/").content.decode()
    for one in (outsider, participant, facilitator):
        assert not reads(client_of(one), lesson)
    reader = client_of(participant)
    for path in (f"/reacties/{comment.pk}/melden/", f"/reacties/bij/{lesson.pk}/?op={comment.pk}"):
        assert reader.get(path).status_code == 404
    assert client_of(outsider).get(f"/reacties/{comment.pk}/wijzigen/").status_code == 403


def test_replies_stand_one_level_below_and_hold_the_place_of_what_was_taken_back(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, lesson: LessonPage
) -> None:
    writer, other, owner = map(client_of, (outsider, participant, facilitator))
    first = write(writer, lesson)
    settle(owner, first)
    reply = write(other, lesson, "Bij ons meteen.", op=first)
    settle(owner, reply)
    deeper = write(writer, lesson, "Dank je.", op=reply)
    assert (reply.answers, deeper.answers) == (first, first)
    writer.post(f"/reacties/{first.pk}/terugnemen/")
    html = other.get(lesson.url).content.decode()
    assert SAID not in html and "Bij ons meteen." in html and f'id="reactie-{first.pk}"' in html
    assert Comment.objects.get(pk=first.pk).text == ""
    other.post(f"/reacties/{reply.pk}/terugnemen/")
    assert f'id="reactie-{first.pk}"' not in other.get(lesson.url).content.decode()


def test_a_changed_comment_is_looked_at_again_in_the_words_that_were_seen(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, lesson: LessonPage
) -> None:
    writer, owner = client_of(outsider), client_of(facilitator)
    comment = write(writer, lesson)
    seen = SettleForm(comment=comment).initial["version"]
    form = writer.get(f"/reacties/{comment.pk}/wijzigen/").context["form"]
    edit = {"text": "Anders gezegd.", "version": form.initial["version"]}
    assert writer.post(f"/reacties/{comment.pk}/wijzigen/", edit).status_code == 302
    stale = owner.post(f"/reacties/{comment.pk}/beoordelen/", {"verdict": "show", "version": seen})
    assert stale.status_code == 409 and "Anders gezegd." in stale.content.decode()
    assert status_of(comment) == CommentStatus.WAITING
    settle(owner, comment)
    assert reads(client_of(participant), lesson, "Anders gezegd.")
    stale = writer.post(f"/reacties/{comment.pk}/wijzigen/", {**edit, "text": "Nog eens anders."})
    assert stale.status_code == 409 and "Nog eens anders." in stale.content.decode()
    version = stale.context["form"]["version"].value()
    writer.post(f"/reacties/{comment.pk}/wijzigen/", {"text": "Nog eens anders.", "version": version})
    assert not reads(client_of(participant), lesson, "anders")
    assert client_of(participant).get(f"/reacties/{comment.pk}/wijzigen/").status_code == 404


def test_a_report_is_settled_without_who_reported_it_being_named(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, lesson: LessonPage
) -> None:
    writer, reader, owner = map(client_of, (outsider, participant, facilitator))
    comment = write(writer, lesson)
    settle(owner, comment)
    assert writer.get(f"/reacties/{comment.pk}/melden/").status_code == 403
    for _time in range(2):
        reader.post(f"/reacties/{comment.pk}/melden/", {"because": "Dit herken ik."})
    assert comment.reports.count() == 1 and queue(owner) == [comment] and reads(reader, lesson)
    html = owner.get(f"/reacties/{comment.pk}/beoordelen/").content.decode()
    assert "Dit herken ik." in html and str(participant) not in html
    settle(owner, comment)
    assert queue(owner) == [] and reads(reader, lesson)
    again = reader.post(f"/reacties/{comment.pk}/melden/", {"because": "Toch nog."})
    assert again.context["form"].non_field_errors() and queue(owner) == []
    settle(owner, comment, "hide", because="Bij nader inzien.")
    assert not reads(reader, lesson)


def test_what_was_reported_is_read_by_who_looks_at_it_and_by_nobody_else_until_it_is_settled(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, lesson: LessonPage
) -> None:
    writer, reader, owner = map(client_of, (outsider, participant, facilitator))
    comment = write(writer, lesson)
    settle(owner, comment)
    report, change, look = (f"/reacties/{comment.pk}/{door}/" for door in ("melden", "wijzigen", "beoordelen"))
    reader.post(report, {"because": "Dit herken ik."})

    def becomes(text: str) -> None:
        version = writer.get(change).context["form"].initial["version"]
        assert writer.post(change, {"text": text, "version": version}).status_code == 302

    becomes("Iets heel anders.")
    looked_at = owner.get(look).content.decode()
    assert SAID in looked_at and "Iets heel anders." in looked_at
    elsewhere = [one.get(lesson.url) for one in (writer, reader, owner)]
    elsewhere += [writer.get("/reacties/van-mij/"), writer.get(change), owner.get("/reacties/")]
    assert not any(SAID in page.content.decode() for page in elsewhere)
    settle(owner, comment)
    assert SAID not in owner.get(look).content.decode() and not comment.reports.exclude(said="").exists()
    assert reader.post(report, {"because": "Dit ook."}).status_code == 302, "these words were not reported yet"
    assert queue(owner) == [comment] and "Dit ook." in owner.get(look).content.decode()
    settle(owner, comment)
    assert reader.post(report, {"because": "Nog eens."}).context["form"].non_field_errors()
    becomes("En weer anders.")
    settle(owner, comment)
    reader.post(report, {"because": "Dit ook."})
    writer.post(f"/reacties/{comment.pk}/terugnemen/")
    assert not comment.reports.exclude(said="").exists(), "taking back destroys what was said"


def test_no_log_tells_who_reported(
    client_of: Any, outsider: Any, participant: Any, facilitator: Any, lesson: LessonPage
) -> None:
    comment = write(client_of(outsider), lesson)
    settle(client_of(facilitator), comment)
    before = ModelLogEntry.objects.count()
    client_of(participant).post(f"/reacties/{comment.pk}/melden/", {"because": "Dit herken ik."})
    assert comment.reports.count() == 1 and ModelLogEntry.objects.count() == before
    assert not ModelLogEntry.objects.filter(user=participant).exists()


def test_what_leads_to_a_person_is_refused_and_what_may_is_confirmed_with_nothing_typed_lost(
    client_of: Any, outsider: Any, lesson: LessonPage
) -> None:
    client, door = client_of(outsider), f"/reacties/bij/{lesson.pk}/"
    refused = client.post(door, {"text": "Mail jan.de.vries@voorbeeld.nl maar."})
    assert refused.context["form"].non_field_errors() and "jan.de.vries@voorbeeld.nl" in refused.content.decode()
    asked = client.post(door, {"text": "Kees Jansen belde zelf."})
    assert asked.context["form"].errors["confirmed"] and "Kees Jansen belde zelf." in asked.content.decode()
    assert client.post(door, {"text": " "}).context["form"].errors["text"]
    assert client.post(door, {"text": "x" * 3001}).context["form"].errors["text"]
    assert not Comment.objects.exists()
    assert client.post(door, {"text": "Kees Jansen belde zelf.", "confirmed": "on"}).status_code == 302
    assert Comment.objects.get().status == CommentStatus.WAITING


def test_so_many_in_an_hour_and_then_one_waits(client_of: Any, outsider: Any, lesson: LessonPage) -> None:
    Comment.objects.bulk_create(Comment(page=lesson, author=outsider, text="Hoi") for _number in range(MOST_AN_HOUR))
    refused = client_of(outsider).post(f"/reacties/bij/{lesson.pk}/", {"text": SAID})
    assert SAID in refused.content.decode() and Comment.objects.count() == MOST_AN_HOUR


def test_the_page_and_the_queue_cost_the_same_for_one_and_for_many(
    client_of: Any, outsider: Any, facilitator: Any, lesson: LessonPage, queries_of: Any
) -> None:
    owner = client_of(facilitator)

    def more(author: User) -> None:
        shown = Comment.objects.create(page=lesson, author=author, text=SAID, status=CommentStatus.SHOWN)
        Comment.objects.create(page=lesson, author=author, text=SAID, answers=shown, status=CommentStatus.SHOWN)
        waiting = Comment.objects.create(page=lesson, author=author, text="Wacht")
        shown.reports.create(because="Kijk", reported_by=author)
        assert waiting.status == CommentStatus.WAITING

    more(outsider)
    with_one = queries_of(owner, lesson.url), queries_of(owner, "/reacties/")
    for number in range(4):
        more(person(f"lezer-{number}"))
    assert (queries_of(owner, lesson.url), queries_of(owner, "/reacties/")) == with_one
    assert len(queue(owner)) == 10
