"""How a process learns that a room changed: PostgreSQL says so; elsewhere one query now and then asks."""

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from django.db import connection

from ..actions.events import CHANNEL
from .pictures import versions

if TYPE_CHECKING:
    from .hub import Hub

logger = logging.getLogger(__name__)

TICK = 0.25
# A notification may be missed where the connection is cut, or pooled in a way that does not pass them on.
ALSO_ASK_EVERY = 5.0
AFTER_FAILURE = 2.0


async def watch(hub: "Hub") -> None:
    while True:
        try:
            await (_listen(hub) if connection.vendor == "postgresql" else _ask(hub, TICK))
        except Exception:
            logger.exception("rooms are not watched; trying again")
            await asyncio.sleep(AFTER_FAILURE)


async def _ask(hub: "Hub", seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await _compare(hub)


async def _compare(hub: "Hub") -> None:
    await hub.sweep()
    if hub.rooms:
        hub.compare(await hub.in_thread(versions, list(hub.rooms)))


async def _listen(hub: "Hub") -> None:
    import psycopg

    async with await psycopg.AsyncConnection.connect(**_parameters(), autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        hub.look_everywhere()
        while True:
            async for notice in listening.notifies(timeout=ALSO_ASK_EVERY):
                hub.look(int(notice.payload))
            await _compare(hub)


def _parameters() -> dict[str, Any]:
    """Django's own, without what concerns its cursors."""
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name not in {"cursor_factory", "context"}}
