"""A theme's page, and what becomes of everything that carries a theme when it is merged into another."""

from typing import Any

from django.urls import reverse

from lessons import actions
from lessons.models import Follow, LessonPage, Provenance, Theme, ThemePick
from lessons.states import UptakeStatus
from regions.audience import MEMBERS, PUBLIC
from tests.factories.lessons import LessonFactory, ThemeFactory, UptakeFactory


def theme_with(region: Any, **lesson: Any) -> tuple[Theme, LessonPage]:
    theme = ThemeFactory(name="Wachttijden", slug="wachttijden", name_en="Waiting times")
    return theme, LessonFactory(region=region, themes=[theme], **lesson)


def test_everyone_reads_what_is_theirs_of_a_theme_and_of_those_under_it(
    client: Any, client_of: Any, participant: Any, outsider: Any, foodvalley: Any, twente: Any, table_circle: Any
) -> None:
    main = ThemeFactory(slug="hoofd", name="Passende hulp")
    under = ThemeFactory(parent=main)
    LessonFactory(region=foodvalley, title="Bel vandaag nog", audience_key=PUBLIC, themes=[under])
    LessonFactory(region=foodvalley, title="Alleen voor leden", audience_key=MEMBERS, themes=[under])
    LessonFactory(region=twente, title="Binnen de tafel", audience_key=table_circle.audience_key, themes=[main])
    as_visitor, as_member, at_table = (
        one.get("/themas/hoofd/").content.decode() for one in (client, client_of(outsider), client_of(participant))
    )
    assert "Bel vandaag nog" in as_visitor
    assert "Alleen voor leden" not in as_visitor and "Alleen voor leden" in as_member
    assert "Binnen de tafel" not in as_member and "/regios/twente/" not in as_member
    assert "Binnen de tafel" in at_table and "/regios/twente/" in at_table


def test_who_takes_lessons_up_works_on_it_and_who_is_not_named_does_not_show(
    client: Any, foodvalley: Any, twente: Any, zeeland: Any
) -> None:
    _theme, lesson = theme_with(foodvalley)
    UptakeFactory(lesson=lesson, region=twente, status=UptakeStatus.TRYING)
    UptakeFactory(lesson=lesson, region=zeeland, status=UptakeStatus.TRYING, is_named=False)
    page = client.get("/themas/wachttijden/")
    assert [region["slug"] for region in page.context["regions"]] == ["food-valley", "twente"]


def test_a_page_costs_as_much_with_many_as_with_few(
    client: Any, foodvalley: Any, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    theme, _lesson = theme_with(foodvalley)
    client.get("/themas/wachttijden/")
    with django_assert_max_num_queries(15) as first:
        client.get("/themas/wachttijden/")
    for _number in range(8):
        LessonFactory(region=foodvalley, themes=[theme])
    with django_assert_num_queries(len(first)):
        client.get("/themas/wachttijden/")


def test_what_editors_put_first_shows_to_who_may_read_it(client: Any, foodvalley: Any, table_circle: Any) -> None:
    theme, lesson = theme_with(foodvalley, title="Bel vandaag nog")
    closed = LessonFactory(region=foodvalley, title="Binnen de tafel", audience_key=table_circle.audience_key)
    ThemePick.objects.create(theme=theme, page=closed, note="Hier begon het")
    ThemePick.objects.create(theme=theme, page=lesson, note="Lees dit eerst")
    page = client.get("/themas/wachttijden/").content.decode()
    assert "Lees dit eerst" in page
    assert "Binnen de tafel" not in page and "Hier begon het" not in page


def test_the_admin_keeps_what_is_closed_to_who_edits_and_does_not_show_it(
    client_of: Any, admin: Any, foodvalley: Any, table_circle: Any
) -> None:
    theme, lesson = theme_with(foodvalley)
    closed = LessonFactory(region=foodvalley, title="Binnen de tafel", audience_key=table_circle.audience_key)
    ThemePick.objects.create(theme=theme, page=closed, note="Hier begon het")
    Provenance.objects.create(lesson=lesson, kind="reflection", page=closed, region=foodvalley, year=2025)
    lesson.refresh_from_db()
    lesson.save_revision()
    client = client_of(admin)
    addresses = (f"/admin/snippets/lessons/theme/edit/{theme.pk}/", f"/admin/pages/{lesson.pk}/edit/")
    for address in addresses:
        page = client.get(address)
        assert (page.status_code, "Binnen de tafel" in page.content.decode()) == (200, False), address
    picks = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "0-id": theme.picks.get().pk, "0-note": "Anders", "0-ORDER": 1}
    words = {"name": "Wachten", "name_en": "Waiting", "slug": "wachttijden", "description": "", "what_we_know": ""}
    sent = client.post(addresses[0], {**words, **{f"picks-{name}": value for name, value in picks.items()}})
    assert sent.status_code == 302
    assert (theme.picks.get().note, theme.picks.get().page_id) == ("Anders", closed.pk)


def test_only_editors_merge(client: Any, client_of: Any, editor: Any, coordinator: Any, foodvalley: Any) -> None:
    theme_with(foodvalley)
    address = "/themas/wachttijden/samenvoegen/"
    assert client.get(address).status_code == 302
    assert client_of(coordinator).get(address).status_code == 403
    assert client_of(editor).get(address).status_code == 200


def test_a_merge_keeps_every_reference(
    client: Any, client_of: Any, editor: Any, outsider: Any, foodvalley: Any, django_capture_on_commit_callbacks: Any
) -> None:
    theme, lesson = theme_with(foodvalley)
    into = ThemeFactory(name="Op tijd hulp", slug="op-tijd", name_en="Help in time")
    both = LessonFactory(region=foodvalley, themes=[theme, into])
    child = ThemeFactory(parent=theme)
    ThemePick.objects.create(theme=theme, page=lesson)
    Follow.objects.create(user=outsider, theme=theme)
    draft = lesson.get_latest_revision_as_object()
    draft.why = "Wat er sindsdien bij kwam."
    draft.save_revision()
    address = reverse("themes:merge", args=[theme.slug])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(editor).post(address, {"into": into.pk, "sure": "on"})
    assert answer.url == "/themas/op-tijd/"
    assert [one.pk for one in LessonPage.objects.get(pk=lesson.pk).themes.all()] == [into.pk]
    assert [one.pk for one in LessonPage.objects.get(pk=both.pk).themes.all()] == [into.pk]
    revised = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert [one.pk for one in revised.themes.all()] == [into.pk] and revised.why == "Wat er sindsdien bij kwam."
    assert Theme.objects.get(pk=child.pk).parent == into
    assert ThemePick.objects.get(page=lesson).theme == into
    assert Follow.objects.get(user=outsider).theme == into
    assert client.get("/themas/wachttijden/").headers["Location"] == "/themas/op-tijd/"
    found = client.get("/zoeken/?thema=wachttijden")
    assert {hit.pk for hit in found.context["page_obj"]} == {lesson.pk, both.pk}
    assert {page.pk for page in client.get("/lessen/?thema=wachttijden").context["pages"]} == {lesson.pk, both.pk}


def test_a_theme_merged_twice_leads_to_the_last(client: Any, editor: Any) -> None:
    first, second, third = (ThemeFactory(slug=slug) for slug in ("een", "twee", "drie"))
    actions.merge_theme(first, into=second, user=editor)
    actions.merge_theme(second, into=third, user=editor)
    assert client.get("/themas/een/").headers["Location"] == "/themas/drie/"


def test_a_refused_merge_says_why_and_changes_nothing(client_of: Any, editor: Any) -> None:
    main, other = ThemeFactory(slug="hoofd", name="Hoofdthema"), ThemeFactory()
    ThemeFactory(parent=main)
    under_other = ThemeFactory(parent=other)
    page = client_of(editor).post("/themas/hoofd/samenvoegen/", {"into": under_other.pk, "sure": "on"})
    assert "Hoofdthema" in page.content.decode() and Theme.objects.filter(slug="hoofd").exists()
