"""What goes out as a table comes in again without a difference, whatever stands in it and however it is narrowed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from lessons.models import LessonPage, Provenance
from lessons.states import SourceKind
from regions.models import Municipality, RegionMunicipality
from tests.factories.learningtables import make_table
from tests.factories.lessons import LessonFactory, ThemeFactory
from tests.factories.plans import enter_year, make_team
from tests.home.test_exports import got
from tests.home.test_imports import confirm, outcomes, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TITLES = [
    "=SOM(1;2) telt niet",
    "'t Werkt, \"echt\"; en 's avonds ook",
    "007",
    "1e5",
    "WAAR",
    "2026-01-02",
    "12:30",
    "3,14",
    "Zoë 👩‍👧 naïef — ‘ja’ … €",
    "_x000D_ en _x0041_",
    "<b>vet</b> &amp; {{ x }}",
    "עברית ومرحبا",
    "-",
    "#N/B",
    "nul\u200bbreed",
    "é los",
]
TEXTS = [
    "een\n\ntwee\r\ndrie\n",
    '"aangehaald"\n; , \t |',
    "\t=ingesprongen\n-1",
    "regel\u2028scheiding en\u00a0vast",
    "  voor en na  ",
    "\n\nbegint leeg",
    "'’'",
    "uit een\x0btekstverwerker\rof van vroeger",
    "geen teken: \ufffe \uffff",
]


@pytest.fixture
def lessons(zeeland: Any, twente: Any, foodvalley: Any, coordinator: Any) -> Any:
    themes = [
        ThemeFactory(name=name, name_en=f"en {name}", slug=slugify(name.split()[-1]))
        for name in ("Wonen; en leven", "Rust, reinheid", "'s Avonds")
    ]
    for number, title in enumerate(TITLES):
        lesson = LessonFactory(
            region=(zeeland, twente, foodvalley)[number % 3],
            title=title,
            slug=f"les-{number}",
            summary=TITLES[-number - 1],
            why=TEXTS[number % len(TEXTS)],
            conditions=TEXTS[-(number % len(TEXTS))],
            sources=TEXTS[(number + 2) % len(TEXTS)],
            themes=themes[: number % 4],
            tags=["a;b", "met, komma", "'s", "=x", "1"][: number % 6],
            review_on="2031-02-03" if number % 2 else None,
            owner=coordinator,
        )
        if number % 3 == 0:
            lesson.further_regions = [twente, foodvalley]
            lesson.save()


@pytest.mark.parametrize(("kind", "language"), [("csv", "en"), ("xlsx", "nl")])
def test_lessons_come_in_again_without_a_difference(
    client_of: Any, coordinator: Any, zeeland: Any, lessons: Any, kind: str, language: str
) -> None:
    out, back = client_of(coordinator), client_of(coordinator)
    out.cookies["django_language"] = language
    for narrowed, count in (("", len(TITLES)), ("&regio=twente", 5), ("&thema=avonds", 4)):
        table = got(out, f"/lessen/?formaat={kind}{narrowed}")
        page = send(back, table, circle=zeeland.circle, name=f"lessen.{kind}")
        lines = page.context["plan"].lines
        assert len(lines) == count, narrowed
        assert [(one.title, one.problems, one.changes) for one in lines if one.outcome != "unchanged"] == []


@pytest.mark.parametrize(("kind", "language"), [("csv", "nl"), ("xlsx", "en")])
def test_regions_municipalities_and_figures_come_in_again_without_a_difference(
    client_of: Any, editor: Any, zeeland: Any, foodvalley: Any, foodvalley_coordinator: Any, kind: str, language: str
) -> None:
    type(zeeland).objects.filter(pk=zeeland.pk).update(also_called='=Zeêland; "\'t eiland"', valid_from="2015-01-01")
    town = Municipality.objects.create(cbs_code="GM0001", name="'s-Heer, O.", province="Zeeland", population=7)
    note = TEXTS[0][:-1] + "\x0b" + TEXTS[2]
    RegionMunicipality.objects.create(region=zeeland, municipality=town, valid_to="2020-01-01", note=note)
    RegionMunicipality.objects.create(region=foodvalley, municipality=town, valid_from="2020-01-01")
    out, back = client_of(editor), client_of(editor)
    out.cookies["django_language"] = language
    for address, what in (("/regios/", "regios"), ("/gemeenten/", "gemeenten")):
        page = send(back, got(out, f"{address}?formaat={kind}"), kind=what, name=f"x.{kind}")
        lines = page.context["plan"].lines
        assert [(one.title, one.problems, one.changes) for one in lines if one.outcome != "unchanged"] == []
        assert len(lines) >= 2
    team = make_team(foodvalley, user=foodvalley_coordinator)
    for year in (2021, 2022):
        enter_year(team, year, user=foodvalley_coordinator, asked=50, advised=3, meaning=TEXTS[year % 5])
    figures = got(out, f"/regios/food-valley/expertteam/?formaat={kind}")
    address = "/regios/food-valley/expertteam/invoer/"
    answer = client_of(foodvalley_coordinator).post(address, {"file": SimpleUploadedFile(f"x.{kind}", figures)})
    assert [(line.outcome, line.says) for line in answer.context["read"].lines] == [("same", [])] * 2


def test_where_a_lesson_comes_from_is_added_from_a_table_by_whom_may_read_it_and_taken_away_by_none(
    client_of: Any, coordinator: Any, participant: Any, zeeland: Any, foodvalley: Any, table_circle: Any
) -> None:
    first = make_table(region=foodvalley, circle=foodvalley.circle, title="Eerst")
    second = make_table(region=foodvalley, circle=zeeland.circle, title="Toen")
    closed = make_table(region=foodvalley, circle=table_circle, audience_key=table_circle.audience_key, title="Dicht")
    lesson = LessonFactory(region=zeeland, owner=coordinator)
    lesson.provenance = [
        Provenance(kind=SourceKind.SESSION, page=page, region=foodvalley, year=2026) for page in (first, closed)
    ]
    lesson.save_revision().publish()
    client = client_of(coordinator)
    table = got(client, "/lessen/?formaat=csv").decode()
    assert first.get_url() in table and closed.slug not in table
    assert closed.slug in got(client_of(participant), "/lessen/?formaat=csv").decode()

    def outcome(*addresses: str) -> Any:
        rows = f'number,came_from\n{lesson.pk},"' + "\n".join(addresses) + '"\n'
        return send(client, rows, circle=zeeland.circle)

    assert outcomes(send(client, table, circle=zeeland.circle)) == outcomes(outcome()) == [(2, "unchanged")]
    hidden, missing = outcome(closed.get_url()), outcome("/regios/food-valley/nergens/")
    (said,), (other,) = (page.context["plan"].lines[0].problems for page in (hidden, missing))
    assert said.replace(closed.get_url(), "/regios/food-valley/nergens/") == other
    added = outcome(f"https://leertafel.example{second.get_url()}")
    assert outcomes(added) == [(2, "changed")]
    confirm(client, added)
    sources = LessonPage.objects.get(pk=lesson.pk).provenance.all()
    assert {source.page_id for source in sources} == {first.pk, second.pk, closed.pk}
    new = send(client, f"title;why;region;came_from\nNieuw;x;Zeeland;{first.get_url()}\n", circle=zeeland.circle)
    confirm(client, new)
    assert [source.page_id for source in LessonPage.objects.get(title="Nieuw").provenance.all()] == [first.pk]
