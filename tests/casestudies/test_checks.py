"""The privacy check through its screen: found, replaced or kept, passed; and nothing found is written down anywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry, PageLogEntry

from casestudies import actions, texts
from casestudies.models import CaseStudyPage, DecisionPoint, PrivacyCheck
from casestudies.states import WriterRole
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import make_case

pytestmark = pytest.mark.once

SITUATION = "Fatima ging naar basisschool De Regenboog. Bel 06-12345678. Volgens Fatima ging het goed."


@pytest.fixture
def owner(case_owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(case_owner)


@pytest.fixture
def found(foodvalley: Region, table_circle: Circle, case_owner: User) -> CaseStudyPage:
    return make_case(region=foodvalley, circle=table_circle, owner=case_owner, situation=SITUATION)


def marks(client: Client, case: CaseStudyPage) -> list[Any]:
    return list(client.get(f"/casussen/{case.pk}/privacy/").context["marks"])


def the_mark(client: Client, case: CaseStudyPage, kind: str) -> Any:
    return next(mark for mark in marks(client, case) if mark.kind == kind)


def post(client: Client, case: CaseStudyPage, door: str, mark: Any = None, **data: Any) -> Any:
    digest = data.pop("digest", texts.digest(texts.latest_texts(case)))
    place = {"place": mark.place} if mark else {}
    return client.post(f"/casussen/{case.pk}/privacy/{door}/", {"digest": digest, **place, **data})


def clear(client: Client, case: CaseStudyPage) -> None:
    """Everything found is replaced by what is suggested, or kept."""
    for _round in range(20):
        left = [mark for mark in marks(client, case) if mark.is_open]
        if not left:
            return
        if left[0].is_combination:
            post(client, case, "behouden", left[0], reason="Komt overal voor.")
        else:
            post(client, case, "vervangen", left[0], label=left[0].suggestion, all="1")


def situation_of(case: CaseStudyPage) -> str:
    return CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object().situation


# --- finding and replacing ---------------------------------------------------------------------------


def test_the_screen_shows_what_was_found_beside_the_text(owner: Client, found: CaseStudyPage) -> None:
    kinds = [mark.kind for mark in marks(owner, found)]
    assert {"person", "school", "phone"} <= set(kinds)
    page = owner.get(f"/casussen/{found.pk}/privacy/").content.decode()
    for number in range(1, len(kinds) + 1):
        assert f'id="mark-{number}"' in page
        assert f'href="#mark-{number}"' in page
        assert f'id="finding-{number}"' in page
        assert f'href="#finding-{number}"' in page


def test_one_is_replaced_and_all_the_same_at_once(owner: Client, found: CaseStudyPage) -> None:
    mark = the_mark(owner, found, "person")
    post(owner, found, "vervangen", mark, label="[moeder]")
    assert situation_of(found).startswith("[moeder] ging")
    assert "Volgens Fatima" in situation_of(found)
    post(owner, found, "vervangen", the_mark(owner, found, "person"), label="[moeder]", all="1")
    assert "Fatima" not in situation_of(found)


def test_all_the_same_reaches_other_texts(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    actions.edit_decision_point(found.decision_points.get(), user=case_owner, known="Fatima sliep slecht.")
    post(owner, found, "vervangen", the_mark(owner, found, "person"), label="[moeder]", all="1")
    assert found.decision_points.get().known == "[moeder] sliep slecht."


def test_all_the_same_leaves_no_half_of_a_longer_name(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    said = "Fatima Bouzidi belde de school. Later belde Fatima weer."
    actions.edit_case_part(found, part="situation", user=case_owner, situation=said)
    short = next(mark for mark in marks(owner, found) if mark.text == "Fatima")
    post(owner, found, "vervangen", short, label="[moeder]", all="1")
    assert situation_of(found) == "Fatima Bouzidi belde de school. Later belde [moeder] weer."


def test_a_replacement_is_a_new_version_of_the_draft(owner: Client, found: CaseStudyPage) -> None:
    before = found.latest_revision_id
    post(owner, found, "vervangen", the_mark(owner, found, "school"), label="[school]")
    found.refresh_from_db()
    assert found.latest_revision_id != before
    assert "De Regenboog" in found.revisions.get(pk=before).content["situation"]


def test_a_label_that_tells_is_refused_and_stays_typed(owner: Client, found: CaseStudyPage) -> None:
    for label in ("Fatima B.", "0612345678", ""):
        page = post(owner, found, "vervangen", the_mark(owner, found, "person"), label=label).content.decode()
        assert 'class="finding__refusal" id="next" tabindex="-1" role="alert"' in page
    assert situation_of(found) == SITUATION


def test_what_leads_straight_to_somebody_cannot_be_kept(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    phone = the_mark(owner, found, "phone")
    page = post(owner, found, "behouden", phone, reason="Het mag.")
    assert phone.place in {mark.place for mark in page.context["blocking"]}
    assert f'id="reason-{phone.number}"' not in page.content.decode()
    with pytest.raises(IllegalMove):
        digest = texts.digest(texts.latest_texts(found))
        actions.keep_finding(found, place=phone.place, reason="Toch.", digest=digest, user=case_owner)
    assert not PrivacyCheck.objects.exists()


def test_a_reason_is_needed_and_does_not_say_the_name(owner: Client, found: CaseStudyPage) -> None:
    school = the_mark(owner, found, "school")
    for reason in ("", "Regenboog is een gewone naam.", "Er zijn veel Fatima's."):
        assert post(owner, found, "behouden", school, reason=reason).context["refusal"]
    assert not PrivacyCheck.objects.exists()
    post(owner, found, "behouden", school, reason="Zo heten er honderden.")
    assert PrivacyCheck.objects.get().kept[0]["kind"] == "school"


def test_names_that_are_typed_are_found_and_kept_nowhere(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    actions.edit_case_part(found, part="situation", user=case_owner, situation="Het ging beter toen blauwkapje kwam.")
    assert not marks(owner, found)
    screen = owner.post(f"/casussen/{found.pk}/privacy/", {"known_names": "Blauwkapje"})
    mark = screen.context["marks"][0]
    assert (screen.request["QUERY_STRING"], mark.text) == ("", "blauwkapje")
    again = post(owner, found, "vervangen", mark, label="[kind]", known_names="Blauwkapje")
    assert again.context["known_names"] == "Blauwkapje"
    owner.post(f"/casussen/{found.pk}/privacy/", {"known_names": "Blauwkapje"})
    assert "Blauwkapje" not in everything_kept()


def everything_kept() -> str:
    """Every row of every table, and every mail."""
    rows = [str(list(model._default_manager.values())) for model in apps.get_models()]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return "\n".join([*rows, *sessions, *(f"{one.subject}\n{one.body}" for one in mail.outbox)])


# --- kept findings and the text that changes -------------------------------------------------------------


def test_what_was_kept_stays_kept_when_something_else_is_replaced(owner: Client, found: CaseStudyPage) -> None:
    post(owner, found, "behouden", the_mark(owner, found, "school"), reason="Zo heten er honderden.")
    post(owner, found, "vervangen", the_mark(owner, found, "person"), label="[een veel langer label]")
    school = the_mark(owner, found, "school")
    assert (school.text, school.reason) == ("basisschool De Regenboog", "Zo heten er honderden.")


def test_what_was_kept_in_a_text_that_did_not_change_stays_kept(
    owner: Client, found: CaseStudyPage, case_owner: User
) -> None:
    post(owner, found, "behouden", the_mark(owner, found, "school"), reason="Zo heten er honderden.")
    actions.edit_case_part(found, part="about", user=case_owner, summary="Kort.")
    assert the_mark(owner, found, "school").reason == "Zo heten er honderden."
    actions.edit_case_part(
        found, part="situation", user=case_owner, situation=SITUATION.replace("Regenboog", "Grenzeloo")
    )
    assert not [mark for mark in marks(owner, found) if mark.reason]


def test_keeping_can_be_taken_back(owner: Client, found: CaseStudyPage) -> None:
    school = the_mark(owner, found, "school")
    post(owner, found, "behouden", school, reason="Zo heten er honderden.")
    post(owner, found, "toch-niet-behouden", school)
    assert the_mark(owner, found, "school").is_open


# --- the pass ----------------------------------------------------------------------------------------------


def test_it_passes_when_nothing_is_open(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    assert "1" in post(owner, found, "gelezen").context["refusal"] or marks(owner, found)
    assert not PrivacyCheck.objects.passed().exists()
    post(owner, found, "behouden", the_mark(owner, found, "school"), reason="Zo heten er honderden.")
    clear(owner, found)
    page = post(owner, found, "gelezen")
    check = PrivacyCheck.objects.passed().get()
    assert (page.context["check"], check.checked_by) == (check, case_owner)
    entry = PageLogEntry.objects.get(action="casestudies.pass_check")
    kept = [one for one in entry.data["kept"] if one["kind"] == "school"]
    assert kept == [{"kind": "school", "field": "situation", "reason": "Zo heten er honderden."}]


def test_a_changed_text_has_no_pass(owner: Client, found: CaseStudyPage, case_owner: User) -> None:
    clear(owner, found)
    post(owner, found, "gelezen")
    actions.edit_case_part(found, part="about", user=case_owner, summary="Iets anders.")
    assert owner.get(f"/casussen/{found.pk}/privacy/").context["check"] is None


@pytest.mark.parametrize("door", ["gelezen", "vervangen", "behouden"])
def test_a_text_that_changed_in_another_tab_is_looked_at_again(
    door: str, owner: Client, found: CaseStudyPage, case_owner: User
) -> None:
    school = the_mark(owner, found, "school")
    shown = texts.digest(texts.latest_texts(found))
    actions.edit_decision_point(found.decision_points.get(), user=case_owner, title="Een ander besluit")
    page = post(owner, found, door, school, digest=shown, label="[school]", reason="Komt vaak voor.")
    assert page.context["refusal"]
    assert page.context["digest"] != shown
    assert situation_of(found) == SITUATION
    assert not PrivacyCheck.objects.exists()


# --- a locked THEN ------------------------------------------------------------------------------------------


def test_in_a_locked_then_only_a_label_comes_in_and_it_is_said(
    owner: Client, found: CaseStudyPage, case_owner: User, facilitator: User, client_of: Callable[[User], Client]
) -> None:
    point = found.decision_points.get()
    actions.edit_decision_point(point, user=case_owner, known="Bel moeder op 06-12345678. Ze wilde hulp.")
    actions.lock_then(found, user=case_owner)
    actions.share_case(found, user=case_owner)
    phone = next(mark for mark in marks(owner, found) if mark.kind == "phone" and mark.part.key.startswith("point"))
    post(owner, found, "vervangen", phone, label="[telefoonnummer]")
    point = DecisionPoint.objects.get(pk=point.pk)
    assert point.known == "Bel moeder op [telefoonnummer]. Ze wilde hulp."
    note = point.addenda.get()
    assert ("[telefoonnummer]" in note.text, note.author) == (True, case_owner)
    entry = PageLogEntry.objects.filter(action="casestudies.replace_findings").latest("pk")
    assert entry.data["replaced"] == [{"kind": "phone", "field": phone.part.key, "label": "[telefoonnummer]"}]
    found.refresh_from_db()
    assert note.text in client_of(facilitator).get(found.url).content.decode()


# --- who may -------------------------------------------------------------------------------------------------


def test_only_who_writes_checks(found: CaseStudyPage, everyone: dict[str, Client]) -> None:
    actions.share_case(found, user=found.owner)
    doors = [
        f"/casussen/{found.pk}/privacy/",
        f"/casussen/{found.pk}/privacy/gelezen/",
        f"/casussen/{found.pk}/lezers/",
    ]
    for door in doors:
        answers = {name: client.get(door).status_code for name, client in everyone.items() if name != "visitor"}
        assert {name for name, status in answers.items() if status != 404} == {"case_owner"}


def test_who_writes_along_checks_until_then_is_locked(
    found: CaseStudyPage, participant: User, case_owner: User, client_of: Callable[[User], Client]
) -> None:
    actions.ask_along(found, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    client = client_of(participant)
    post(client, found, "vervangen", the_mark(client, found, "school"), label="[school]")
    assert "[school]" in situation_of(found)
    assert client.get(f"/casussen/{found.pk}/lezers/").status_code == 403
    actions.lock_then(found, user=case_owner)
    assert client.get(f"/casussen/{found.pk}/privacy/").status_code == 403


def test_sharing_with_the_own_circle_shows_how_much_was_found(owner: Client, found: CaseStudyPage) -> None:
    page = owner.get(f"/casussen/{found.pk}/delen/").content.decode()
    assert f"/casussen/{found.pk}/privacy/" in page
    assert owner.post(f"/casussen/{found.pk}/delen/").status_code == 302
    found.refresh_from_db()
    assert found.live


# --- what stays behind --------------------------------------------------------------------------------------


def test_no_log_session_or_mail_holds_what_was_found(
    owner: Client, foodvalley: Region, table_circle: Circle, case_owner: User
) -> None:
    title = "Fatima en De Regenboog"
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, title=title, situation=SITUATION, shared=True
    )
    post(owner, case, "behouden", the_mark(owner, case, "school"), reason="Regenboog is een gewone naam.")
    clear(owner, case)
    post(owner, case, "gelezen")
    logged = str(list(PageLogEntry.objects.values())) + str(list(ModelLogEntry.objects.values()))
    sessions = str([session.get_decoded() for session in Session.objects.all()])
    checks = str(list(PrivacyCheck.objects.values()))
    mails = str([(one.subject, one.body) for one in mail.outbox])
    for word in ("Fatima", "Regenboog", "06-12345678"):
        assert word not in logged + sessions + checks + mails
    assert "fatima" not in CaseStudyPage.objects.get(pk=case.pk).url
