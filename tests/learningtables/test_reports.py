"""The report of a session: drafted from what was said, seen by facilitators only until it is published."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.search.backends import get_search_backend

from casestudies import actions as case_actions
from casestudies.models import CaseStudyPage
from learningtables import actions
from learningtables.models import LearningTablePage, SessionPage, SessionReport
from learningtables.states import ReportState
from learningtables.templatetags.reports import report_html
from lessons.actions import agree_action, write_lesson
from lessons.states import SourceKind
from regions.audience import MEMBERS, PUBLIC
from regions.models import User
from regions.states import IllegalMove
from tests.factories.casestudies import answer_all
from tests.factories.learningtables import make_report, make_session

ClientOf = Callable[[User], Client]


@pytest.fixture
def held(
    table: LearningTablePage, case: CaseStudyPage, facilitator: User, participant: User, case_owner: User
) -> SessionPage:
    """Two of three were there; the central question was asked of the case."""
    session = make_session(table, user=facilitator, cases=[case], held=True, present=[facilitator, participant])
    actions.open_case_reflection(session.agenda.get(), anonymous=False, user=facilitator)
    return session


def url_of(name: str, session: SessionPage) -> str:
    return reverse(f"learningtables:{name}", args=[session.pk])


def test_the_draft_counts_and_names_nobody_who_answered(
    held: SessionPage, facilitator: User, participant: User, case: CaseStudyPage
) -> None:
    reflection = held.agenda.get().reflection
    answer_all(reflection, user=facilitator, why="Het geheime waarom van de een")
    answer_all(
        reflection,
        user=participant,
        same_choice="partly",
        why="Het geheime waarom van de ander",
        meaning="Eerder bellen",
    )
    early = actions.draft_report(held, user=facilitator).body
    assert "1 ×" not in early  # before the reveal not even a count
    case_actions.reveal(reflection, user=facilitator)
    point = case.decision_points.first()
    case_actions.conclude(reflection, decision_point=point, no_change_because="Het was de enige plek", user=facilitator)
    agree_action(
        circle=held.table.circle,
        page=held,
        what="De school bellen",
        owner=participant,
        due_on="2030-05-01",
        user=facilitator,
    )
    write_lesson(
        region=held.lead_region,
        title="Bel de school voordat het plan af is",
        why="Twee keer misging het.",
        audience_key=held.table.circle.audience_key,
        provenance=[(SourceKind.SESSION, held, held.lead_region, held.year)],
        user=facilitator,
    )
    SessionReport.objects.all().delete()
    body = actions.draft_report(held, user=facilitator).body
    for said in (case.title, point.title, "Het was de enige plek", "De school bellen", "Bel de school voordat"):
        assert said in body
    assert body.count("1 ×") == 4  # two decision points, one answer of each kind
    assert "Het geheime waarom" not in body
    assert str(facilitator) not in body


def test_the_draft_is_in_the_language_of_the_content(held: SessionPage, facilitator: User) -> None:
    from django.utils.translation import override

    with override("en"):
        english = actions.draft_report(held, user=facilitator).body
    SessionReport.objects.all().delete()
    with override("nl"):
        assert actions.draft_report(held, user=facilitator).body == english


def test_a_report_is_drafted_once(held: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    client = client_of(facilitator)
    first = client.post(url_of("draft_report", held))
    assert first.url == url_of("report", held)
    client.post(url_of("draft_report", held))
    assert SessionReport.objects.count() == 1
    with pytest.raises(IllegalMove):
        actions.draft_report(held, user=facilitator)


SECRET = "Woordvandegespreksleider"


@pytest.mark.parametrize(
    ("who", "page_status", "report_status"),
    [
        ("participant", 200, 403),
        ("case_owner", 200, 403),
        ("foodvalley_coordinator", 404, 404),
        ("outsider", 404, 404),
        ("editor", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_a_draft_is_seen_by_facilitators_only(
    who: str,
    page_status: int,
    report_status: int,
    request: pytest.FixtureRequest,
    held: SessionPage,
    facilitator: User,
    client_of: ClientOf,
) -> None:
    make_report(held, user=facilitator, body=SECRET)
    assert SECRET in client_of(facilitator).get(held.url).content.decode()
    assert SECRET in client_of(facilitator).get(url_of("report", held)).content.decode()
    client = client_of(request.getfixturevalue(who))
    page, report = client.get(held.url), client.get(url_of("report", held))
    assert (page.status_code, report.status_code) == (page_status, report_status)
    assert SECRET not in page.content.decode() + report.content.decode()
    assert SECRET not in client.get(held.table.url).content.decode()
    assert client.post(url_of("draft_report", held)).status_code == report_status


def test_the_admin_of_the_site_meets_no_draft_in_the_administration(
    held: SessionPage, facilitator: User, admin: User, client_of: ClientOf
) -> None:
    make_report(held, user=facilitator, body=SECRET)
    client = client_of(admin)
    for name in ("wagtailadmin_pages:edit", "wagtailadmin_pages:history", "wagtailadmin_pages:view_draft"):
        page = client.get(reverse(name, args=[held.pk]), follow=True)
        assert SECRET not in page.content.decode()


def found(word: str) -> list[Any]:
    return list(get_search_backend().search(word, SessionPage.objects.all()))


def test_search_finds_a_report_only_once_it_is_published(held: SessionPage, facilitator: User) -> None:
    report = make_report(held, user=facilitator, body=SECRET)
    held.save()
    assert found(SECRET) == []
    actions.publish_report(report, version=report.version, user=facilitator)
    assert found(SECRET) == [held]
    assert held.report_for(AnonymousUser()).body == SECRET  # the page itself asks the audience first


@pytest.mark.parametrize("audience", [MEMBERS, PUBLIC])
def test_a_report_is_not_read_more_widely_than_the_cases_it_tells_of(
    audience: str,
    held: SessionPage,
    facilitator: User,
    participant: User,
    outsider: User,
    case: CaseStudyPage,
    client_of: ClientOf,
) -> None:
    make_report(held, user=facilitator, body="Over vuurtorenwoord", published=True)
    held.audience_key = audience
    held.save_revision().publish()
    page = SessionPage.objects.get(pk=held.pk).get_url()
    assert "vuurtorenwoord" in client_of(participant).get(page).content.decode()
    for client in (client_of(outsider), Client()):
        assert "vuurtorenwoord" not in client.get(page).content.decode()
    assert list(get_search_backend().search("vuurtorenwoord", SessionPage.objects.all())) == []
    CaseStudyPage.objects.filter(pk=case.pk).update(audience_key=audience)
    held.save()
    assert "vuurtorenwoord" in client_of(outsider).get(page).content.decode()
    assert [found.pk for found in get_search_backend().search("vuurtorenwoord", SessionPage.objects.all())] == [held.pk]


def test_the_facilitator_edits_and_publishes(
    held: SessionPage, facilitator: User, participant: User, client_of: ClientOf, outsider: User
) -> None:
    report = make_report(held, user=facilitator)
    client = client_of(facilitator)
    client.post(url_of("report", held), {"body": "Eerste zin.", "version": report.version})
    report.refresh_from_db()
    assert (report.body, report.state) == ("Eerste zin.", ReportState.DRAFT)
    client.post(url_of("report", held), {"body": SECRET, "version": report.version, "publish": "1"})
    report.refresh_from_db()
    assert (report.body, report.state) == (SECRET, ReportState.PUBLISHED)
    assert report.published_at is not None
    assert SECRET in client_of(participant).get(held.url).content.decode()
    assert client_of(outsider).get(held.url).status_code == 404
    for verb in ("draft_report", "save_report", "publish_report"):
        assert PageLogEntry.objects.filter(page=held.pk, action=f"learningtables.{verb}").exists()


def test_who_saves_second_sees_both_and_decides(held: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    report = make_report(held, user=facilitator)
    client = client_of(facilitator)
    client.post(url_of("report", held), {"body": "Van de eerste", "version": report.version})
    second = client.post(url_of("report", held), {"body": "Van de tweede", "version": report.version})
    assert second.status_code == 409
    assert [text for _label, text in second.context["form"].standing] == ["Van de eerste"]
    assert "Van de tweede" in second.content.decode()
    report.refresh_from_db()
    assert report.body == "Van de eerste"
    version = second.context["form"]["version"].value()
    client.post(url_of("report", held), {"body": "Van allebei", "version": version})
    report.refresh_from_db()
    assert (report.body, report.version) == ("Van allebei", int(version) + 1)


def test_an_empty_report_is_refused(held: SessionPage, facilitator: User, client_of: ClientOf) -> None:
    report = make_report(held, user=facilitator)
    answer = client_of(facilitator).post(url_of("report", held), {"body": " ", "version": report.version})
    assert list(answer.context["form"].errors) == ["body"]


def test_a_report_is_published_once(held: SessionPage, facilitator: User) -> None:
    report = make_report(held, user=facilitator, published=True)
    with pytest.raises(IllegalMove):
        actions.publish_report(report, version=report.version, user=facilitator)


def test_what_leads_to_a_person_keeps_a_report_at_the_table(
    held: SessionPage, facilitator: User, client_of: ClientOf
) -> None:
    named, doubtful = "Bel de moeder op 06-12345678.", "Jeroen is 9 jaar."
    report, client = make_report(held, user=facilitator), client_of(facilitator)

    def publish(body: str, **more: str) -> str:
        version = SessionReport.objects.get().version
        answer = client.post(url_of("report", held), {"body": body, "version": version, "publish": "1", **more})
        return answer.content.decode() if answer.status_code == 200 else ""

    SessionPage.objects.filter(pk=held.pk).update(audience_key=PUBLIC)
    assert "06-12345678" in publish(named, confirmed="on")
    assert 'name="confirmed"' in publish(doubtful)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    publish(doubtful, confirmed="on")
    report.refresh_from_db()
    assert (report.state, report.body) == (ReportState.PUBLISHED, doubtful)
    assert PageLogEntry.objects.get(action="learningtables.publish_report").data["found"]
    with pytest.raises(IllegalMove):
        actions.save_report(report, body=named, version=report.version, user=facilitator)


def test_a_report_that_names_somebody_keeps_the_session_from_being_opened(held: SessionPage, facilitator: User) -> None:
    make_report(held, user=facilitator, body="Bel de moeder op 06-12345678.", published=True)
    session = SessionPage.objects.get(pk=held.pk)
    form_class = SessionPage.get_edit_handler().get_form_class()
    form = form_class(instance=session, for_user=facilitator, data={"audience_key": PUBLIC, "title": session.title})
    assert "audience_key" in form.errors
    form = form_class(instance=session, for_user=facilitator, data={"audience_key": session.audience_key})
    assert "audience_key" not in form.errors


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Een <b>zin</b>\nen nog een", "<p>Een &lt;b&gt;zin&lt;/b&gt;<br>en nog een</p>"),
        ("## Kop <i>", "<h3>Kop &lt;i&gt;</h3>"),
        ("## Kop\n- een & twee\n- drie", "<h3>Kop</h3><ul><li>een &amp; twee</li><li>drie</li></ul>"),
        ("## Kop\r\n\r\nTekst", "<h3>Kop</h3>\n<p>Tekst</p>"),
        ("", ""),
    ],
)
def test_a_report_is_text_with_headings_and_lists(text: str, html: str) -> None:
    assert report_html(text) == html
