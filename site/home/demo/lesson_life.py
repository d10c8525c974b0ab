"""What became of lessons after others read them: contradicted and changed, asked again, merged."""

from typing import Any

from lessons import actions
from lessons.models import LessonPage
from lessons.states import ContradictionAnswer, LessonStatus

from .clock import at
from .texts import read
from .world import World


def lay(world: World) -> None:
    for row in read("lesson_life", "life"):
        lesson = world.page("lesson", row["lesson"])
        if "contradicted" in row and not lesson.contradictions.exclude(answered_in=None).exists():
            _contradict(world, lesson, row)
        if "asked_again" in row and not lesson.reviews.exists():
            _ask(world, lesson, row["asked_again"])
        if "merged" in row and lesson.status == LessonStatus.PUBLISHED:
            with at(row["merged"]["date"]):
                actions.merge_lessons(lesson, into=world.page("lesson", row["merged"]["into"]), user=world.editor)


def _contradict(world: World, lesson: LessonPage, row: dict[str, Any]) -> None:
    said = []
    for one in row["contradicted"]:
        region = world.region(one["region"])
        with at(one["date"]):
            said.append(
                actions.contradict(
                    lesson,
                    region=region,
                    because=one["because"],
                    is_named=one["named"],
                    user=world.speaker_for(region),
                )
            )
    revised = row["revised"]
    said += lesson.contradictions.open().filter(region__slug__in=revised.get("also_answers", ()))
    with at(revised["date"]):
        changed = LessonPage.objects.get(pk=lesson.pk)
        changed.why, changed.conditions = revised["why"], revised["conditions"]
        actions.change_lesson(changed, version=None, what_changed=revised["what_changed"], user=lesson.owner)
        for contradiction in said:
            kind = ContradictionAnswer.CONDITION
            actions.answer_contradiction(contradiction, kind=kind, answer=revised["answer"], user=lesson.owner)


def _ask(world: World, lesson: LessonPage, row: dict[str, Any]) -> None:
    with at(row["date"]):
        review = actions.ask_again(lesson, user=lesson.owner)
    for answer in row["answers"]:
        user = world.person(answer["by"])
        said = {name: answer[name] for name in ("same_choice", "why", "what_now")}
        with at(row["date"] + 2):
            actions.answer_review(review, region=user.home_region, user=user, **said)
