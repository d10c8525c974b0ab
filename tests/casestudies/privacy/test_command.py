import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
TEXT = "Zoë belt 06-12345678 \N{PILE OF POO} en Kim.\n"


def run(*words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "check_privacy", *words],
        input=given,
        capture_output=True,
        check=False,
    )


def test_a_file_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "case.txt").write_text(TEXT, encoding="utf-8")

    call_command("check_privacy", str(tmp_path / "case.txt"), format="json")

    rows = json.loads(capsys.readouterr().out)
    assert [(row["start"], row["end"], row["text"], row["kind"], row["severity"]) for row in rows] == [
        (0, 3, "Zoë", "person", "warn"),
        (9, 20, "06-12345678", "phone", "block"),
        (26, 29, "Kim", "person", "warn"),
    ]


@pytest.mark.parametrize("words", [[], ["-"]])
def test_standard_input_is_read_as_it_is(words: list[str]) -> None:
    done = run(*words, "--format", "json", given=("x\r\n" + TEXT).encode())

    assert done.returncode == 0, done.stderr
    assert [row["start"] for row in json.loads(done.stdout)] == [3, 12, 29]


def test_known_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "case.txt").write_text("de wolf en de storm", encoding="utf-8")

    call_command("check_privacy", str(tmp_path / "case.txt"), known=["Wolf", "Storm"], format="json")

    assert [row["text"] for row in json.loads(capsys.readouterr().out)] == ["wolf", "storm"]


def test_an_empty_text_is_an_empty_list() -> None:
    assert json.loads(run("--format", "json").stdout) == []


def test_for_people_there_is_a_line_per_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "case.txt").write_text("Niets.\n" + TEXT, encoding="utf-8")

    call_command("check_privacy", str(tmp_path / "case.txt"))

    shown = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in shown[:3]] == ["2", "2", "2"]
    assert shown[-1] == "3 found, of which 1 must go."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.txt cannot be read"):
        call_command("check_privacy", str(tmp_path / "nowhere.txt"))


def test_bytes_that_are_no_utf8_are_refused_in_plain_words() -> None:
    done = run("--format", "json", given=b"caf\xe9")

    assert done.returncode == 1
    assert done.stdout == b""
    assert b"Standard input is not UTF-8 text: byte 4" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_check_loads_no_django_and_nothing_before_it_is_asked() -> None:
    probe = (
        "import sys; from casestudies.privacy import find_identifiers\n"
        "assert 'simplemma' not in sys.modules\n"
        "find_identifiers('Zoë belt Kim')\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] in ('django', 'wagtail', 'deduce', 'regions')]\n"
    )

    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, check=False).stderr == b""
