"""Steps 2, 4 and 5: a case is written and locked, answered alone, opened and answered again."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from casestudies.states import SameChoice

from .somebody import Somebody
from .world import PARTICIPANTS, TABLE, Round

TITLE = "Wachten op dagbehandeling"
# Words that stand in one place of the case only.
SITUATION, KNOWN_NOW, OUTCOME = "kwartelkoning", "wulpenroep", "goudplevier"
SAID = dict(zip(PARTICIPANTS, ["kwikstaart", "zandoogje", "meerkoet", "ijsvogel"], strict=True))
SAID_AGAIN = {name: f"{word}jong" for name, word in SAID.items()}
# A participant who has answered, the one who has not, who leads, and who wrote the case.
WATCHERS = [PARTICIPANTS[0], PARTICIPANTS[-1], "facilitator-visser", "owner-bakker"]
HIDDEN = [KNOWN_NOW, OUTCOME, *SAID.values()]
THREE_OF_FOUR = re.compile(r"3 van (de )?4")

SAME, PARTLY, DIFFERENT = SameChoice.SAME, SameChoice.PARTLY, SameChoice.DIFFERENT


@dataclass(frozen=True)
class Decision:
    """A decision point, and what the four participants answer about it in either round."""

    title: str
    month: int
    first: list[SameChoice]
    second: list[SameChoice]


DECISIONS = [
    Decision("Eerst hulp thuis", 1, [SAME, SAME, SAME, SAME], [SAME, SAME, SAME, PARTLY]),
    Decision("Op de wachtlijst bij één aanbieder", 3, [SAME, SAME, SAME, PARTLY], [SAME, *[DIFFERENT] * 3]),
    Decision("De school later betrekken", 5, [PARTLY, SAME, SAME, SAME], [PARTLY, SAME, SAME, SAME]),
]
TURNED = DECISIONS[1]


# --- step 2 -----------------------------------------------------------------------------------------------------------


def write_case(the: Round) -> None:
    """Step by step, as the screens lead."""
    owner = the["owner-bakker"]
    owner.visit("Cases")
    owner.follow("Write a case")
    owner.select("For which circle?", TABLE)
    owner.fill(Title=TITLE)
    owner.press("Begin the draft")
    owner.fill(Situation=f"Een gezin stond op de wachtlijst; aanbieders verwezen naar elkaar. {SITUATION}")
    owner.press("Save and go on")
    owner.fill(The_parents="Wij belden elke week.")
    owner.press("Save and go on")
    event = owner.page.get_by_role("group", name=owner.say("Event %(n)s", n=1), exact=True)
    event.get_by_label(owner.say("Month")).fill("0")
    event.get_by_label(owner.say("What happened")).fill("Aanmelding")
    owner.press("Save and go on")
    for decision in DECISIONS:
        write_decision(owner, decision)
    owner.follow("On to the next step")
    owner.fill(Summary="Een gezin wacht en de hulp thuis stopt.")
    owner.press("Save and go on")
    for decision in DECISIONS:
        owner.follow("What we know now", about=decision.title)
        owner.fill(
            What_happened_after_this_decision=f"Het liep vast. {KNOWN_NOW}", What_we_know_now=f"Meer. {KNOWN_NOW}"
        )
        owner.press("Save")
    owner.follow("How it went on")
    owner.write("How did it go on?", f"Na een jaar kwam er plek. {OUTCOME}")
    owner.press("Save")
    assert owner.page.get_by_text(owner.say("Written"), exact=True).count() == len(DECISIONS) + 1
    owner.follow("On to the next step")


def write_decision(owner: Somebody, decision: Decision) -> None:
    owner.follow("Add a decision point")
    owner.fill(
        The_decision=decision.title,
        Month=str(decision.month),
        Who_decided="regisseur van het lokale team",
        What_we_knew_then="Thuis ging het net.",
        Which_options_we_saw="Thuis, of elders.",
        What_we_expected_of_it="Rust binnen drie maanden.",
    )
    owner.write("What we chose, and why", "Dit leek het rustigst.")
    owner.choose("How sure were you then?", "3 – fairly sure")
    owner.press("Save")


def lock_and_share_case(the: Round) -> None:
    owner = the["owner-bakker"]
    owner.follow("Lock THEN")
    owner.press("Lock THEN for good")
    owner.sees("Locked")
    assert owner.page.get_by_role("link", name=owner.say("Edit the decision points")).count() == 0
    owner.follow("Share with the circle")
    owner.press("Share with the circle")
    owner.follow("As the circle reads it")
    the.found["case"] = owner.path


def case_stays_in_the_circle(the: Round) -> None:
    reader = the[PARTICIPANTS[0]]
    reader.visit("Cases")
    reader.follow(TITLE)
    reader.sees(SITUATION, *(decision.title for decision in DECISIONS))
    reader.sees_nothing_of(*HIDDEN)
    for name in ("outsider", "coordinator-zeeland", "editor", "admin", "host-twente"):
        stranger = the[name]
        stranger.visit("Cases")
        stranger.sees_nothing_of(TITLE)
        stranger.go(the.found["case"], status=404)


# --- step 4 -----------------------------------------------------------------------------------------------------------


def answer_alone(the: Round) -> None:
    for number, name in enumerate(PARTICIPANTS, 1):
        participant = the[name]
        if number == len(PARTICIPANTS):
            only_a_count_shows(the)
        participant.go("/")
        participant.follow(TITLE)
        answer(participant, [decision.first[number - 1] for decision in DECISIONS], word=SAID[name])
        the.found["reflection"] = participant.path
    for name in WATCHERS:
        the[name].go(the.found["reflection"])
        the[name].sees_nothing_of(*(word for other, word in SAID.items() if other != name))


def answer(participant: Somebody, choices: list[SameChoice], *, word: str) -> None:
    """All decision points, one screen leading to the next."""
    participant.follow("Answer", about=DECISIONS[0].title)
    for decision, choice in zip(DECISIONS, choices, strict=True):
        participant.sees(decision.title)
        participant.choose("Was this reasonable with what we knew then?", "Reasonable")
        participant.choose("With today’s knowledge, would we make the same choice?", choice.label)
        participant.choose("How sure are you?", "4 – sure")
        participant.write("Why?", f"Daarom: {word}.")
        participant.write("And if not: what does it mean for how we work now?", f"Eerder bellen, {word}.")
        participant.press("Send my answer")


def only_a_count_shows(the: Round) -> None:
    """Three of four have answered: that is all anybody learns, by whatever door."""
    for name in WATCHERS:
        the[name].go(the.found["reflection"])
        expect(the[name].page.locator("main")).to_contain_text(THREE_OF_FOUR)
    doors = ["/", "/account/", "/casussen/reflecties/", "/lessen/acties/"]
    doors += [the.found[place] for place in ("case", "session", "reflection")]
    for name in [*WATCHERS, "editor", "admin"]:
        hidden = [word for other, word in SAID.items() if other != name]
        for door in doors:
            sent = the[name].get(door)
            assert not [word for word in hidden if word in sent], f"{name} reads an answer at {door}"
        the[name].go(f"/zoeken/?q={hidden[0]}")
        the[name].sees("Nothing found")


# --- step 5 -----------------------------------------------------------------------------------------------------------


def reveal(the: Round) -> None:
    for participant in the.participants:
        assert not any(word in participant.get(the.found["case"]) for word in (KNOWN_NOW, OUTCOME))
    facilitator = the["facilitator-visser"]
    facilitator.go(the.found["reflection"])
    facilitator.follow("Reveal the answers")
    facilitator.press("Reveal to everybody")
    facilitator.sees(KNOWN_NOW, OUTCOME, *SAID.values())


def answer_again(the: Round) -> None:
    for number, name in enumerate(PARTICIPANTS):
        participant = the[name]
        participant.go("/")
        participant.follow(TITLE)
        participant.sees(KNOWN_NOW, OUTCOME, *SAID.values())
        answer(participant, [decision.second[number] for decision in DECISIONS], word=SAID_AGAIN[name])


def shift_is_drawn(the: Round) -> None:
    """Bars and a matrix per decision point, with a table beside each."""
    reader = the[PARTICIPANTS[-1]]
    for decision in DECISIONS:
        caption = reader.say("Would we make the same choice? – %(decision)s", decision=decision.title)
        chart = reader.page.locator("figure.chart").filter(has_text=caption)
        expect(chart.locator(".bars svg")).to_have_count(2)
        for row, choices in zip(("Round 1", "Round 2"), (decision.first, decision.second), strict=True):
            counts = [str(choices.count(choice)) for choice in SameChoice]
            expect(reader.row(caption, reader.say(row)).get_by_role("cell")).to_have_text([*counts, "4"])
        matrix = reader.say("Who moved and who stayed, without names – %(decision)s", decision=decision.title)
        moved = list(zip(decision.first, decision.second, strict=True))
        expected = [re.compile(rf"^{moved.count((SAME, to))}\b") for to in SameChoice]
        expect(reader.row(matrix, reader.say(SAME.label)).get_by_role("cell")).to_have_text(expected)
