"""Out of the circle: only the text that passed, after a second reader for everyone, and through no other door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from casestudies import actions
from casestudies.models import CaseStudyPage
from casestudies.states import WriterRole
from regions.models import Circle, Region, User
from regions.states import IllegalMove
from tests.factories.casestudies import NOW, OUTCOME, SAID, make_case
from tests.factories.checks import agreed, digest_of, fresh, passed

pytestmark = pytest.mark.once

LATER = "latertoegevoegd"


def readers_of(case: CaseStudyPage, everyone: dict[str, Client]) -> set[str]:
    path = fresh(case).url
    return {name for name, client in everyone.items() if client.get(path).status_code == 200}


# --- what comes first ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("locked", "shared"), [(False, True), (True, False)])
def test_it_has_to_be_shared_and_locked(
    locked: bool, shared: bool, foodvalley: Region, table_circle: Circle, case_owner: User
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner, locked=locked, shared=shared)
    passed(case, case_owner)
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="members", user=case_owner)


def test_it_needs_a_pass_of_the_newest_text(case: CaseStudyPage, case_owner: User) -> None:
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="members", user=case_owner)
    passed(case, case_owner)
    actions.edit_case_part(case, part="about", user=case_owner, summary="Een zin erbij.")
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="members", user=case_owner)


def test_an_addendum_is_a_new_text(case: CaseStudyPage, case_owner: User) -> None:
    passed(case, case_owner)
    actions.add_addendum(case.decision_points.earliest("pk"), text="Nog iets.", user=case_owner)
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="members", user=case_owner)


def test_everyone_needs_a_second_reader(case: CaseStudyPage, case_owner: User) -> None:
    passed(case, case_owner)
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="public", user=case_owner)
    assert not fresh(case).is_wide


def test_through_the_screens_to_everyone(
    case: CaseStudyPage, case_owner: User, participant: User, everyone: dict[str, Client], client_of: Any
) -> None:
    owner, reader, base = client_of(case_owner), client_of(participant), f"/casussen/{case.pk}"
    passed(case, case_owner)
    mail.outbox.clear()
    owner.post(f"{base}/lezers/tweede-lezer/", {"reader": participant.pk})
    assert f"{base}/privacy/tweede-lezing/" in reader.get("/").content.decode()
    screen = reader.get(f"{base}/privacy/tweede-lezing/")
    assert "Een gezin wachtte lang" in screen.content.decode()
    assert (OUTCOME in screen.content.decode(), NOW in screen.content.decode()) == (False, False)
    reader.post(f"{base}/privacy/tweede-lezing/", {"digest": screen.context["digest"], "agreed": "on"})
    owner.post(f"{base}/lezers/", {"audience": "public"})
    assert fresh(case).audience_key == "public"
    assert readers_of(case, everyone) == set(everyone)
    owner.post(f"{base}/lezers/terug/")
    assert readers_of(case, everyone) == {"case_owner", "facilitator", "participant"}


def test_mails_about_the_second_reading_say_nothing_of_the_text(
    case: CaseStudyPage, case_owner: User, participant: User, django_capture_on_commit_callbacks: Any
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        passed(case, case_owner)
        check = actions.ask_second_reader(case, reader=participant, user=case_owner)
        remark = "In de tweede alinea staat te veel."
        actions.read_second_time(check, agreed=False, remark=remark, digest=digest_of(case), user=participant)
    assert [one.to for one in mail.outbox] == [[participant.email], [case_owner.email]]
    for one in mail.outbox:
        assert not any(word in f"{one.subject} {one.body}" for word in (case.title, "tweede alinea", "gezin"))


# --- the second reader -----------------------------------------------------------------------------------


def test_who_had_a_hand_in_it_does_not_read_it_again(
    case: CaseStudyPage, case_owner: User, participant: User, facilitator: User, outsider: User
) -> None:
    passed(case, case_owner)
    actions.ask_along(case, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    for person in (case_owner, participant, outsider):
        with pytest.raises(IllegalMove):
            actions.ask_second_reader(case, reader=person, user=case_owner)
    actions.ask_second_reader(case, reader=facilitator, user=case_owner)


def test_who_wrote_along_before_neither(
    foodvalley: Region, table_circle: Circle, case_owner: User, participant: User
) -> None:
    case = make_case(region=foodvalley, circle=table_circle, owner=case_owner)
    writer = actions.ask_along(case, person=participant, role=WriterRole.CO_WRITER, user=case_owner)
    actions.edit_case_part(case, part="about", user=participant, summary="Van een ander.")
    actions.take_leave(writer, user=case_owner)
    actions.lock_then(case, user=case_owner)
    actions.share_case(case, user=case_owner)
    passed(case, case_owner)
    with pytest.raises(IllegalMove):
        actions.ask_second_reader(case, reader=participant, user=case_owner)


def test_only_who_was_asked_reads_it(case: CaseStudyPage, case_owner: User, participant: User, everyone: Any) -> None:
    address = f"/casussen/{case.pk}/privacy/tweede-lezing/"
    assert everyone["participant"].get(address).status_code == 404
    check = passed(case, case_owner)
    actions.ask_second_reader(case, reader=participant, user=case_owner)
    seen = {name for name, client in everyone.items() if client.get(address).status_code == 200}
    assert seen == {"participant"}
    for person in (case_owner, everyone):
        with pytest.raises((IllegalMove, AttributeError)):
            actions.read_second_time(check, agreed=True, remark="", digest=digest_of(case), user=person)


def test_who_left_the_circle_cannot_agree(case: CaseStudyPage, case_owner: User, participant: User) -> None:
    passed(case, case_owner)
    check = actions.ask_second_reader(case, reader=participant, user=case_owner)
    participant.memberships.update(status="ended")
    with pytest.raises(IllegalMove):
        actions.read_second_time(check, agreed=True, remark="", digest=digest_of(case), user=participant)


def test_a_text_that_changed_meanwhile_is_not_agreed_to(
    case: CaseStudyPage, case_owner: User, participant: User, client_of: Callable[[User], Client]
) -> None:
    passed(case, case_owner)
    check = actions.ask_second_reader(case, reader=participant, user=case_owner)
    shown = digest_of(case)
    actions.edit_case_part(case, part="about", user=case_owner, summary="Net nog veranderd.")
    for digest in (shown, digest_of(case)):
        with pytest.raises(IllegalMove):
            actions.read_second_time(check, agreed=True, remark="", digest=digest, user=participant)
    page = client_of(participant).get(f"/casussen/{case.pk}/privacy/tweede-lezing/").content.decode()
    assert "Net nog veranderd" not in page


def test_sent_back_means_changed_first(
    case: CaseStudyPage, case_owner: User, participant: User, facilitator: User, client_of: Callable[[User], Client]
) -> None:
    passed(case, case_owner)
    check = actions.ask_second_reader(case, reader=participant, user=case_owner)
    said: dict[str, Any] = {"agreed": False, "digest": digest_of(case), "user": participant}
    for remark in ("", "Daar staat Mohammed."):
        with pytest.raises(IllegalMove):
            actions.read_second_time(check, remark=remark, **said)
    actions.read_second_time(check, remark="De tijdlijn is te precies.", **said)
    for reader in (participant, facilitator):
        with pytest.raises(IllegalMove):
            actions.ask_second_reader(case, reader=reader, user=case_owner)
    with pytest.raises(IllegalMove):
        actions.widen_case(case, audience_key="public", user=case_owner)
    assert "De tijdlijn is te precies." in client_of(case_owner).get(f"/casussen/{case.pk}/lezers/").content.decode()


# --- what readers outside the circle get ---------------------------------------------------------------


def test_now_outcome_and_answers_stay_inside(
    public: CaseStudyPage, reflection_in: Callable[..., Any], everyone: dict[str, Client]
) -> None:
    reflection = reflection_in(revealed=True)
    for name in ("visitor", "outsider", "coordinator", "editor", "admin"):
        page = everyone[name].get(public.url).content.decode()
        assert not any(word in page for word in (OUTCOME, NOW, SAID, f"/reflecties/{reflection.pk}/")), name
    inside = everyone["participant"].get(public.url).content.decode()
    assert OUTCOME in inside


def test_an_addendum_waits_for_its_check(
    public: CaseStudyPage, case_owner: User, facilitator: User, everyone: dict[str, Client]
) -> None:
    actions.add_addendum(public.decision_points.earliest("pk"), text=LATER, user=case_owner)
    assert LATER in everyone["participant"].get(public.url).content.decode()
    assert LATER not in everyone["visitor"].get(public.url).content.decode()
    passed(public, case_owner)
    assert LATER not in everyone["visitor"].get(public.url).content.decode()
    agreed(public, owner=case_owner, reader=facilitator)
    page = everyone["visitor"].get(public.url).content.decode()
    assert LATER in page
    assert str(case_owner) not in page


def test_a_newer_text_waits_and_the_checked_one_stays(
    public: CaseStudyPage, case_owner: User, participant: User, everyone: dict[str, Client]
) -> None:
    actions.edit_case_part(public, part="situation", user=case_owner, situation=f"Een gezin. {LATER}.")
    for client in everyone.values():
        assert LATER not in client.get(fresh(public).url).content.decode()
        assert client.get(f"/zoeken/?q={LATER}").context["page_obj"].paginator.count == 0
    with pytest.raises(IllegalMove):
        actions.widen_case(public, audience_key="public", user=case_owner)
    agreed(public, owner=case_owner, reader=participant)
    actions.widen_case(public, audience_key="public", user=case_owner)
    assert LATER in everyone["visitor"].get(fresh(public).url).content.decode()


def test_the_address_says_no_more_than_the_checked_title(
    foodvalley: Region, table_circle: Circle, case_owner: User
) -> None:
    case = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, title="Fatima wacht", locked=True, shared=True
    )
    actions.edit_case_part(case, part="start", user=case_owner, title="Wachten", circle=table_circle)
    passed(case, case_owner)
    wide = actions.widen_case(case, audience_key="members", user=case_owner)
    assert "fatima" not in wide.url
    assert wide.url.endswith(f"/{wide.slug}/")


def test_it_is_listed_searched_and_served_like_other_content_and_a_closed_one_is_not(
    case: CaseStudyPage, foodvalley: Region, table_circle: Circle, case_owner: User, participant: User, visitor: Client
) -> None:
    closed = make_case(
        region=foodvalley, circle=table_circle, owner=case_owner, title="Besloten verhaal", locked=True, shared=True
    )
    doors = ["/casussen/", "/zoeken/?q=gezin", "/api/content/?q=gezin", "/sitemap-content.xml", "/zoeken/?soort=case"]
    for door in doors:
        page = visitor.get(door).content.decode()
        assert case.title not in page
        assert case.slug not in page
    agreed(case, owner=case_owner, reader=participant)
    wide = actions.widen_case(case, audience_key="public", user=case_owner)
    for door in doors:
        page = visitor.get(door).content.decode()
        assert wide.slug in page, door
        assert closed.slug not in page, door
