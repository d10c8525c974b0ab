"""Going through the steps of writing a case, as a browser sends them."""

from typing import Any

from django.test import Client

from casestudies.models import CaseStudyPage

AUTOSAVE = {"X-Autosave": "1"}
STEPS = ["begin", "situatie", "perspectieven", "tijdlijn", "beslispunten", "kenmerken", "afloop"]


def address(case: CaseStudyPage, step: str) -> str:
    return f"/casussen/{case.pk}/schrijven/{step}/"


def version(client: Client, path: str) -> str:
    return str(client.get(path).context["form"]["version"].value())


def rows(*filled: dict[str, Any], total: int = 3) -> dict[str, Any]:
    data: dict[str, Any] = {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": 0}
    return data | {f"rows-{number}-{name}": value for number, row in enumerate(filled) for name, value in row.items()}


def save(client: Client, case: CaseStudyPage, step: str, **fields: Any) -> Any:
    path = address(case, step)
    return client.post(path, {"version": version(client, path), **fields})


def kept(client: Client, case: CaseStudyPage, step: str, **fields: Any) -> Any:
    path = address(case, step)
    return client.post(path, {"version": version(client, path), **fields}, headers=AUTOSAVE)


def latest(case: CaseStudyPage) -> CaseStudyPage:
    return CaseStudyPage.objects.get(pk=case.pk).get_latest_revision_as_object()


def shared(case: CaseStudyPage) -> CaseStudyPage:
    """As its readers see it."""
    return CaseStudyPage.objects.get(pk=case.pk)
