"""Which regions work together, and what parties stand behind."""

from regions import actions
from regions.models import Partnership, Statement

from .clock import at
from .texts import read
from .world import World


def lay(world: World) -> None:
    for row in read("statements", "partnership"):
        _lay_partnership(world, row)
    for row in read("statements", "statement"):
        if not Statement.objects.filter(title=row["title"]).exists():
            _lay_statement(world, row)


def _lay_partnership(world: World, row: dict) -> None:
    texts = {"purpose": row["purpose"].strip(), "since": row["since"]}
    partnership, created = Partnership.objects.get_or_create(name=row["name"], defaults=texts)
    if created:
        partnership.regions.set(world.regions(row["regions"]))
        world.added += 1


def _lay_statement(world: World, row: dict) -> None:
    texts = {name: row[name].strip() for name in ("title", "summary", "text")}
    with at(row["date"]):
        statement = actions.write_statement(user=world.editor, **texts)
        if row["agreed"]:
            actions.agree_statement(statement, user=world.editor)
    for signed in row.get("signed", ()):
        _sign(world, statement, signed)
    world.added += 1


def _sign(world: World, statement: Statement, row: dict) -> None:
    by = world.person(row["by"])
    region = world.region(row["region"]) if "region" in row else None
    organisation = world.organisation(row.get("organisation", ""))
    said = {name: row[name] for name in ("signed_as", "undertakes")}
    with at(row["date"]):
        signatory = actions.sign_statement(statement, region=region, organisation=organisation, user=by, **said)
    for report in row.get("report", ()):
        with at(report["date"]):
            actions.report_undertaking(signatory, status=report["status"], note=report["note"], user=by)
