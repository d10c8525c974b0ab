"""What is asked about many rooms while the thread is busy waits, and is answered together: one reading does for all."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Work = Callable[[Mapping[int, Any]], Mapping[int, Any]]
Start = Callable[[Coroutine[Any, Any, None]], None]
MOST = 10  # rooms at a time, so that the first need not wait for the last


class Together:
    """``start`` sets a task going. ``work`` answers questions about rooms; an answer that is an error is raised where it was
    asked for. ``takes`` is how many seconds one room takes."""

    def __init__(self, start: Start, pool: ThreadPoolExecutor, work: Work) -> None:
        self.takes = 0.01
        self._start = start
        self._pool = pool
        self._work = work
        self._waiting: dict[int, tuple[Any, asyncio.Future[Any]]] = {}
        self._is_busy = False

    async def ask(self, pk: int, question: Any = None) -> Any:
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if pk in self._waiting:  # whoever asked before has left since
            self._waiting[pk][1].cancel()
        self._waiting[pk] = (question, answer)
        if not self._is_busy:
            self._is_busy = True
            self._start(self._work_off())
        return await answer

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                taken = {pk: self._waiting.pop(pk) for pk in list(self._waiting)[:MOST]}
                answers = await self._answers({pk: question for pk, (question, _answer) in taken.items()})
                for pk, (_question, answer) in taken.items():
                    _settle(answer, answers[pk])
        finally:
            self._is_busy = False

    async def _answers(self, questions: Mapping[int, Any]) -> Mapping[int, Any]:
        began = time.perf_counter()
        try:
            answers = await asyncio.get_running_loop().run_in_executor(self._pool, self._work, questions)
        except Exception as error:
            return dict.fromkeys(questions, error)
        self.takes += ((time.perf_counter() - began) / len(questions) - self.takes) / 10
        return answers


def _settle(answer: "asyncio.Future[Any]", found: Any) -> None:
    if answer.cancelled():
        return
    if isinstance(found, Exception):
        answer.set_exception(found)
    else:
        answer.set_result(found)
