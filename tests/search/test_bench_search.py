"""`make bench-search`, on so few documents that it takes seconds."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from search.bench import corpus, picture, tables
from search.bench.__main__ import BEGIN, END, keep
from search.bench.aims import judge
from search.bench.conductor import Measured, Run, Timed

pytestmark = pytest.mark.once
QUESTIONS = corpus.questions()


def measured(engine: str, size: int, ms: float, **fields: Any) -> Measured:
    times = [Timed(question, ms, ms) for question in QUESTIONS]
    return Measured(
        engine, size, {"seconds": 1, "processor": 1, "processes": 1, "size": 1}, cold=times, warm=times, **fields
    )


def test_the_command_measures_each_engine_and_leaves_nothing_behind(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    call_command("bench_search", "--sizes=60", "--engines=whoosh,sqlite", "--rounds=1", "--seconds=2", "--no-relevance")
    told = capfd.readouterr()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in told.out.splitlines() if line[:1] == "|"]
    assert [row[1] for row in rows if row[0] == "60"] == ["Whoosh backend", "modelsearch, SQLite"] * 3
    speed, _other, kinds, _kinds, costs, _costs = (row for row in rows if row[0] == "60")
    assert 0 < float(speed[2]) <= float(speed[3]) <= float(speed[4])
    assert int(speed[8].split()[0]) > 0
    assert all(kinds[2:])
    assert float(costs[5]) > 0
    verdicts = {row[0]: row[4] for row in rows if len(row) == 5}
    assert verdicts["cache held"] == "met"
    assert "did not find" not in told.out
    assert list(tmp_path.iterdir()) == []


def test_documents_and_questions_are_the_same_every_time() -> None:
    first, more = list(corpus.documents(30)), list(corpus.documents(1030))
    assert more[:30] == first
    assert len(more) == 1030
    kinds = [question.kind for question in QUESTIONS]
    assert len(kinds) == 200
    assert kinds.count("phrase") + kinds.count("prefix") == 40
    assert sum(bool(question.choices) for question in QUESTIONS) == 100
    texts = [one["body"].replace(".", "") for one in corpus.documents(corpus.BATCH)]
    for question in (one for one in QUESTIONS if one.kind == "phrase"):
        assert any(" ".join(question.words) in text for text in texts)


def test_an_aim_is_met_missed_or_not_measured() -> None:
    own = measured("whoosh", 20_000, 1.0, firsts=[6.0] * 20, updates=[10.0] * 20, cache={"held": 3.0, "limit": 64})
    run = Run([own, measured("tantivy", 20_000, 0.8), measured("sqlite", 20_000, 400.0)], {20_000: 0}, len(QUESTIONS))
    assert [(aim.what, aim.verdict) for aim in judge(run)] == [
        ("warm p50 against tantivy", "missed"),
        ("warm p95 against tantivy", "met"),
        ("warm p50 against sqlite", "met"),
        ("warm p95 against sqlite", "met"),
        ("warm p50 against postgresql", "not measured"),
        ("warm p95 against postgresql", "not measured"),
        ("first question after a change, p50", "missed"),
        ("change of one page, p95", "met"),
        ("building the index", "met"),
        ("cache held", "met"),
    ]


def test_what_is_kept_takes_the_place_of_the_last_run_alone(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    document = tmp_path / "docs" / "search.md"
    document.write_text(f"before\n{BEGIN}\nof the last run\n{END}\nafter\n", encoding="utf-8")
    run = Run([measured("whoosh", 2_000, 1.5), measured("sqlite", 2_000, 700.0)], {}, len(QUESTIONS))
    keep(tables.report(run), picture.draw(run), tmp_path)
    written = document.read_text(encoding="utf-8")
    assert written.startswith("before\n")
    assert written.endswith("after\n")
    assert "of the last run" not in written
    assert "| 2,000 | Whoosh backend | 1.50 | 1.50 | 1.50 |" in written
    drawn = ElementTree.parse(tmp_path / "docs" / "pictures" / "search.svg").getroot()  # noqa: S314
    said = [node.text for node in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"2,000 documents", "Whoosh backend", "modelsearch, SQLite"} <= set(said)
    assert not list(drawn.iter("{http://www.w3.org/2000/svg}script"))
