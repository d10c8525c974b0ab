"""What is the same around every visit: the documents that were asked for, and the programme of the two days."""

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from regions.models import User
from visitations import actions
from visitations.models import VisitationPage
from visitations.states import RequestStatus

from .clock import day, moment
from .texts import read


def ask_for_documents(visitation: VisitationPage, *, due_on: datetime.date, by: User, host: User) -> None:
    """Asked, answered, and settled where the answer is enough."""
    for row in read("visits", "request"):
        request = actions.ask_for_document(
            visitation, title=row["title"], why=row.get("why", ""), due_on=due_on, user=by
        )
        if "file" in row:
            content = "\n".join(row["lines"]).encode()
            sheet = SimpleUploadedFile("wachttijden.csv", content, content_type="text/csv")
            actions.attach(request, title=row["file"], file=sheet, user=host)
        available = row.get("available", True)
        actions.answer_request(request, available=available, reply=row["reply"], user=host)
        if available:
            actions.settle_request(request, to=RequestStatus.ACCEPTED, user=by)


def plan_visit(visitation: VisitationPage, *, first_day: int, by: User) -> None:
    """``first_day``: how many days from today the visit begins, or a day or two before it when that is a weekend."""
    first_day -= max(0, day(first_day).weekday() - 3)  # both days are working days
    for row in read("visits", "part"):
        texts: dict[str, Any] = {name: row.get(name, "") for name in ("group", "place", "link")}
        actions.plan_item(
            visitation,
            kind=row["kind"],
            title=row["title"],
            starts_at=moment(first_day + row["day"], row["from"]),
            ends_at=moment(first_day + row["day"], row["until"]),
            user=by,
            **texts,
        )
