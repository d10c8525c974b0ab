"""What is new in what a person follows: counted in the mail, and with titles on the screen that the mail leads to."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from home.digest import run_due
from lessons.models import Comment, Contradiction, LessonVersion
from lessons.states import CommentStatus
from regions.actions.plans import move_plan, set_plan_audience
from regions.audience import MEMBERS, PUBLIC
from regions.states import PlanStatus
from tests.factories.learningtables import make_session, make_table
from tests.factories.lessons import ThemeFactory, UptakeFactory
from tests.factories.plans import approve, make_plan
from tests.factories.regions import MembershipFactory
from tests.home.following import (  # noqa: F401
    _index,
    _publish,
    counted,
    days_ago,
    follow,
    groups,
    sent,
    shown,
    text_of,
    told,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_screen_that_the_mail_leads_to_shows_with_titles_what_it_counted(
    client_of: Any, outsider: Any, foodvalley: Any, publish: Any
) -> None:
    titles = {publish(title=f"Les {number}").title for number in range(2)}
    follow(outsider, foodvalley), follow(outsider, address="q=les")
    run_due()
    address = re.search(r"http\S+/volgen/nieuw/\S+", mail.outbox[0].body)
    assert address
    rows = client_of(outsider).get(address[0].removeprefix(settings.BASE_URL)).context["rows"]
    assert [{item.title for item in news.items} for news, _row in rows] == [titles, titles]
    for moment in ("", "x", "-1", "9" * 30, "0"):
        assert client_of(outsider).get(f"/volgen/nieuw/?sinds={moment}").status_code == 200


def test_of_a_lesson_everything_that_happened_is_told_and_who_took_it_up_only_as_far_as_they_may_be_named(
    client_of: Any, outsider: Any, host: Any, foodvalley: Any, twente: Any, zeeland: Any, publish: Any, admin: Any
) -> None:
    lesson = publish(days=30)
    for region, is_named in ((twente, False), (zeeland, True)):
        told(
            UptakeFactory(lesson=lesson, region=region, is_named=is_named, reported_by=admin),
            days_ago(2),
            "reported_at",
        )
    said = Contradiction.objects.create(lesson=lesson, region=twente, because="Past niet", is_named=False)
    told(said, days_ago(2), "reported_at")
    for status, author in ((CommentStatus.SHOWN, admin), (CommentStatus.WAITING, admin), (CommentStatus.HIDDEN, admin)):
        Comment.objects.create(page=lesson, author=author, text="Dank", status=status, settled_at=days_ago(2))
    Comment.objects.create(
        page=lesson, author=outsider, text="Zelf", status=CommentStatus.SHOWN, settled_at=days_ago(2)
    )
    for person in (outsider, host):
        follow(person, lesson)
    run_due()
    by_person = {message["To"]: groups(text_of(message))["Les"] for message in sent()}
    assert {who: len(lines) for who, lines in by_person.items()} == {outsider.email: 2, host.email: 3}
    titles = {who: " ".join(shown(client_of(who))[lesson.title]) for who in (outsider, host)}
    assert "Twente" not in titles[outsider] and "Zeeland" in titles[outsider]
    assert titles[host].count("Twente") == 2 and "Past niet" not in titles[host]


def test_a_region_that_does_not_want_to_be_named_any_more_is_not_named_by_what_it_said_against_a_lesson_before(
    client_of: Any, outsider: Any, host: Any, twente: Any, zeeland: Any, publish: Any, admin: Any
) -> None:
    lesson = publish(days=30)
    for region in (twente, zeeland):
        said = Contradiction.objects.create(lesson=lesson, region=region, because="Past niet", is_named=True)
        told(said, days_ago(2), "reported_at")
    told(UptakeFactory(lesson=lesson, region=twente, is_named=False), days_ago(1), "reported_at")
    for person in (outsider, host):
        follow(person, lesson)
    titles = {who: " ".join(shown(client_of(who))[lesson.title]) for who in (outsider, host)}
    assert "Twente" not in titles[outsider] and "Zeeland" in titles[outsider] and "Twente" in titles[host]


def test_of_a_table_its_sessions_are_told_to_who_sits_there(
    client_of: Any, facilitator: Any, participant: Any, outsider: Any, foodvalley: Any, table_circle: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator, audience_key=MEMBERS)
    session = make_session(table, user=facilitator, title="Over bellen")
    type(session).objects.filter(pk=session.pk).update(last_published_at=days_ago(2))
    for person in (participant, outsider):
        follow(person, table)
    run_due()
    assert [message["To"] for message in sent()] == [participant.email]
    assert counted(text_of(sent()[0])) == [1] and table.title not in mail.outbox[0].body
    assert shown(client_of(participant)) == {table.title: [session.title]}
    assert shown(client_of(outsider)) == {}


def test_what_a_circle_has_is_new_to_who_came_into_it(
    client_of: Any, outsider: Any, foodvalley: Any, table_circle: Any, publish: Any
) -> None:
    lesson = publish(days=30, audience_key=table_circle.audience_key)
    follow(outsider, foodvalley)
    seat = MembershipFactory(circle=table_circle, user=outsider)
    told(seat, days_ago(2), "since")
    run_due()
    assert counted(text_of(sent()[0])) == [1]
    assert shown(client_of(outsider)) == {"Food Valley": [lesson.title]}


def test_a_new_page_with_half_of_the_words_is_none_of_it(outsider: Any, publish: Any) -> None:
    """Unless no older page has them all either: then the search page, too, shows those with most of them."""
    publish(title="Zeepaardje en koraal", days=30)
    publish(title="Een ander zeepaardje")
    follow(outsider, address="q=zeepaardje+koraal")
    run_due()
    assert mail.outbox == []
    follow(outsider, name="Half", address="q=zeepaardje+inktvis")
    run_due()
    assert counted(text_of(sent()[0])) == [1]


def test_the_screen_costs_the_same_for_one_and_for_many(
    client_of: Any, outsider: Any, foodvalley: Any, twente: Any, publish: Any, queries_of: Any
) -> None:
    client = client_of(outsider)

    def more(region: Any) -> None:
        theme = ThemeFactory()
        lesson = publish(region=region, themes=[theme], title=f"Bij {theme.slug}")
        LessonVersion.objects.create(
            lesson=lesson, number=2, title="Nieuw", audience_key=PUBLIC, published_at=days_ago(2)
        )
        for thing in (theme, lesson):
            follow(outsider, thing)

    more(foodvalley), follow(outsider, foodvalley)
    with_one = queries_of(client, "/volgen/nieuw/"), queries_of(client, "/volgen/")
    for _number in range(3):
        more(twente)
    follow(outsider, twente)
    assert (queries_of(client, "/volgen/nieuw/"), queries_of(client, "/volgen/")) == with_one
    assert len(shown(client)) == 10


def test_who_follows_a_region_hears_that_its_plan_was_approved_as_far_as_it_is_open_to_them(
    client_of: Any, outsider: Any, foodvalley: Any, foodvalley_coordinator: Any
) -> None:
    follow(outsider, foodvalley), follow(foodvalley_coordinator, foodvalley)
    reader, coordinator = client_of(outsider), client_of(foodvalley_coordinator)
    plan = make_plan(foodvalley, user=foodvalley_coordinator)
    assert (shown(reader), shown(coordinator)) == ({}, {}), "a draft is no news"
    move_plan(plan, to=PlanStatus.CONSULTATION, user=foodvalley_coordinator)
    desk = f"/regios/food-valley/plan/{plan.pk}/schrijven/"
    assert [one.url for one in coordinator.get("/").context["waiting"]] == [desk]
    assert reader.get("/").context["waiting"] == []
    move_plan(plan, to=PlanStatus.DRAFT, user=foodvalley_coordinator)
    approve(plan, user=foodvalley_coordinator)
    assert coordinator.get("/").context["waiting"] == []
    [(news, _row)] = reader.get("/volgen/nieuw/").context["rows"]
    assert news.counts == {"plan": 1} and news.items[0].url == f"/regios/food-valley/plan/{plan.pk}/"
    assert reader.get(news.items[0].url).status_code == 200
    set_plan_audience(plan, audience_key=foodvalley.circle.audience_key, user=foodvalley_coordinator)
    assert (shown(reader), list(shown(coordinator).values())) == ({}, [[plan.title]])


def test_of_a_version_that_was_for_others_nothing_is_told(
    client_of: Any, outsider: Any, table_circle: Any, publish: Any
) -> None:
    lesson = publish(days=30)
    for number, key in ((2, PUBLIC), (3, table_circle.audience_key)):
        LessonVersion.objects.create(
            lesson=lesson, number=number, title="Nieuw", audience_key=key, published_at=days_ago(2)
        )
    follow(outsider, lesson)
    assert shown(client_of(outsider))[lesson.title] == ["Versie 2"]
