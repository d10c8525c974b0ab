"""The shape of the project: what can be read off the files themselves."""

import os
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[1]
MADE_HERE = {".git", ".venv", "var", "__pycache__", ".hypothesis"}
COMPILED = {".mo", ".pyc"}
# Somebody's own machine, or a conversation that a reader of the code cannot follow.
ELSEWHERE = re.compile(r"(?<![\w.)}])/(?:home|root|work|Users)/[a-z]\w+|\bissue #?\d+\b")
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
STATIC_TAG = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")
UPWARD = re.compile(r"(?:\.\./)+[\w./-]*")


def project_files(*suffixes: str) -> list[Path]:
    """What belongs to the project: not what was installed or made beside it."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = sorted(name for name in below if name not in MADE_HERE and not name.endswith("_cache"))
        found += [Path(folder, name) for name in sorted(names)]
    return [path for path in found if path.suffix not in COMPILED and (not suffixes or path.suffix in suffixes)]


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def too_long(paths: list[Path], limit: int) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {lines(path)} lines, {limit} at most" for path in paths if lines(path) > limit]


def in_migrations(path: Path) -> bool:
    return "migrations" in path.parts


def templates() -> list[Path]:
    return [path for path in project_files(".html") if "templates" in path.parts]


def test_site_is_an_import_root_and_no_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_module_is_too_long() -> None:
    modules = [path for path in project_files(".py") if not in_migrations(path) and "settings" not in path.parts]

    assert too_long(modules, 300) == []


def test_no_template_is_too_long() -> None:
    assert too_long(templates(), 80) == []


def test_migrations_have_names() -> None:
    named_by_machine = [path.name for path in project_files(".py") if in_migrations(path) and "_auto_" in path.name]

    assert named_by_machine == []


@pytest.mark.parametrize(
    "forbidden",
    [
        pytest.param(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", id="inline script"),
        pytest.param(r"<style\b", id="style element"),
        pytest.param(r"\sstyle\s*=", id="style attribute"),
        pytest.param(r"\son[a-z]+\s*=\s*[\"']", id="inline handler"),
    ],
)
def test_templates_hold_nothing_that_the_content_security_policy_refuses(forbidden: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group().strip()}"
        for path in templates()
        for match in re.finditer(forbidden, TEMPLATE_TAG.sub("", path.read_text(encoding="utf-8")), re.IGNORECASE)
    ]

    assert found == []


def test_templates_name_static_files_that_exist() -> None:
    named = {
        (path.relative_to(ROOT), name)
        for path in templates()
        for name in STATIC_TAG.findall(path.read_text(encoding="utf-8"))
    }

    assert [f"{path}: {name}" for path, name in sorted(named) if not finders.find(name)] == []


def test_nothing_speaks_of_somebodys_machine_or_conversation() -> None:
    texts = project_files(".py", ".html", ".md", ".css", ".js", ".toml", ".txt", ".po", ".yaml", ".json", "")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in texts
        for match in ELSEWHERE.finditer(path.read_text(encoding="utf-8", errors="ignore"))
        if path != Path(__file__)
    ]

    assert found == []


def test_relative_paths_stay_inside_the_project_and_lead_somewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in project_files(".py", ".html", ".md", ".css", ".js", ".toml", "")
        for match in UPWARD.finditer(path.read_text(encoding="utf-8", errors="ignore"))
        if path != Path(__file__) and not leads_somewhere(path.parent / match.group())
    ]

    assert found == []


def leads_somewhere(path: Path) -> bool:
    return path.exists() and path.resolve().is_relative_to(ROOT)
