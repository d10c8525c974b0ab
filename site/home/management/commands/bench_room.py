import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from home.bench_room import processes, world

HOWS = ("streams", "polling")
DATABASES = ("sqlite", "postgresql")
NO_POSTGRESQL = 69
ROW = "{:<12}{:<9}{:>7}{:>7}{:>7}{:>8}{:>7}{:>7}{:>8}{:>10}{:>6}{:>8}{:>9}{:>9}{:>8}{:>7}{:>7}"
HEAD = (
    "database",
    "screens",
    "reveal",
    "",
    "",
    "advance",
    "",
    "",
    "answers",
    "",
    "",
    "",
    "",
    "",
    "screens",
    "server",
    "",
)
NAMES: tuple[str, ...] = (
    "",
    "",
    "p50 s",
    "p95 s",
    "max s",
    "p50 s",
    "p95 s",
    "max s",
    "sent",
    "confirmed",
    "lost",
    "doubled",
    "p50 s",
)
NAMES += ("p95 s", "behind", "MB", "CPU %")


def choice(*allowed: str) -> Any:
    def read(text: str) -> list[str]:
        chosen = text.split(",")
        if not set(chosen) <= set(allowed):
            raise ArgumentTypeError(f"choose from {', '.join(allowed)}")
        return chosen

    return read


class Command(BaseCommand):
    help = "Measures the national learning day: a session in every region at once, in a site that is thrown away afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seconds", type=int, default=180, help="of each run (180)")
        parser.add_argument("--round", type=int, default=30, help="seconds from one step to the next (30)")
        parser.add_argument("--rooms", type=int, default=42)
        parser.add_argument("--people", type=int, default=12, help="in each room (12)")
        parser.add_argument("--workers", type=int, default=2, help="processes of the server (2)")
        parser.add_argument("--databases", type=choice(*DATABASES), default=list(DATABASES))
        parser.add_argument("--how", type=choice(*HOWS), default=list(HOWS))
        parser.add_argument("--here", metavar="FOLDER", help="only measure, on the database that is set; prints JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["here"]:
            self._measure_here(Path(options["here"]), options)
            return
        rows: list[dict[str, Any]] = []
        with tempfile.TemporaryDirectory(prefix="leertafel-bench-") as folder:
            for database in options["databases"]:
                rows += self._measure(database, folder, options)
        self._report(rows, options)

    def _measure(self, database: str, folder: str, options: dict[str, Any]) -> list[dict[str, Any]]:
        """In a process of its own, for another database."""
        words = [sys.executable, str(settings.ROOT / "manage.py"), "bench_room", "--here", folder]
        words += [f"--{name}={options[name]}" for name in ("seconds", "round", "rooms", "people", "workers")]
        words += [f"--how={','.join(options['how'])}"]
        if database == "postgresql":
            words.insert(0, str(settings.ROOT / "bin" / "with-postgres"))
        own = {
            "DATA_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "RUN_DUE_EVERY": "0",
            "LOG_LEVEL": "ERROR",
        }
        environ = {**os.environ, **own, "EMAIL_URL": "dummymail://"}
        done = subprocess.run(words, env=environ, stdout=subprocess.PIPE, text=True)  # noqa: S603
        if done.returncode == NO_POSTGRESQL:
            return []
        done.check_returncode()
        return [{"database": database, **row} for row in map(json.loads, done.stdout.splitlines())]

    def _measure_here(self, folder: Path, options: dict[str, Any]) -> None:
        self.stderr.write("Laying the regions and their tables")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        tables = world.lay_tables(options["rooms"], options["people"])
        for how in options["how"]:
            self.stderr.write(f"{how}, {options['seconds']} seconds")
            row = self._run(folder, world.lay_rooms(tables, steps=options["seconds"] // options["round"]), how, options)
            self.stdout.write(json.dumps(row))

    def _run(self, folder: Path, rooms: list[dict[str, Any]], how: str, options: dict[str, Any]) -> dict[str, Any]:
        plan, result, port = folder / "plan.json", folder / "result.json", processes.free_port()
        given = {"port": port, "round_seconds": options["round"], "streams": how == "streams", "rooms": rooms}
        plan.write_text(json.dumps(given))
        with processes.server(port, workers=options["workers"], log=folder / "server.log") as meter:
            used = processes.load(plan, result, meter, seconds=options["seconds"] + 400)
        seen = json.loads(result.read_text())
        confirmed = seen.pop("confirmed")
        found = world.check(rooms, confirmed)
        behind = sum(
            version < found["versions"][room["room"]]
            for room, versions in zip(rooms, seen.pop("versions"), strict=True)
            for version in versions
        )
        self._complain(seen, folder / "server.log")
        times = {"kept_after": seen["kept_after"], **seen["seen"]}
        return {
            "how": how,
            "memory": used.memory,
            "processor": used.processor,
            "came_in": seen["came_in"],
            **{name: _spread(values) for name, values in times.items()},
            **seen["counts"],
            "confirmed": len(confirmed),
            "lost": found["lost"],
            "doubled": found["doubled"],
            "behind": behind + sum(seen["missed"].values()),
        }

    def _complain(self, seen: dict[str, Any], log: Path) -> None:
        for what, times in seen["failures"].items():
            self.stderr.write(f"  {times} times {what}")
        if said := log.read_text().strip():
            self.stderr.write(said[-4000:])

    def _report(self, rows: list[dict[str, Any]], options: dict[str, Any]) -> None:
        people = options["rooms"] * options["people"]
        self.stdout.write(f"{options['rooms']} rooms, {people} people, {options['seconds']} seconds a run")
        self.stdout.write(ROW.format(*HEAD))
        self.stdout.write(ROW.format(*NAMES))
        for row in rows:
            reveal, advance, kept = (
                [f"{value:.2f}" for value in row[what]] for what in ("reveal", "advance", "kept_after")
            )
            numbers = [row[name] for name in ("sent", "confirmed", "lost", "doubled")]
            server = (f"{row['memory']:.0f}", f"{row['processor']:.0%}")
            self.stdout.write(
                ROW.format(row["database"], row["how"], *reveal, *advance, *numbers, *kept[:2], row["behind"], *server)
            )


def _spread(values: list[float]) -> tuple[float, float, float]:
    """Half of them, 95 of a hundred, all of them."""
    if not values:
        return (float("nan"),) * 3
    return values[len(values) // 2], values[int(len(values) * 0.95)], values[-1]
