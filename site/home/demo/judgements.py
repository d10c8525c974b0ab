"""How far each criterion is met: the visited party's word, the panel's answers, each member's alone and the committee's."""

from typing import Any

from regions.actions import accept_invitation
from regions.models import User
from visitations import actions, voices
from visitations.judging import judges_of
from visitations.models import Criterion, VisitationPage

from .texts import read
from .world import World


class Judgements:
    """Of one visitation, as far as it has come."""

    def __init__(self, world: World, key: str, visitation: VisitationPage) -> None:
        rows = {row["visitation"]: row for row in read("judgements", "judgement")}
        self.world, self.visitation = world, visitation
        self.row: dict[str, Any] = rows.get(key, {})
        criteria = Criterion.objects.filter(framework=visitation.framework_id)
        self.rows = list(zip(criteria, self.row.get("criterion", ()), strict=False))

    def self_evaluate(self, *, host: User, hand_in: bool) -> None:
        for criterion, row in self.rows:
            self._write(actions.self_evaluate, criterion, row["visited"], host, row.get("because", ""))
        if hand_in and self.rows:
            actions.hand_in_self_evaluation(self.visitation, user=host)

    def ask_panel(self, *, chair: User) -> None:
        people = self.world.people(self.row.get("panel", ()))
        for person in people:
            accept_invitation(actions.invite_to_panel(self.visitation, email=person.email, user=chair), user=person)
        for criterion, row in self.rows:
            said = row.get("said") or [""] * len(people)
            for person, score, text in zip(people, row.get("panel", ()), said, strict=False):
                self._write(actions.answer_on_panel, criterion, score, person, text)

    def judge(self, *, chair: User) -> None:
        """Each alone; then together, when that is written down."""
        seats = list(voices.judging_seats(self.visitation).select_related("user").order_by("pk"))
        for criterion, row in self.rows:
            for seat, score in zip(seats, row.get("alone", ()), strict=False):
                self._write(actions.judge_alone, criterion, score, seat.user, "")
        if not any("together" in row for _criterion, row in self.rows):
            return
        late = [one.seat.user_id for one in judges_of(self.visitation) if one.missing]
        actions.open_judgements(self.visitation, without=late, user=chair)
        for criterion, row in self.rows:
            judgement = self._write(actions.judge_together, criterion, row["together"], chair, row["rests_on"])
            if row.get("dissent"):
                actions.dissent(judgement, text=row["dissent"], user=seats[0].user)

    def _write(self, verb: Any, criterion: Criterion, score: int, person: User, text: str) -> Any:
        return verb(self.visitation, criterion, score=score or None, text=text, user=person)
