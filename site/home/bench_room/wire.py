"""Just enough of HTTP/1.1 for a load: a connection that stays open, and a stream of events."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

PATIENCE = 60.0


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Wire:
    """One connection to the server; it is made anew when it was closed."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port = port
        self.cookies = cookies
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        async with asyncio.timeout(PATIENCE):
            try:
                reader, found = await self._begin(method, path, headers, body)
                status, answered = found
                if status in (204, 304):
                    return Answer(status, answered, b"")
                return Answer(status, answered, await _whole_body(reader, answered))
            except BaseException:
                self.close()
                raise

    async def events(self, path: str, headers: dict[str, str]) -> AsyncIterator[bytes]:
        """Each event as it was sent; ends when the server ends it."""
        reader, (status, _answered) = await self._begin("GET", path, {"Accept": "text/event-stream", **headers}, b"")
        if status != 200:
            raise ConnectionError(f"{path} answers {status}")
        waiting = b""
        while block := await _chunk(reader):
            waiting += block
            *whole, waiting = waiting.split(b"\n\n")
            for event in whole:
                yield event

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None

    async def _begin(
        self, method: str, path: str, headers: dict[str, str] | None, body: bytes
    ) -> tuple[asyncio.StreamReader, tuple[int, dict[str, str]]]:
        if self.reader is None or self.writer is None or self.reader.at_eof() or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = {"Host": f"localhost:{self.port}", **self.cookies, **(headers or {}), "Content-Length": str(len(body))}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        return self.reader, await _head(self.reader)


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin1").strip().split("\r\n")
    headers = (line.partition(": ") for line in lines)
    return int(first.split()[1]), {name.lower(): value for name, _colon, value in headers}


async def _whole_body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") == "chunked":
        blocks = []
        while block := await _chunk(reader):
            blocks.append(block)
        return b"".join(blocks)
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def _chunk(reader: asyncio.StreamReader) -> bytes:
    size = int(await reader.readline() or b"0", 16)
    block = await reader.readexactly(size + 2) if size else await reader.read(0)
    return block[:size]
