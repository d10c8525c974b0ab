"""The server that is measured, and the load on it: both processes of their own."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 2**20
START_SECONDS = 60


class Used(NamedTuple):
    memory: float  # megabytes, at most
    processor: float  # of one core


class Meter(threading.Thread):
    """What a process and those it started take, looked at every half second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most = 0
        self.ended = threading.Event()
        self.since = (time.monotonic(), _ticks(pid))

    def begin(self) -> None:
        self.since = (time.monotonic(), _ticks(self.pid))

    def run(self) -> None:
        while not self.ended.wait(0.5):
            self.most = max(self.most, sum(_resident(pid) for pid in _family(self.pid)))

    def used(self) -> Used:
        moment, ticks = self.since
        seconds = (_ticks(self.pid) - ticks) / TICKS
        return Used(self.most / MEGABYTE, seconds / (time.monotonic() - moment))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _ticks(pid: int) -> int:
    total = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def server(port: int, *, workers: int, log: Path) -> Iterator[Meter]:
    """As `make run` starts it."""
    words = [str(Path(sys.executable).parent / "granian"), "--interface", "asgi", "--port", str(port)]
    words += ["--workers", str(workers), "--backpressure", "2048", "--no-ws"]
    words += ["--workers-kill-timeout", "2", "--log-level", "warning", "config.asgi:application"]
    with log.open("w") as out, subprocess.Popen(words, stdout=out, stderr=out) as process:  # noqa: S603
        try:
            _wait_for(port, process)
            meter = Meter(process.pid)
            meter.start()
            yield meter
            meter.ended.set()
        finally:
            process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=30).close()
            return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the server did not start")


def load(plan: Path, result: Path, meter: Meter, *, seconds: float) -> Used:
    """Runs it to its end, or breaks it off after ``seconds``; what the server used in the part that counts."""
    words = [sys.executable, "-m", "home.bench_room.load", str(plan), str(result)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        used = Used(0, 0)
        for line in process.stdout or ():
            if line.strip() == "begin":
                meter.begin()
            elif line.strip() == "end":
                used = meter.used()
        timer.cancel()
    if process.returncode:
        raise RuntimeError("the load did not come to its end")
    return used
