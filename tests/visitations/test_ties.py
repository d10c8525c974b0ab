"""Ties of committee members: what the platform knows of them, several at once, and a recusal that is lifted."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageLogEntry

from regions.models import Partnership, Region, User
from regions.states import IllegalMove, MembershipStatus, Role
from tests.factories import visitations as made
from tests.factories.regions import OrganisationFactory, UserFactory
from tests.visitations.seats import address, recipients
from visitations import actions, ties
from visitations.models import Declaration, VisitationPage
from visitations.states import Stage, TieDecision, TieKind
from visitations.ties import HintKind

pytestmark = pytest.mark.once

ENGLISH = {"accept-language": "en"}


# --- what the platform knows ---


def _works_with(visitation: VisitationPage, person: User) -> None:
    person.home_region = Region.objects.get(name="Zeeland")
    person.save()
    Partnership.objects.create(name="Samen Oost").regions.set([person.home_region, visitation.lead_region])


def _moved_here(visitation: VisitationPage, person: User) -> None:
    person.home_region = visitation.lead_region
    person.save()


def _took_a_job_here(visitation: VisitationPage, person: User) -> None:
    person.organisation = OrganisationFactory(name="Aanbieder Twente")
    person.organisation.regions.add(visitation.lead_region)
    person.save()


def _visited_here_before(visitation: VisitationPage, person: User) -> None:
    other = _another(visitation, "Twente 2024", visitation.lead_region)
    other.committee.memberships.create(user=person, role=Role.MEMBER)


def _spoke_for_them_before(visitation: VisitationPage, person: User) -> None:
    other = _another(visitation, "Twente 2024", visitation.lead_region)
    other.visited_party.memberships.create(user=person, role=Role.MEMBER)


def _was_visited_by_them(visitation: VisitationPage, person: User) -> None:
    person.home_region = Region.objects.get(name="Zeeland")
    person.save()
    other = _another(visitation, "Zeeland 2024", person.home_region)
    other.committee.memberships.create(user=visitation.visited_party.memberships.get().user, role=Role.MEMBER)


def _another(visitation: VisitationPage, title: str, region: Region) -> VisitationPage:
    editor = visitation.owner
    chair = UserFactory()
    return actions.start_visitation(
        region,
        title=title,
        question="Toen?",
        framework=visitation.framework,
        chair=chair,
        hosts=[],
        starts_on=timezone.localdate() - datetime.timedelta(days=700),
        user=editor,
    )


KNOWN: list[tuple[Callable[[VisitationPage, User], None], HintKind, str]] = [
    (_works_with, HintKind.PARTNER, "Samen Oost"),
    (_moved_here, HintKind.HOME_REGION, "Twente"),
    (_took_a_job_here, HintKind.WORKS_HERE, "Aanbieder Twente"),
    (_visited_here_before, HintKind.EARLIER_COMMITTEE, "Twente 2024"),
    (_spoke_for_them_before, HintKind.EARLIER_HOST, "Twente 2024"),
    (_was_visited_by_them, HintKind.RECIPROCAL, "Zeeland 2024"),
]


@pytest.mark.parametrize(("before", "kind", "about"), KNOWN, ids=[kind for _before, kind, _about in KNOWN])
def test_what_the_platform_knows(
    before: Any, kind: HintKind, about: str, visitation_at: Any, zeeland: Region, settings: Any
) -> None:
    visitation, person = visitation_at(Stage.SCOPE), UserFactory()
    assert ties.hints(person, visitation) == []
    before(visitation, person)
    assert ties.hints(person, visitation) == [ties.Hint(kind, about)]
    settings.TIE_LOOKBACK_YEARS = 1  # what was two years ago no longer counts
    kept = {HintKind.PARTNER, HintKind.HOME_REGION, HintKind.WORKS_HERE}
    assert bool(ties.hints(person, visitation)) == (kind in kept)


def test_who_was_recused_or_asked_in_vain_did_not_take_part(visitation_at: Any) -> None:
    visitation, person = visitation_at(Stage.SCOPE), UserFactory()
    _visited_here_before(visitation, person)
    for status in (MembershipStatus.RECUSED, MembershipStatus.ENDED, MembershipStatus.AWAITING_DECLARATION):
        person.memberships.update(status=status)
        assert ties.hints(person, visitation) == []


def test_hints_cost_the_same_however_many_there_are(
    visitation_at: Any, zeeland: Region, django_assert_num_queries: Any
) -> None:
    visitation, person = visitation_at(Stage.SCOPE), UserFactory(home_region=zeeland)
    with django_assert_num_queries(4):
        assert ties.hints(person, visitation) == []
    for number in range(3):
        partnership = Partnership.objects.create(name=f"Samen {number}")
        partnership.regions.set([zeeland, visitation.lead_region])
        _visited_here_before(visitation, person)
    with django_assert_num_queries(4):
        assert len(ties.hints(person, visitation)) >= 4


def test_hints_are_shown_before_somebody_is_asked_and_while_they_declare(
    forming: VisitationPage, people: made.People, client_of: Any
) -> None:
    chair, person = client_of(people.chair), UserFactory()
    _visited_here_before(forming, person)
    path, data = address("propose", forming), {"person": person.pk, "role": "member"}
    shown = chair.post(path, data)
    assert "Twente 2024" in shown.content.decode()
    assert not forming.committee.memberships.filter(user=person).exists()
    data["shown"] = shown.context["form"]["shown"].value()
    assert chair.post(path, data).status_code == 302
    seat, member = made.seat(forming, person), client_of(person)
    assert "Twente 2024" in member.get(address("declare", forming)).content.decode()
    silent = member.post(address("declare", forming), {"ties": "none", "explanation": ""})
    assert list(silent.context["form"].errors) == ["explanation"]
    assert not Declaration.objects.filter(membership=seat).exists()
    member.post(address("declare", forming), {"ties": "none", "explanation": "Ik was er één dag."})
    assert made.seat(forming, person).status == MembershipStatus.AWAITING_DECLARATION
    assert member.get(address("workspace", forming)).status_code == 404
    decision = chair.get(address("decide_tie", forming, seat)).content.decode()
    assert "Twente 2024" in decision and "Ik was er één dag." in decision
    chair.post(address("decide_tie", forming, seat), {"decision": "accepted", "reason": "Lang geleden."})
    assert made.seat(forming, person).status == MembershipStatus.ACTIVE
    assert Declaration.objects.get(membership=seat).hints == [{"kind": "earlier_committee", "about": "Twente 2024"}]


def test_several_ties_and_the_years_that_count(
    forming: VisitationPage, people: made.People, client_of: Any, settings: Any
) -> None:
    settings.TIE_LOOKBACK_YEARS = 7
    member, path = client_of(people.member), address("declare", forming)
    assert "in the past 7 years?" in member.get(path, headers=ENGLISH).content.decode()
    member.post(path, {"ties": ["family", "contract"], "explanation": "Mijn zus, en een opdracht."})
    declared = Declaration.objects.get(membership=made.seat(forming, people.member))
    assert (declared.ties, declared.decision) == (["contract", "family"], TieDecision.PENDING)


# --- a recusal that is lifted ---


def test_an_editor_lifts_a_recusal_and_both_sides_are_told(
    visitation_at: Any, people: made.People, client_of: Any, visitor: Any, django_capture_on_commit_callbacks: Any
) -> None:
    visitation = visitation_at(Stage.VISIT)
    seat = made.seat(visitation, people.recused)
    editor, path = client_of(people.editor), address("override", visitation, seat)
    refused = ("chair", "secretary", "member", "host", "recused")
    met = {name: client_of(getattr(people, name)).get(path).status_code for name in refused}
    assert met == {"chair": 403, "secretary": 403, "member": 403, "host": 403, "recused": 404}
    assert editor.post(path, {"reason": " "}).status_code == 200
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(path, {"reason": "De opdracht is afgelopen."}).status_code == 302
    body = "".join(message.subject + message.body for message in mail.outbox)
    told = (people.host, people.chair, people.secretary, people.recused)
    assert recipients() == sorted(person.email for person in told)
    assert not any(word in body for word in ("afgelopen", visitation.title, str(people.recused.last_name) + " is"))
    assert made.seat(visitation, people.recused).status == MembershipStatus.ACTIVE
    assert client_of(people.recused).get(address("workspace", visitation)).status_code == 200
    assert PageLogEntry.objects.filter(action="visitations.override_recusal", page=visitation.pk).count() == 1
    for person in (people.host, people.chair):
        screen = client_of(person).get(address("committee", visitation)).content.decode()
        assert "De opdracht is afgelopen." in screen and "Te dichtbij" in screen
    public = visitor.get(visitation.get_url(), headers=ENGLISH).content.decode()
    assert "lifted a recusal" in public and "De opdracht is afgelopen." not in public
    assert editor.get(path).status_code == 404  # it is lifted already


def test_what_an_objection_brought_about_is_not_lifted(visitation_at: Any, people: made.People, client_of: Any) -> None:
    visitation = visitation_at(Stage.SELF_EVALUATION)
    seat = made.seat(visitation, people.member)
    objection = actions.object_to_member(seat, reason="Te dichtbij.", user=people.host)
    actions.decide_on_objection(objection, decision="upheld", answer="Goed.", user=people.chair)
    path = address("override", visitation, seat)
    assert client_of(people.editor).get(path).status_code == 404
    with pytest.raises(IllegalMove):
        actions.override_recusal(seat.declaration, reason="Toch.", user=people.editor)


def test_a_chair_who_was_replaced_does_not_come_back_as_a_second_one(twente: Region, people: made.People) -> None:
    visitation = made.start(twente, people)
    seat = made.seat(visitation, people.chair)
    declared = actions.declare(seat, ties=[TieKind.FAMILY], explanation="Mijn zus.", user=people.chair)
    actions.decide_on_tie(declared, decision=TieDecision.RECUSED, reason="Te dichtbij.", user=people.editor)
    actions.propose_member(visitation, person=people.secretary, role=Role.CHAIR, user=people.editor)
    with pytest.raises(IllegalMove):
        actions.override_recusal(declared, reason="Toch.", user=people.editor)
    seat.refresh_from_db()
    assert seat.status == MembershipStatus.RECUSED
