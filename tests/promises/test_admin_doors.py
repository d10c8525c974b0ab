"""Wagtail's admin opens nothing that is a circle's own: not to a superuser, not to an editor, not to a coordinator."""

import re
from html import unescape
from typing import Any

import pytest
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from learningtables.models import LearningTablePage
from lessons.actions import agree_action, write_lesson
from regions.actions import invite
from regions.states import Role
from tests.factories.casestudies import make_case, make_reflection
from tests.factories.learningtables import make_method, make_report, make_session, make_table
from tests.factories.regions import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# What only the table's circle may read, and a draft that only its owner may.
HIDDEN = (
    "Knalgeelcasus",
    "Tafelgeheim",
    "Sessiewoord",
    "Verslagwoord",
    "Actiewoord",
    "Lesontwerp",
    "geheimtag",
    "Besluitwoord",
    "genodigde",
    "Weggegooid",
    "Paarsontwerp",
)


@pytest.fixture
def world(foodvalley: Any, facilitator: Any, case_owner: Any, colleagues: Any, admin_clients: Any) -> LearningTablePage:
    circle = facilitator.circles.get()
    circle.name = "Tafelgeheim"
    circle.save()
    table = make_table(
        region=foodvalley, circle=circle, owner=facilitator, title="Tafelgeheim", audience_key=circle.audience_key
    )
    case = make_case(
        region=foodvalley,
        circle=circle,
        owner=case_owner,
        title="Knalgeelcasus",
        tags=["geheimtag"],
        locked=True,
        shared=True,
    )
    make_method()
    session = make_session(table, user=facilitator, title="Sessiewoord", cases=[case])
    make_report(session, user=facilitator, body="Verslagwoord")
    make_reflection(case, respondents=colleagues, user=facilitator)
    agree_action(circle=circle, page=case, what="Actiewoord", owner=facilitator, due_on=session.date, user=facilitator)
    write_lesson(
        region=foodvalley,
        title="Lesontwerp",
        why="w",
        audience_key=circle.audience_key,
        user=facilitator,
        direction="keep",
        loop="single",
    )
    invite(circle, email="genodigde@example.org", role=Role.PARTICIPANT, user=facilitator)
    gone = make_case(region=foodvalley, circle=circle, owner=case_owner, title="Weggegooid", shared=True)
    DeletePageAction(gone, user=case_owner).execute(skip_permission_checks=True)
    MembershipFactory(circle=foodvalley.circle, user=case_owner, role=Role.MEMBER)
    make_case(region=foodvalley, circle=foodvalley.circle, owner=case_owner, title="Paarsontwerp")
    return table


def addresses_of(page: Any) -> list[str]:
    verbs = (
        "",
        "edit/",
        "edit/preview/",
        "view_draft/",
        "history/",
        "history-results/",
        "usage/",
        "delete/",
        "unpublish/",
        "copy/",
        "move/",
        "privacy/",
        "convert_alias/",
        "workflow/status/",
        "edit/check/",
    )
    own = [f"/admin/pages/{page.pk}/{verb}" for verb in verbs]
    own += [f"/admin/pages/move/{page.pk}/", f"/admin/pages/{page.pk}/move/", f"/admin/choose-page/{page.pk}/"]
    own += [f"/admin/api/main/pages/{page.pk}/", f"/admin/api/main/pages/?child_of={page.pk}"]
    own += [f"/admin/bulk/wagtailcore/page/{verb}/?id={page.pk}" for verb in ("delete", "move", "publish", "unpublish")]
    own += [f"/admin/pages/add/lessons/lessonpage/{page.pk}/", f"/admin/pages/{page.pk}/add_subpage/"]
    revisions = list(page.revisions.values_list("pk", flat=True))
    for revision in revisions:
        own += [
            f"/admin/pages/{page.pk}/revisions/{revision}/view/",
            f"/admin/pages/{page.pk}/revisions/{revision}/revert/",
            f"/admin/pages/{page.pk}/revisions/compare/{revision}...{revisions[-1]}/",
        ]
    return own


def general(words: tuple[str, ...]) -> list[str]:
    addresses = [
        "/admin/",
        "/admin/pages/",
        "/admin/reports/site-history/",
        "/admin/reports/locked/",
        "/admin/reports/aging-pages/",
        "/admin/reports/page-types-usage/",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/reports/site-history/?export=csv",
        "/admin/reports/aging-pages/?export=csv",
        "/admin/reports/page-types-usage/?export=csv",
        "/admin/reports/page-types-usage/?page_locale=all",
        "/admin/choose-page/",
        "/admin/choose-page/search/?q=",
        "/admin/api/main/pages/",
        "/admin/api/main/pages/?limit=20",
        "/admin/users/",
        "/admin/pages/search/",
        "/admin/account/",
        "/admin/snippets/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/pages/usage/casestudies/casestudypage/",
        "/admin/pages/usage/lessons/lessonpage/",
        "/admin/bulk/wagtailcore/page/delete/?"
        + "&".join(f"id={pk}" for pk in Page.objects.values_list("pk", flat=True)),
        "/admin/groups/",
        "/admin/sites/",
        "/admin/collections/",
        "/admin/redirects/",
    ]
    for word in words:
        addresses += [
            f"/admin/pages/search/?q={word}",
            f"/admin/pages/search/results/?q={word}",
            f"/admin/choose-page/search/?q={word}",
            f"/admin/api/main/pages/?search={word}",
            f"/admin/reports/site-history/?label={word}",
            f"/admin/users/?q={word}",
            f"/admin/tag-autocomplete/?term={word[:5]}",
            f"/admin/reports/site-history/?object_type=&label={word}",
        ]
    return addresses


def met_by(client: Any, words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Where in the admin which word stands."""
    met = []
    for address in general(words) + [one for page in Page.objects.filter(depth__gt=1) for one in addresses_of(page)]:
        response = client.get(address)
        assert response.status_code < 500, address
        body = unescape(b"".join(response).decode(errors="replace"))
        for word in words:
            if word in (without_echo(body, word) if word in address else body):
                met.append((address, word))
    return met


def without_echo(body: str, word: str) -> str:
    """The page without the places where it repeats what was asked for."""
    asked = (
        rf'value="[^"]*{word}[^"]*"|[?&](?:q|label|search)=[^"&]*{word}[^"]*|[“"]{word}[”"]|<em>{word}</em>|{word}\s*<'
    )
    return re.sub(asked, "", body)


@pytest.mark.parametrize("who", ["admin", "editor", "coordinator"])
def test_no_screen_of_the_admin_tells_what_is_a_circles_own(who: str, world: Any, admin_clients: Any) -> None:
    assert met_by(admin_clients[who], HIDDEN) == []


def test_who_is_in_the_circle_meets_its_pages_in_the_admin(
    world: Any, admin_clients: Any, coordinating: Any, facilitator: Any
) -> None:
    MembershipFactory(circle=world.circle, user=coordinating, role=Role.PARTICIPANT)
    assert "Tafelgeheim" in admin_clients["coordinator"].get(f"/admin/pages/{world.pk}/").content.decode()
