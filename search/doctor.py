"""Holds the index against the database, and mends what differs."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from modelsearch.index import FilterField, get_indexed_models

from . import pending
from .models import PendingChange
from .rebuild import rebuild

# What tells an old document from a new one: who may find it, and when it last changed.
TELLING = ("audience_key", "live", "last_published_at", "latest_revision_created_at")


@dataclass
class Finding:
    """Of one model: how many objects the database and the index have, and the primary keys that differ."""

    model: str
    in_database: int
    in_index: int
    missing: list[Any] = field(default_factory=list)
    superfluous: list[Any] = field(default_factory=list)
    stale: list[Any] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.superfluous or self.stale)


@dataclass
class Report:
    """``noted``: how many changes wait to be brought in, and so may explain what differs. ``failed``: in words, when the last
    rebuilds came to nothing."""

    state: pending.State
    noted: int
    findings: list[Finding]
    failed: str = ""

    @property
    def is_whole(self) -> bool:
        return self.state == pending.State.WHOLE and all(finding.is_whole for finding in self.findings)


def examine() -> Report:
    """Without a list of findings when the index cannot be read."""
    state = pending.state()
    findings = [] if state == pending.State.UNREADABLE else list(_findings())
    return Report(state=state, noted=PendingChange.objects.count(), findings=findings, failed=_failed())


def mend(report: Report) -> int:
    """How many objects were written: all when the index does not fit, else those that differ."""
    backend = pending.keeper()
    if report.state != pending.State.WHOLE:
        return rebuild(backend)
    for model in get_indexed_models():
        for finding in report.findings:
            if finding.model == model._meta.label:
                pending.write_down(model, [*finding.missing, *finding.superfluous, *finding.stale])
    return pending.drain()


def _failed() -> str:
    failure = pending.keeper().rebuild_failures.latest()
    if failure is None:
        return ""
    last, again = (
        timezone.localtime(datetime.datetime.fromtimestamp(moment, datetime.UTC)).isoformat(" ", "seconds")
        for moment in (failure.last, failure.again_at)
    )
    return f"{failure.times} in a row failed, the last at {last} ({failure.reason}); not tried before {again}"


def _findings() -> Iterator[Finding]:
    indexed = pending.keeper().inventory(TELLING)
    models = {model._meta.label: model for model in get_indexed_models()}
    for label, model in models.items():
        yield _compare(model, indexed.pop(label, {}))
    for label, documents in indexed.items():
        yield Finding(label, 0, len(documents), superfluous=sorted(documents))


def _compare(model: Any, documents: dict[Any, tuple[Any, ...]]) -> Finding:
    """Columns that the model does not have are empty in the index."""
    filters = {one.field_name for one in model.get_search_fields() if isinstance(one, FilterField)}
    at = [place for place, name in enumerate(TELLING) if name in filters]
    rows = model._base_manager.filter(pk__in=model.get_indexed_objects().order_by().values("pk"))
    stored = {row[0]: row[1:] for row in rows.values_list("pk", *(TELLING[place] for place in at))}
    known = {pk: tuple(values[place] for place in at) for pk, values in documents.items()}
    return Finding(
        model._meta.label,
        in_database=len(stored),
        in_index=len(known),
        missing=sorted(stored.keys() - known.keys()),
        superfluous=sorted(known.keys() - stored.keys()),
        stale=sorted(pk for pk, values in stored.items() if pk in known and _as_utc(values) != _as_utc(known[pk])),
    )


def _as_utc(values: tuple[Any, ...]) -> list[Any]:
    return [
        value.astimezone(datetime.UTC) if isinstance(value, datetime.datetime) and timezone.is_aware(value) else value
        for value in values
    ]
