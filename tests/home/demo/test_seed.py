"""The demo has something for every screen, lies in the past where it should, and can be laid again."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.utils import timezone

from casestudies.models import Answer, CaseStudyPage, PrivacyCheck, Reflection
from casestudies.states import ReflectionState
from home.demo.people import PASSWORD, WHO_SIGN_IN
from home.demo.world import World, address_of
from learningtables.models import LearningTablePage, Room, SessionPage
from learningtables.states import SessionState
from lessons.models import Action, ContentPage, LessonPage, Uptake
from lessons.states import UptakeStatus
from regions.models import Membership, Region, User
from regions.states import Role
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COUNTED = (ContentPage, User, Membership, Reflection, Answer, Action, Uptake)


def test_there_is_something_on_every_screen(demo: World) -> None:
    assert CaseStudyPage.objects.count() >= 24
    assert LearningTablePage.objects.count() == 12
    assert SessionPage.objects.count() == 34
    assert Room.objects.filter(closed_at=None).count() == 1
    assert VisitationPage.objects.count() == 8
    assert LessonPage.objects.count() >= 60
    assert set(Reflection.objects.values_list("state", flat=True)) == set(ReflectionState.values)
    assert set(SessionPage.objects.values_list("state", flat=True)) == set(SessionState.values)
    assert set(VisitationPage.objects.values_list("stage", flat=True)) >= {Stage.DRAFT, Stage.PUBLISHED, Stage.CLOSED}


def test_some_cases_went_through_the_check(demo: World) -> None:
    assert set(CaseStudyPage.objects.filter(live=True).values_list("audience_key", flat=True)) > {"public", "members"}
    assert PrivacyCheck.objects.waiting_for(demo.person("participant")).exists()


def test_lessons_travel(demo: World) -> None:
    taking_up = Region.objects.filter(uptakes__superseded=False).distinct().count()
    assert (LessonPage.objects.values("lead_region").distinct().count() >= 25, taking_up >= 35) == (True, True)


def test_one_lesson_is_told_of_for_two_years(demo: World) -> None:
    """In every state, with and without a name, with reasons and results, small trials at each stage, and a word against it that a
    version answers."""
    lesson = demo.page("lesson", "een-vast-moment-om-te-bellen")
    said = lesson.uptakes.all()
    assert set(said.values_list("status", flat=True)) == set(UptakeStatus.values)
    assert {True, False} == set(said.current().values_list("is_named", flat=True))
    assert (timezone.localdate() - said.earliest("date").date).days >= 730
    assert (
        len(set(said.exclude(reason="").values_list("reason", flat=True))) >= 4 and said.exclude(result="").count() >= 5
    )
    assert set(lesson.trials.values_list("decision", flat=True)) == {"", "scale_up", "stop"}
    assert (lesson.trials.past_its_end().count(), lesson.trials.running().count()) == (1, 2)
    assert lesson.contradictions.filter(answered_in__number=2).count() == 2


def test_the_persons_of_the_demo_sign_in(demo: World, rf: Any) -> None:
    for key in WHO_SIGN_IN:
        user = authenticate(rf.post("/"), email=address_of(key), password=PASSWORD)
        assert user is not None and user.email == address_of(key)


def test_nobody_else_has_a_password(demo: World) -> None:
    others = User.objects.exclude(email__in=map(address_of, WHO_SIGN_IN))
    assert not [person.email for person in others if person.has_usable_password()]


def test_each_person_has_the_seat_the_guide_tells_of(demo: World) -> None:
    seats = {
        key: {(seat.circle.kind, seat.role) for seat in demo.person(key).memberships.reading().select_related("circle")}
        for key in WHO_SIGN_IN
    }
    assert ("learning_table", Role.FACILITATOR) in seats["facilitator"]
    assert ("learning_table", Role.PARTICIPANT) in seats["participant"] & seats["case-owner"]
    assert ("region", Role.COORDINATOR) in seats["coordinator"]
    assert ("committee", Role.CHAIR) in seats["chair"]
    assert "committee" in {kind for kind, _role in seats["committee"]}
    assert ("visited_party", Role.HOST) in seats["host"]
    assert ("national", Role.EDITOR) in seats["editor"]
    assert (seats["outsider"], seats["admin"]) == (set(), set())


def test_history_lies_in_the_past(demo: World) -> None:
    now = timezone.now()
    assert not ContentPage.objects.filter(first_published_at__gt=now).exists()
    assert not SessionPage.objects.filter(state=SessionState.HELD, starts_at__gt=now).exists()
    assert Reflection.objects.earliest("opened_at").opened_at.year < now.year
    assert not Answer.objects.filter(answered_at__gt=now).exists()


def test_a_second_run_changes_nothing_and_keeps_what_people_entered(demo: World) -> None:
    lesson = LessonPage.objects.earliest("pk")
    lesson.title = "Zo zeggen wij het nu"
    lesson.save()
    demo.person("participant").memberships.all().delete()
    before = [model.objects.count() for model in COUNTED]
    call_command("seed_demo", "--no-index", verbosity=0)
    lesson.refresh_from_db()
    assert lesson.title == "Zo zeggen wij het nu"
    assert [model.objects.count() for model in COUNTED] == before
