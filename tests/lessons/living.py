"""Lessons in each state of their life, brought there by what people do."""

import datetime
from typing import Any

from django.utils import timezone

from lessons import actions
from lessons.models import LessonPage
from lessons.states import LessonStatus, RetireReason
from regions.audience import PUBLIC
from tests.laying import laid

TITLE = "Bel de ouders voordat het plan af is"


def make_lesson(owner: Any, region: Any, circle: Any, *, title: str = TITLE, **fields: Any) -> LessonPage:
    """Published for everyone."""
    return lesson_in(LessonStatus.PUBLISHED, owner, region, circle, title=title, **fields)


@laid
def lesson_in(status: str, owner: Any, region: Any, circle: Any, *, title: str = TITLE, **fields: Any) -> LessonPage:
    said = {"why": "Twee keer paste het plan niet.", "conditions": "Met een vaste jeugdconsulent.", **fields}
    lesson = actions.write_lesson(region=region, title=title, audience_key=circle.audience_key, user=owner, **said)
    if status != LessonStatus.DRAFT:
        actions.agree_lesson(lesson, user=owner)
    if status not in {LessonStatus.DRAFT, LessonStatus.AGREED}:
        actions.publish_lesson(lesson, audience_key=PUBLIC, user=owner)
    if status == LessonStatus.UNDER_REVIEW:
        actions.ask_again(fresh(lesson), user=owner)
    if status == LessonStatus.RETIRED:
        actions.retire_lesson(fresh(lesson), because="Achterhaald.", retired_for=RetireReason.OTHER, user=owner)
    return fresh(lesson)


def fresh(lesson: LessonPage) -> LessonPage:
    return LessonPage.objects.get(pk=lesson.pk)


def edit(client: Any, lesson: LessonPage, **said: Any) -> Any:
    """Through the form, with ``said`` in the place of what stands."""
    address = f"/lessen/{lesson.pk}/bewerken/"
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in fields.items() if value not in (None, "")}
    data["themes"] = [getattr(theme, "pk", theme) for theme in data.get("themes", ())]
    return client.post(address, {**data, **said})


def in_days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)
