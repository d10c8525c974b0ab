"""What was once promised cannot be taken back: by a stale tab, a forged form, an address typed in, or two people at once."""

from typing import Any

import pytest
from django.utils import timezone

from regions import actions as circles
from regions.forms import SignUpForm
from regions.models import Invitation, Membership
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.casestudies import make_case
from tests.factories.learningtables import make_method, make_session, make_table
from tests.factories.lessons import ActionFactory, LessonFactory
from tests.factories.regions import UserFactory
from visitations.actions import declare
from visitations.models import VisitationPage
from visitations.states import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(editor: Any, chair: Any, host: Any) -> made.People:
    return made.People(editor=editor, chair=chair, host=host)


@pytest.fixture
def visitation(twente: Any, people: made.People) -> VisitationPage:
    return made.visitation(twente, people, stage=Stage.VISIT)


def invitation_to(circle: Any, role: Role, by: Any) -> Invitation:
    return circles.invite(circle, email="iemand@example.org", role=role, user=by)


def test_a_recused_member_does_not_come_back_by_an_invitation(visitation: Any, people: made.People) -> None:
    seat = made.seat(visitation, people.recused)
    invitation = invitation_to(visitation.committee, Role.MEMBER, people.chair)
    with pytest.raises(IllegalMove):
        circles.accept_invitation(invitation, user=people.recused)
    seat.refresh_from_db()
    assert seat.status == MembershipStatus.RECUSED


def test_nobody_of_the_committee_reads_along_with_the_visited_party(
    twente: Any, people: made.People, client_of: Any
) -> None:
    visitation = made.visitation(twente, people, stage=Stage.RESPONSE)
    for person in (people.member, people.recused):
        circles.add_member(visitation.visited_party, member=person, role=Role.HOST, user=people.host)
        assert client_of(person).get(f"/visitaties/{visitation.pk}/reactie/").status_code == 404
    assert client_of(people.recused).get(f"/visitaties/{visitation.pk}/feitencheck/").status_code == 404


def test_who_is_of_the_visited_region_gets_no_seat_by_an_invitation(
    visitation: Any, people: made.People, twente: Any
) -> None:
    insider = UserFactory(home_region=twente)
    invitation = invitation_to(visitation.committee, Role.MEMBER, people.chair)
    seat = circles.accept_invitation(invitation, user=insider)
    with pytest.raises(IllegalMove):
        declare(seat, user=insider)
    seat.refresh_from_db()
    assert seat.status == MembershipStatus.AWAITING_DECLARATION


def test_two_sign_ups_with_one_link_make_one_account(table_circle: Any, facilitator: Any) -> None:
    invitation = invitation_to(table_circle, Role.PARTICIPANT, facilitator)
    data = {
        "first_name": "Nadia",
        "last_name": "Bakker",
        "function": "x",
        "perspective": "professional",
        "password": "een-lang-wachtwoord",
    }
    forms = [SignUpForm(data, invitation=invitation) for _ in range(2)]
    assert all(form.is_valid() for form in forms)
    forms[0].act(user=None)
    with pytest.raises(IllegalMove):
        forms[1].act(user=None)
    assert Membership.objects.filter(circle=table_circle, user__email="iemand@example.org").count() == 1


def test_a_retired_lesson_does_not_name_a_successor_that_is_a_circles_own(
    foodvalley: Any, table_circle: Any, visitor: Any
) -> None:
    successor = LessonFactory(region=foodvalley, title="Besloten opvolger", audience_key=table_circle.audience_key)
    lesson = LessonFactory(region=foodvalley, status="retired", retired_because="Achterhaald", replaced_by=successor)
    page = visitor.get(lesson.get_url())
    assert (page.status_code, "Besloten opvolger" in page.content.decode()) == (200, False)


@pytest.mark.parametrize("number", ["²", "-1", "x", "99999999999999999999999", "%00", "1.5"])
def test_no_number_in_an_address_breaks_a_page(
    number: str, facilitator: Any, table_circle: Any, foodvalley: Any, client_of: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    client = client_of(facilitator)
    for address in (
        f"/leertafels/{table.pk}/sessies/nieuw/?casus={number}",
        f"/lessen/nieuw/{table_circle.pk}/?bron={number}",
        f"/lessen/?page={number}&jaar={number}&regio={number}&thema={number}",
        f"/zoeken/?q={number}&page={number}&jaar={number}&tag={number}",
        f"/api/content/?page={number}&year={number}",
    ):
        assert client.get(address).status_code < 500, address


def test_a_number_too_large_for_the_database_names_nothing(facilitator: Any, client_of: Any) -> None:
    large = 2**70
    for address in (
        f"/casussen/{large}/",
        f"/leertafels/{large}/",
        f"/api/content/{large}/",
        f"/visitaties/{large}/werkplek/",
    ):
        assert client_of(facilitator).get(address).status_code == 404, address


@pytest.mark.parametrize("version", ["", "x", "²", "-1", "99999999999999999999999"])
def test_a_forged_version_is_a_conflict_and_no_breakdown(
    version: str, foodvalley: Any, table_circle: Any, case_owner: Any, client_of: Any
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner)
    data = {"version": version, "circle": table_circle.pk, "title": "Overschreven"}
    page = client_of(case_owner).post(f"/casussen/{case.pk}/schrijven/begin/", data)
    case.refresh_from_db()
    assert (page.status_code, case.draft_title) == (409, "Wachten op hulp")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_breaks_the_planning_of_a_session(
    day: str, foodvalley: Any, table_circle: Any, facilitator: Any, client_of: Any
) -> None:
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator)
    data = {
        "title": "t",
        "day": day,
        "begins": "00:00",
        "ends": "23:59",
        "place": "p",
        "method": make_method().pk,
        "participants": [facilitator.pk],
    }
    assert client_of(facilitator).post(f"/leertafels/{table.pk}/sessies/nieuw/", data).status_code < 500


def test_a_name_with_quotes_or_lines_breaks_no_calendar(
    foodvalley: Any, table_circle: Any, facilitator: Any, client_of: Any
) -> None:
    facilitator.first_name = 'Jan "de Baas"\r\nATTENDEE:mailto:x@example.org'
    facilitator.save()
    table = make_table(region=foodvalley, circle=table_circle, owner=facilitator, title="Tafel\nX-EVIL:1; , \\ 😀")
    make_method()
    session = make_session(table, user=facilitator, place='Zaal "2"\r\nX-EVIL:1')
    page = client_of(facilitator).get(f"/leertafels/sessies/{session.pk}/agenda.ics")
    lines = page.content.decode().splitlines()
    assert page.status_code == 200
    assert not [line for line in lines if line.startswith(("X-EVIL", "ATTENDEE:mailto:x@"))]


def test_a_control_character_in_a_title_breaks_no_feed(foodvalley: Any, visitor: Any) -> None:
    LessonFactory(
        region=foodvalley,
        title="Bel \x0b de \x01 school",
        summary="\x02",
        first_published_at=timezone.now(),
        last_published_at=timezone.now(),
    )
    for address in ("/feeds/lessen/", "/feeds/lessen/food-valley/", "/sitemap.xml", "/sitemap-content.xml", "/lessen/"):
        assert visitor.get(address).status_code == 200, address


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}{% now %}"


def test_what_people_write_is_shown_as_text(
    foodvalley: Any, table_circle: Any, facilitator: Any, case_owner: Any, client_of: Any
) -> None:
    facilitator.first_name = facilitator.function = HOSTILE[:100]
    facilitator.save()
    table = make_table(
        region=foodvalley, circle=table_circle, owner=facilitator, title=HOSTILE, purpose=HOSTILE, summary=HOSTILE
    )
    make_method()
    case = make_case(
        region=foodvalley,
        circle=table_circle,
        owner=case_owner,
        locked=True,
        shared=True,
        title=HOSTILE,
        situation=HOSTILE,
        summary=HOSTILE,
        tags=[HOSTILE[:90]],
    )
    session = make_session(table, user=facilitator, title=HOSTILE, preparation=HOSTILE, place=HOSTILE, cases=[case])
    client = client_of(facilitator)
    for address in (
        table.get_url(),
        case.get_url(),
        session.get_url(),
        f"/leertafels/{table.pk}/leden/",
        "/casussen/",
        "/",
        "/account/",
        "/zoeken/?q=alert",
        "/zoeken/?q=" + "%3Cscript%3E",
        f"/kringen/{table_circle.pk}/",
        "/leertafels/sessies/",
        f"/leertafels/sessies/{session.pk}/wijzigen/",
        foodvalley.page.get_url(),
    ):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body, address
        assert "<img src=x" not in body, address


def test_pages_of_somebody_signed_in_are_kept_by_no_cache(
    facilitator: Any, client_of: Any, visitor: Any, tree: Any
) -> None:
    for address in ("/", "/account/", "/zoeken/", "/casussen/", "/api/content/"):
        assert "no-store" in client_of(facilitator).get(address)["Cache-Control"], address


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "https:evil.example", "javascript:alert(1)"]
)
def test_no_door_leads_to_another_site(address: str, facilitator: Any, client_of: Any, visitor: Any, tree: Any) -> None:
    facilitator.set_password("correct-horse-battery")
    facilitator.save()
    signed_in = visitor.post(
        "/account/login/", {"login": facilitator.email, "password": "correct-horse-battery", "next": address}
    )
    changed = client_of(facilitator).post("/taal/setlang/", {"language": "en", "next": address})
    left = client_of(facilitator).post("/account/logout/", {"next": address})
    for response in (signed_in, changed, left):
        assert "evil" not in response.get("Location", "") and "javascript" not in response.get("Location", "")


def test_signing_in_gives_a_new_session(facilitator: Any, visitor: Any, tree: Any) -> None:
    facilitator.set_password("correct-horse-battery")
    facilitator.save()
    visitor.get("/account/login/")
    visitor.session["planted"] = "x"
    before = visitor.session.session_key
    visitor.post("/account/login/", {"login": facilitator.email, "password": "correct-horse-battery"})
    assert visitor.session.session_key != before


def test_a_reset_mail_leads_to_the_site_and_not_to_the_host_that_was_sent(
    facilitator: Any, visitor: Any, settings: Any, mailoutbox: Any, tree: Any
) -> None:
    settings.BASE_URL = "https://leertafel.example"
    visitor.post("/account/password/reset/", {"email": facilitator.email}, headers={"host": "evil.example"})
    assert len(mailoutbox) == 1
    assert "https://leertafel.example/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/confirm/x/y/", "/account/signup/"]
)
def test_no_other_door_signs_in_past_the_second_factor(address: str, facilitator: Any, visitor: Any, tree: Any) -> None:
    facilitator.set_password("correct-horse-battery")
    facilitator.is_superuser = True
    facilitator.save()
    visitor.post(
        address, {"username": facilitator.email, "login": facilitator.email, "password": "correct-horse-battery"}
    )
    assert "_auth_user_id" not in visitor.session


def test_an_account_with_a_second_factor_is_not_in_after_the_password(
    facilitator: Any, visitor: Any, tree: Any
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    facilitator.set_password("correct-horse-battery")
    facilitator.save()
    TOTP.activate(facilitator, generate_totp_secret())
    visitor.post("/account/login/", {"login": facilitator.email, "password": "correct-horse-battery"})
    assert "_auth_user_id" not in visitor.session
    assert visitor.get("/account/").status_code == 302


def test_finishing_an_action_is_sent_to_its_own_address(table_circle: Any, facilitator: Any, client_of: Any) -> None:
    """The form's address must not be what the action says of itself."""
    action = ActionFactory(circle=table_circle, owner=facilitator, what="https://evil.example/")
    page = client_of(facilitator).get(f"/lessen/acties/{action.pk}/").content.decode()
    assert 'action="https://evil' not in page
