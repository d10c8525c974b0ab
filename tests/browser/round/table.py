"""Steps 3 and 6: a session is planned and mailed; afterwards its reflection is concluded and its report published."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from learningtables.models import Method
from learningtables.states import OWN_REPLIES, Rsvp

from .case import TITLE as CASE
from .case import TURNED
from .world import PARTICIPANTS, TABLE, Round

TITLE = "Wie belt wie"
PLACE = "Wijkgebouw De Kern, zaal 2"
BEGINS, ENDS = "09:00", "23:59"
ACTION = "Een vast moment waarop aanbieders samen de wachtlijst doorlopen"
LESSON = "Laat aanbieders samen de wachtlijst doorlopen"
ADDED = "Wij spraken ook over wie het gezin belt."


# --- step 3 -----------------------------------------------------------------------------------------------------------


def plan_session(the: Round) -> None:
    facilitator = the["facilitator-visser"]
    facilitator.visit("Learning tables")
    facilitator.follow(TABLE)
    facilitator.follow("Plan a session")
    facilitator.fill(Title=TITLE, Date=timezone.localdate().isoformat(), Begins_at=BEGINS, Ends_at=ENDS, Place=PLACE)
    facilitator.select("Method", Method.objects.get(slug="leertafel").name)
    facilitator.choose("Cases", CASE)
    facilitator.press("Plan and invite")
    facilitator.sees(TITLE, CASE, PLACE)
    the.found["session"] = facilitator.path


def invitations_came(the: Round) -> None:
    """Each participant got one mail, without content, with a file that puts the session in a calendar."""
    for name in [*PARTICIPANTS, "owner-bakker"]:
        address = the.people[name].email
        (message,) = [sent for sent in mail.outbox if sent.to == [address]]
        assert CASE not in message.body
        event = event_in(message)
        assert event.get("attendee") == f"mailto:{address}"
        assert event["location"] == PLACE
        assert f"{event.start:%Y-%m-%d %H:%M}" == f"{timezone.localdate()} {BEGINS}"
        assert f"{event.end:%H:%M}" == ENDS
        assert CASE not in event["summary"]
    the.found["door"] = message.body.partition("/leertafels/")[2].split()[0]


def event_in(message: Any) -> Any:
    ((_name, content, kind),) = message.attachments
    assert kind.startswith("text/calendar")
    calendar = Calendar.from_ical(content)
    assert calendar["method"] == "REQUEST"
    (event,) = calendar.events
    return event


def participant_replies(the: Round) -> None:
    """By the link in the mail."""
    participant = the[PARTICIPANTS[0]]
    participant.go(f"/leertafels/{the.found['door']}")
    assert participant.path == the.found["session"]
    participant.press(OWN_REPLIES[Rsvp.YES])
    participant.sees(Rsvp.YES.label)


def ask_the_central_question(the: Round) -> None:
    facilitator = the["facilitator-visser"]
    facilitator.follow("Ask the central question", about=CASE)
    facilitator.leave_out("Who answers?", facilitator.name)
    facilitator.choose("How do people answer?", "By name: after the reveal the table sees who answered what")
    facilitator.press("Open the reflection")


# --- step 6 -----------------------------------------------------------------------------------------------------------


def conclude(the: Round) -> None:
    """Most would now choose differently about one decision: it cannot be closed before that led to something."""
    facilitator = the["facilitator-visser"]
    facilitator.go(the.found["reflection"])
    facilitator.sees("And if not?")
    facilitator.follow("Draw a conclusion", about=TURNED.title)
    facilitator.choose("What follows?", "We change something")
    due = timezone.localdate() + timedelta(days=42)
    facilitator.write("What will change?", ACTION)
    facilitator.select("Who sees to it?", str(the.people[PARTICIPANTS[1]]))
    facilitator.write("By when?", due.isoformat())
    facilitator.write("How will we notice?", "De lijst wordt korter.")
    facilitator.press("Save")
    facilitator.sees(ACTION, str(the.people[PARTICIPANTS[1]]))


def write_lesson(the: Round) -> None:
    facilitator = the["facilitator-visser"]
    facilitator.follow("Write a lesson")
    facilitator.write("The lesson, in one sentence", LESSON)
    facilitator.fill(why="Wie elkaar belt, weet wie er plek heeft. Op de wachtlijst staan zegt weinig over haast.")
    facilitator.fill(summary="Eén gesprek per maand scheelt gezinnen weken wachten.")
    facilitator.choose("Themes", "Wachttijden en wachtlijsten")
    facilitator.write("Tags", "wachtlijst, samenwerking")
    facilitator.press("Save as a draft")
    the.found["lesson draft"] = facilitator.path


def close_reflection(the: Round) -> None:
    facilitator = the["facilitator-visser"]
    facilitator.go(the.found["reflection"])
    facilitator.follow("Close the reflection")
    facilitator.press("Close the reflection")
    facilitator.sees("The reflection has been closed. Its actions come back at the next session.")
    owner_of_action = the[PARTICIPANTS[1]]
    owner_of_action.go("/account/")
    owner_of_action.sees(ACTION)


def publish_report(the: Round) -> None:
    facilitator, participant = the["facilitator-visser"], the[PARTICIPANTS[2]]
    facilitator.go(the.found["session"])
    facilitator.follow("Mark as held")
    facilitator.press("Save")
    facilitator.press("Draft the report")
    report = facilitator.page.get_by_label(facilitator.say("Report"), exact=True)
    drafted = report.input_value()
    for said in (CASE, TURNED.title, ACTION, LESSON):
        assert said in drafted, f"“{said}” is not in the draft of the report"
    report.fill(f"{drafted}\n\n{ADDED}")
    facilitator.press("Save")
    assert ADDED not in participant.get(the.found["session"])
    facilitator.go(the.found["session"])
    facilitator.follow("Edit the report")
    facilitator.press("Save and publish")
    participant.go(the.found["session"])
    participant.sees(ADDED, ACTION)
