"""No door but that of the privacy check changes what is read outside the circle: the admin, a script, a planned moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html

from casestudies import actions, texts
from casestudies.models import CaseStudyPage, PrivacyCheck
from regions.models import Circle, Region, User
from tests.factories.checks import agreed, fresh
from tests.factories.regions import MembershipFactory

pytestmark = pytest.mark.once

LATER = "latertoegevoegd"


@pytest.fixture
def superuser(table_circle: Circle, admin: User) -> User:
    """Runs the site and is in the circle: nobody may more."""
    MembershipFactory(circle=table_circle, user=admin)
    return admin


def admin_post(client: Client, case: CaseStudyPage, **extra: Any) -> Any:
    """The admin's own form as it is shown, with another summary and this button."""
    address = f"/admin/pages/{case.pk}/edit/"
    shown = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    return client.post(address, {**shown.dict(), "summary": LATER, **extra}, follow=True)


@pytest.mark.parametrize("button", ["action-publish", "action-submit", "action-restart-workflow"])
def test_the_admin_keeps_a_draft_and_publishes_nothing(
    button: str, public: CaseStudyPage, superuser: User, client_of: Callable[[User], Client], visitor: Client
) -> None:
    admin_post(client_of(superuser), public, **{button: "1"})
    assert fresh(public).get_latest_revision_as_object().summary == LATER
    assert fresh(public).summary != LATER
    assert LATER not in visitor.get(public.url).content.decode()


def test_what_was_planned_in_the_circle_does_not_come_out(
    case: CaseStudyPage, case_owner: User, participant: User
) -> None:
    draft = fresh(case).get_latest_revision_as_object()
    draft.summary, draft.go_live_at = LATER, timezone.now() + timedelta(seconds=1)
    planned = draft.save_revision(user=case_owner)
    planned.publish()
    draft.summary, draft.go_live_at = "", None
    draft.save_revision(user=case_owner)
    agreed(case, owner=case_owner, reader=participant)
    actions.widen_case(case, audience_key="public", user=case_owner)
    assert not case.revisions.exclude(approved_go_live_at=None).exists()
    call_command("publish_scheduled")
    assert fresh(case).summary == ""


def test_an_older_or_newer_version_is_not_published_by_hand(public: CaseStudyPage, case_owner: User) -> None:
    older = public.revisions.earliest("pk")
    actions.edit_case_part(public, part="about", user=case_owner, summary=LATER)
    newer = fresh(public).get_latest_revision()
    for revision in (newer, older):
        live = texts.own_digest(fresh(public))
        if texts.own_digest(revision.as_object()) == live:
            continue
        with pytest.raises(ValidationError):
            revision.publish()
        assert texts.own_digest(fresh(public)) == live


def test_no_save_changes_what_others_read(for_members: CaseStudyPage) -> None:
    page = fresh(for_members)
    page.situation = LATER
    with pytest.raises(ValidationError):
        page.save()
    with pytest.raises(ValidationError):
        page.save(clean=False)
    fresh(for_members).save()


@pytest.mark.parametrize("key", ["public", "members"])
def test_no_save_lets_a_case_out(case: CaseStudyPage, key: str, case_owner: User) -> None:
    for clean in (True, False):
        page = fresh(case)
        page.audience_key = key
        with pytest.raises(ValidationError):
            page.save(clean=clean)
    with pytest.raises(ValidationError):
        page.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=True)


@pytest.mark.parametrize("verb", ["copy", "move"])
def test_it_is_not_copied_or_moved(
    verb: str, public: CaseStudyPage, twente: Region, superuser: User, client_of: Callable[[User], Client]
) -> None:
    client, to = client_of(superuser), twente.page.pk
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": to, "publish_copies": "on"}
    address = f"/admin/pages/{public.pk}/copy/" if verb == "copy" else f"/admin/pages/{public.pk}/move/{to}/confirm/"
    client.post(address, data)
    assert fresh(public).get_parent().pk != to
    assert CaseStudyPage.objects.count() == 1


def test_nothing_in_bulk_publishes_a_newer_text(
    public: CaseStudyPage, case_owner: User, superuser: User, client_of: Callable[[User], Client]
) -> None:
    actions.edit_case_part(public, part="about", user=case_owner, summary=LATER)
    client_of(superuser).post(f"/admin/bulk/wagtailcore/page/publish/?id={public.pk}", {"include_descendants": "on"})
    assert fresh(public).summary != LATER


def test_drafts_and_history_are_not_for_editors_elsewhere(
    public: CaseStudyPage, case_owner: User, admin: User, client_of: Callable[[User], Client]
) -> None:
    actions.edit_case_part(public, part="start", user=case_owner, title=LATER, circle=public.circle)
    client = client_of(admin)
    parent = Page.objects.get(pk=public.get_parent().pk)
    doors = [f"/admin/pages/{public.pk}/edit/", f"/admin/pages/{public.pk}/history/", f"/admin/pages/{parent.pk}/"]
    doors += [f"/admin/pages/{public.pk}/revisions/{public.revisions.earliest('pk').pk}/view/"]
    doors += [
        "/admin/reports/site-history/",
        f"/admin/pages/search/?q={LATER[:-1]}",
        f"/admin/choose-page/{parent.pk}/",
    ]
    for door in doors:
        assert LATER not in client.get(door, follow=True).content.decode(), door
    assert client.get(doors[0]).status_code == 404


def test_the_log_says_who_let_it_out_and_on_which_check(
    public: CaseStudyPage, case_owner: User, participant: User
) -> None:
    check = PrivacyCheck.objects.get()
    entry = PageLogEntry.objects.get(action="casestudies.widen_case")
    assert (entry.user, entry.data) == (case_owner, {"audience": "public", "check": check.pk})
    entry = PageLogEntry.objects.get(action="casestudies.second_read")
    assert (entry.user, entry.data) == (participant, {"check": check.pk, "agreed": True})


def test_back_in_the_circle_a_newer_draft_stays_a_draft(public: CaseStudyPage, case_owner: User) -> None:
    actions.edit_case_part(public, part="about", user=case_owner, summary=LATER)
    narrow = actions.narrow_case(public, user=case_owner)
    assert (narrow.audience_key, narrow.summary) == (public.circle.audience_key, "")
    assert fresh(public).get_latest_revision_as_object().summary == LATER
