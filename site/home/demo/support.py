"""What regions asked of the national support structure, and the conversation about it."""

from home.actions import found_support_circle
from regions import actions
from regions.models import SupportRequest
from regions.states import Role

from .clock import at
from .texts import read
from .world import World


def lay(world: World) -> None:
    adviser = world.person("adviser")
    circle = found_support_circle()
    if not circle.memberships.filter(user=adviser).exists():
        actions.add_member(circle, member=adviser, role=Role.ADVISER, user=None)
    for row in read("support", "request"):
        if not SupportRequest.objects.filter(title=row["title"]).exists():
            _lay(world, row)


def _lay(world: World, row: dict) -> None:
    by = world.person(row["by"])
    answers = {name: row[name].strip() for name in ("title", "where_we_are", "where_to", "what_is_needed")}
    with at(row["date"]):
        request = actions.write_support_request(region=world.region(row["region"]), user=by, **answers)
        if row["sent"]:
            actions.send_support_request(request, user=by)
    for number, said in enumerate(row.get("said", ())):
        with at(said["date"]):
            actions.say_about_support(request, text=said["text"], key=f"demo-{number}", user=world.person(said["by"]))
    world.added += 1
