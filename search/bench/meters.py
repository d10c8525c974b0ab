"""What a process has taken: memory of its own, processor time with its children's, and how many there are."""

import ctypes
import gc
import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 2**20


@dataclass
class Used:
    seconds: float = 0.0
    processor: float = 0.0
    processes: int = 1


def anonymous() -> float:
    """Megabytes that are not a file's: mapped files are the system's to take back. What was freed is given back first."""
    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def folder_size(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink()) / MEGABYTE


@contextmanager
def using() -> Iterator[Used]:
    """Filled in when the block ends. Children are looked at ten times a second."""
    used, ended = Used(), threading.Event()
    began, processor = time.perf_counter(), _processor()
    watch = threading.Thread(target=_count_children, args=(used, ended), daemon=True)
    watch.start()
    yield used
    used.seconds, used.processor = time.perf_counter() - began, _processor() - processor
    ended.set()
    watch.join()


def _processor() -> float:
    taken = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in taken)


def _count_children(used: Used, ended: threading.Event) -> None:
    while not ended.wait(0.1):
        try:
            lists = [path.read_text() for path in Path(f"/proc/{os.getpid()}/task").glob("*/children")]
        except OSError:
            continue
        used.processes = max(used.processes, 1 + sum(len(children.split()) for children in lists))
