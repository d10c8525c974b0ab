"""The documents as rows of the project's database, as quickly as the database takes them."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

from .models import Page, Tag, Theme

COLUMNS = ("id", "title", "body", "region", "kind", "status", "year")


def read(path: Path, count: int | None = None) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, islice(file, count))


def lay(rows: Iterable[dict[str, Any]]) -> None:
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    numbers: dict[type[Model], dict[str, int]] = {Tag: {}, Theme: {}}
    links: dict[type[Model], list[tuple[int, int]]] = {Tag: [], Theme: []}
    with transaction.atomic():
        _insert(Page, COLUMNS, _columns(rows, numbers, links))
        for model, name in ((Tag, "tag"), (Theme, "theme")):
            _insert(model, ("id", "slug"), ((pk, slug) for slug, pk in numbers[model].items()))
            through = getattr(Page, f"{name}s").through
            _insert(through, ("page_id", f"{name}_id"), links[model])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _columns(
    rows: Iterable[dict[str, Any]],
    numbers: dict[type[Model], dict[str, int]],
    links: dict[type[Model], list[tuple[int, int]]],
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        for model, name in ((Tag, "tags"), (Theme, "themes")):
            known = numbers[model]
            links[model] += [(row["id"], known.setdefault(slug, len(known) + 1)) for slug in row[name]]
        yield tuple(row[name] for name in COLUMNS)


def _insert(model: type[Model], columns: tuple[str, ...], values: Iterable[tuple[Any, ...]]) -> None:
    """As a stream where the database has one: nothing here comes from a reader."""
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # type: ignore[arg-type]  # noqa: S608
