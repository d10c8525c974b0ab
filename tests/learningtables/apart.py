"""A story with a loop of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def run_apart(story: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: in this one a browser's loop may be running."""

    def run() -> None:
        try:
            asyncio.run(story)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as apart:
        apart.submit(run).result()
