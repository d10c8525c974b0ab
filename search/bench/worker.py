"""One engine in a process of its own: it does what each line on its input says and answers with a line of JSON.

So questions go to all engines by turns, and memory is each engine's own.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


class Worker:
    def __init__(self, name: str, folder: Path) -> None:
        from .engines import make

        self.engine = make(name, folder)

    def build(self, rows: str, count: int) -> dict[str, Any]:
        return self.engine.build(Path(rows), count)

    def open(self) -> dict[str, float]:
        from .meters import anonymous

        before = anonymous()
        self.engine.open()
        self.before = before
        return {"memory": anonymous() - before}

    def memory(self) -> dict[str, Any]:
        from .meters import anonymous

        return {"memory": anonymous() - self.before, "cache": self.engine.cache()}

    def ask(self, question: list[Any]) -> dict[str, Any]:
        return self._timed(self.engine.ask, question)

    def ask_whole_words(self, question: list[Any]) -> dict[str, Any]:
        return self._timed(getattr(self.engine, "ask_whole_words", self.engine.ask), question)

    def _timed(self, ask: Callable[[Any], Any], question: list[Any]) -> dict[str, Any]:
        from .corpus import Question
        from .engines import TookTooLong

        asked = Question(*question)
        began, processor = time.perf_counter(), time.process_time()
        try:
            answer = ask(asked)
        except TookTooLong:
            return {"ms": (time.perf_counter() - began) * 1000, "cpu": 0.0, "stopped": True}
        spent, taken = time.perf_counter() - began, time.process_time() - processor
        counts = {
            name: {str(value): count for value, count in found.items() if value is not None}
            for name, found in answer.counts.items()
        }
        return {"ms": spent * 1000, "cpu": taken * 1000, "total": answer.total, "top": answer.top, "counts": counts}

    def update(self, row: dict[str, Any], question: list[Any]) -> dict[str, float]:
        """How long until it is written, and how long the first question then takes; whether it is found is looked at too."""
        prepared = self.engine.prepare_update(row)
        began, processor = time.perf_counter(), time.process_time()
        self.engine.update(prepared)
        written, taken = time.perf_counter() - began, time.process_time() - processor
        first = self.ask(question)
        mark = row["title"].split()[0]
        found = self.ask_whole_words(["word", [mark], {}]).get("total")
        return {
            "ms": written * 1000,
            "cpu": taken * 1000,
            "first": first["ms"],
            "first_cpu": first["cpu"],
            "found": found,
        }

    def relevance(self) -> dict[str, Any]:
        from .relevance import measure

        return measure(self.engine)  # type: ignore[arg-type]


def main(name: str) -> None:
    """What libraries print must not come between the answers."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    worker = Worker(name, Path(os.environ["BENCH_FOLDER"]))
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        result = getattr(worker, asked.pop("do"))(**asked)
        print(json.dumps(result), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
