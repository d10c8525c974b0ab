"""A lesson that uses what somebody wrote in the room is shown once they have agreed to it as it reads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learningtables import actions
from learningtables.models import Contribution, QuoteConsent, Room, SessionPage
from learningtables.quoting import digest_of, latest_text, still_quoted
from lessons import actions as lesson_actions
from lessons.models import LessonPage
from lessons.states import LessonStatus
from regions.audience import PUBLIC
from regions.models import User
from regions.states import IllegalMove
from regions.versions import EditConflict
from tests.factories.learningtables import make_room, make_session, seat, write

ClientOf = Callable[[User], Client]
SAID = "Bel eerst de school en dan pas het wijkteam"


@pytest.fixture
def room(table: Any, facilitator: User, participant: User, case_owner: User) -> Room:
    """At the step of advice, where three people and a guest have written."""
    session = make_session(table, user=facilitator, days=0)
    room = make_room(session, user=facilitator, guests=["Oma Willemsen"], at=3)
    write(room, SAID, by=seat(room, participant))
    write(room, "Vraag de ouders zelf wat zij nodig hebben", by=seat(room, case_owner))
    write(room, "Plan de evaluatie vooraf", by=seat(room, facilitator))
    write(room, "Geheim van de gast aan tafel", by=session.participants.guests().get())
    return room


@pytest.fixture
def quoted(room: Room, facilitator: User, participant: User) -> LessonPage:
    """A draft that uses words of the participant and of its writer."""
    return actions.quote_in_lesson(
        seat(room, facilitator),
        contributions=Contribution.objects.filter(author__user__in=[participant, facilitator]),
        region=room.session.lead_region,
        title="Bel de school",
        why=SAID,
        user=facilitator,
    )


def answer(client: Client, consent: QuoteConsent, agreed: str, version: str = "") -> Any:
    version = version or digest_of(latest_text(LessonPage.objects.get(pk=consent.lesson_id)))
    return client.post(f"/leertafels/toestemming/{consent.pk}/", {"agreed": agreed, "version": version})


def rewrite(lesson: LessonPage, user: User, **texts: str) -> LessonPage:
    changed = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    for name, text in texts.items():
        setattr(changed, name, text)
    return lesson_actions.change_lesson(changed, version=changed.latest_revision_id, user=user)


def is_live(lesson: LessonPage) -> bool:
    return LessonPage.objects.get(pk=lesson.pk).live


def test_who_leads_chooses_words_and_whoever_wrote_them_is_asked(
    room: Room,
    facilitator: User,
    participant: User,
    case_owner: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    path = reverse("learningtables:quote", args=[room.session_id])
    client = client_of(facilitator)
    page = client.get(path).content.decode()
    assert (SAID in page, "Geheim van de gast" in page) == (True, False)
    own = Contribution.objects.get(author__user=facilitator)
    theirs = Contribution.objects.get(author__user=participant)
    guests = Contribution.objects.get(author__user=None)
    form = client.get(f"{path}?uit={own.pk}&uit={theirs.pk}&uit={guests.pk}").context["form"]
    assert form.initial["why"] == f"{SAID}\n\nPlan de evaluatie vooraf"
    lists = {"uit", "themes", "further_regions"}
    data: dict[str, Any] = {name: form[name].value() or "" for name in form.fields if name not in lists}
    data |= {"title": "Bel de school", "lead_region": room.session.lead_region_id, "uit": [own.pk, theirs.pk]}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path, data).status_code == 302
    consent = QuoteConsent.objects.get()
    assert (consent.contribution, consent.agreed) == (theirs, None)
    assert [letter.to for letter in mail.outbox] == [[participant.email]]
    assert (SAID in mail.outbox[0].body, f"/toestemming/{consent.pk}/" in mail.outbox[0].body) == (False, True)
    assert f"/toestemming/{consent.pk}/" in client_of(participant).get("/").content.decode()
    assert "/toestemming/" not in client_of(case_owner).get("/").content.decode()
    assert consent.lesson.provenance.get().page_id == room.session_id
    assert client_of(participant).get(path).status_code == 403
    with pytest.raises(IllegalMove):
        actions.quote_in_lesson(
            seat(room, facilitator),
            contributions=[guests],
            region=room.session.lead_region,
            title="x",
            why="x",
            user=facilitator,
        )


def test_every_door_stays_shut_until_they_agree_to_the_text_as_it_reads(
    quoted: LessonPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    consent = QuoteConsent.objects.get()
    agreed = lesson_actions.agree_lesson(quoted, user=facilitator)
    workspace = client_of(facilitator).get(f"/lessen/{quoted.pk}/").content.decode()
    assert (f"/lessen/{quoted.pk}/publiceren/" in workspace, "/toestemming/" in workspace) == (False, True)

    def publish() -> None:
        lesson_actions.publish_lesson(agreed, audience_key=PUBLIC, user=facilitator)

    def in_the_admin() -> None:
        LessonPage.objects.get(pk=quoted.pk).save_revision().publish()

    def by_hand() -> None:
        page = LessonPage.objects.get(pk=quoted.pk)
        page.live = True
        page.save()

    for door in (publish, in_the_admin, by_hand):
        with pytest.raises((IllegalMove, PermissionDenied)):
            door()
    answer(client_of(participant), consent, "no")
    with pytest.raises(IllegalMove):
        publish()
    rewrite(quoted, facilitator, why="Wie eerst de school belt, weet eerder wat er speelt.")
    assert "/toestemming/" in client_of(participant).get("/").content.decode()  # asked anew
    answer(client_of(participant), consent, "yes")
    assert "/toestemming/" not in client_of(participant).get("/").content.decode()
    publish()
    assert is_live(quoted)
    with pytest.raises(IllegalMove):
        actions.answer_consent(consent, agreed=False, digest=digest_of(latest_text(quoted)), user=participant)
    assert ModelLogEntry.objects.filter(action="learningtables.answer_consent").count() == 2


def test_the_admins_form_says_why_before_it_publishes(quoted: LessonPage, facilitator: User) -> None:
    form_class = LessonPage.get_edit_handler().get_form_class()
    texts = latest_text(quoted)
    for data, refused in ((texts | {"action-publish": "1"}, True), (texts, False)):
        form = form_class(instance=quoted, for_user=facilitator, data=data)
        form.is_valid()
        assert bool(form.non_field_errors()) == refused


def test_an_answer_is_about_the_text_that_was_read(
    quoted: LessonPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    consent = QuoteConsent.objects.get()
    read = digest_of(latest_text(quoted))
    rewrite(quoted, facilitator, why="Heel iets anders dan je las.")
    stale = answer(client_of(participant), consent, "yes", read)
    assert (stale.status_code, "Heel iets anders" in stale.content.decode()) == (409, True)
    with pytest.raises(EditConflict):
        actions.answer_consent(consent, agreed=True, digest=read, user=participant)
    answer(client_of(participant), consent, "yes", stale.context["form"]["version"].value())
    consent.refresh_from_db()
    assert consent.agreed is True


def test_words_that_were_taken_out_ask_nobody_any_more(
    quoted: LessonPage,
    facilitator: User,
    participant: User,
    client_of: ClientOf,
    django_capture_on_commit_callbacks: Any,
) -> None:
    consent = QuoteConsent.objects.get()
    client = client_of(facilitator)
    path = f"/leertafels/lessen/{quoted.pk}/toestemming/{consent.pk}/los/"
    client.post(path)
    assert QuoteConsent.objects.exists()  # they still stand in the text
    rewrite(quoted, facilitator, why="De leerkracht weet het eerst.", title="Begin op school")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path)
    assert not QuoteConsent.objects.exists()
    assert mail.outbox[-1].to == [participant.email]
    agreed = lesson_actions.agree_lesson(quoted, user=facilitator)
    lesson_actions.publish_lesson(agreed, audience_key=PUBLIC, user=facilitator)
    assert is_live(quoted)


def test_a_changed_text_of_a_published_lesson_waits_and_readers_see_the_one_before(
    quoted: LessonPage, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    consent = QuoteConsent.objects.get()
    answer(client_of(participant), consent, "yes")
    agreed = lesson_actions.agree_lesson(quoted, user=facilitator)
    lesson_actions.publish_lesson(agreed, audience_key=PUBLIC, user=facilitator)
    rewrite(quoted, facilitator, why="Een nieuwere tekst met vuurtoren.")
    shown = Client().get(LessonPage.objects.get(pk=quoted.pk).url).content.decode()
    assert ("vuurtoren" in shown, SAID in shown) == (False, True)
    client = client_of(facilitator)
    client.post(f"/lessen/{quoted.pk}/tonen/")
    assert "vuurtoren" not in LessonPage.objects.get(pk=quoted.pk).why
    answer(client_of(participant), consent, "yes")
    client.post(f"/lessen/{quoted.pk}/tonen/")
    assert "vuurtoren" in LessonPage.objects.get(pk=quoted.pk).why
    reviewed = lesson_actions.ask_again(quoted, user=facilitator)
    retired = lesson_actions.retire_lesson(reviewed.lesson, because="Het werkte niet.", user=facilitator)
    assert retired.status == LessonStatus.RETIRED


@pytest.mark.parametrize(
    ("who", "overview", "own"),
    [
        ("facilitator", 200, 404),
        ("participant", 404, 200),
        ("case_owner", 404, 404),
        ("foodvalley_coordinator", 404, 404),
        ("editor", 404, 404),
        ("outsider", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_words_are_seen_by_whoever_wrote_them_and_who_works_on_the_lesson(
    request: pytest.FixtureRequest, who: str, overview: int, own: int, quoted: LessonPage, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    consent = QuoteConsent.objects.get()
    for path, status in (
        (f"/leertafels/lessen/{quoted.pk}/toestemming/", overview),
        (f"/leertafels/toestemming/{consent.pk}/", own),
    ):
        page = client.get(path)
        assert (page.status_code, SAID in page.content.decode()) == (status, status == 200)
    assert client.post(f"/leertafels/lessen/{quoted.pk}/toestemming/vragen/").status_code == (
        302 if overview == 200 else 404
    )


def test_who_left_the_table_or_the_site_is_not_asked_and_the_words_must_go(
    quoted: LessonPage, table: Any, facilitator: User, participant: User, client_of: ClientOf
) -> None:
    consent = QuoteConsent.objects.get()
    actions.end_membership(table, table.people.get(user=participant), user=facilitator)
    assert client_of(participant).get(f"/leertafels/toestemming/{consent.pk}/").status_code == 404
    assert "/toestemming/" not in client_of(participant).get("/").content.decode()
    Contribution.objects.filter(author__user=participant).delete()
    page = client_of(facilitator).get(f"/leertafels/lessen/{quoted.pk}/toestemming/")
    assert [one.state for one in page.context["standings"]] == ["gone"]
    agreed = lesson_actions.agree_lesson(quoted, user=facilitator)
    with pytest.raises(IllegalMove):
        lesson_actions.publish_lesson(agreed, audience_key=PUBLIC, user=facilitator)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Ons advies: bel EERST de school, en dan pas het wijkteam!", True),
        ("Bel het wijkteam en dan pas de school", False),
        ("en dan pas het wijkteam bellen", True),
        ("", False),
    ],
)
def test_words_stand_in_a_text_when_five_in_a_row_do(text: str, stands: bool) -> None:
    assert still_quoted(SAID, {"why": text}) is stands


def test_a_session_without_a_room_offers_nothing(
    table: Any, method: Any, facilitator: User, client_of: ClientOf
) -> None:
    session: SessionPage = make_session(table, user=facilitator)
    assert client_of(facilitator).get(reverse("learningtables:quote", args=[session.pk])).status_code == 200


def test_refused_words_are_not_shown_in_another_field(
    quoted: LessonPage, facilitator: User, participant: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    consent = QuoteConsent.objects.get()
    said = quoted.why
    answer(client_of(participant), consent, "no")
    rewrite(quoted, facilitator, why="De leerkracht weet het eerst.", sources=said)
    client_of(facilitator).post(f"/leertafels/lessen/{quoted.pk}/toestemming/{consent.pk}/los/")
    with pytest.raises(IllegalMove):
        lesson_actions.publish_lesson(
            lesson_actions.agree_lesson(quoted, user=facilitator), audience_key=PUBLIC, user=facilitator
        )
    assert not is_live(quoted)
