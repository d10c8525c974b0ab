"""Serves a WSGI application to an ASGI server, from a few threads that stay: each keeps its connection to the database."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

IN_MEMORY = 2**20  # of what is sent in
AT_ONCE = 2**18  # of what is sent out; a longer answer goes out in parts, and no thread waits for a slow reader
BLOCK = 2**16
URGENT_THREADS = 2  # one works while the other hears from the database


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    first: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]


class FileBlocks:
    """``wsgi.file_wrapper``: a file in blocks larger than Django's."""

    def __init__(self, file: IO[bytes], _block_size: int = BLOCK) -> None:
        self.file = file
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        while block := self.file.read(BLOCK):
            yield block


class Bridge:
    """``extra`` is added to what the application learns of each request. What is sent to an address that ends in ``urgent``
    has threads to itself, and waits for nothing else."""

    def __init__(
        self, application: Callable[..., Any], *, threads: int, extra: Mapping[str, Any], urgent: str = ""
    ) -> None:
        self.application = application
        self.extra = extra
        self.urgent = urgent
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.urgent_pool = ThreadPoolExecutor(URGENT_THREADS, thread_name_prefix="urgent")
        self.urgent_now = 0

    def is_pressed(self) -> bool:
        """Whether something urgent is being answered, or waits for it."""
        return self.urgent_now > 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            if not await _read_into(body, receive):
                return
            environ = {**environ_of(scope), **self.extra, "wsgi.input": body}
            is_urgent = bool(self.urgent) and scope["path"].endswith(self.urgent)
            self.urgent_now += is_urgent
            try:
                pool = self.urgent_pool if is_urgent else self.pool
                answer = await asyncio.get_running_loop().run_in_executor(pool, self._answer, environ)
            finally:
                self.urgent_now -= is_urgent
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            block, rest = answer.first, answer.rest
            while rest is not None:
                await send({"type": "http.response.body", "body": block, "more_body": True})
                block, rest = await self._in_thread(_some_of, rest)
            await send({"type": "http.response.body", "body": block})
        finally:
            if answer.rest is not None:
                await self._in_thread(answer.close)

    async def _in_thread(self, work: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.pool, work, *given)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            started[:] = [int(status[:3]), [(name.lower().encode(), value.encode("latin1")) for name, value in headers]]

        parts: Iterable[bytes] = self.application(environ, start_response)
        close = getattr(parts, "close", lambda: None)
        try:
            first, rest = _some_of(iter(parts))
        except BaseException:
            close()
            raise
        if rest is None:
            close()
        status, headers = started
        return Answer(status, headers, first, rest, close)


def _some_of(parts: Iterator[bytes]) -> tuple[bytes, Iterator[bytes] | None]:
    """As much as goes out at once, and what is left."""
    taken, size = [], 0
    for part in parts:
        taken.append(part)
        size += len(part)
        if size >= AT_ONCE:
            return b"".join(taken), parts
    return b"".join(taken), None


async def _read_into(body: IO[bytes], receive: Receive) -> bool:
    """False when the sender has gone before it was all there."""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return False
        body.write(message.get("body", b""))
        if not message.get("more_body"):
            body.seek(0)
            return True


def environ_of(scope: Message) -> dict[str, Any]:
    """The request in WSGI's words (PEP 3333)."""
    server = scope.get("server") or ("localhost", 80)
    return {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": _latin(scope.get("root_path", "")),
        "PATH_INFO": _latin(scope["path"].removeprefix(scope.get("root_path", ""))),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileBlocks,
        **_headers(scope["headers"]),
    }


def _latin(text: str) -> str:
    return text.encode().decode("latin1")


def _headers(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """A name with an underscore is left out: it would pass for the one with a hyphen, which the proxy vouches for."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        if b"_" not in name:
            found.setdefault(name.decode("latin1").upper().replace("-", "_"), []).append(value.decode("latin1"))
    joined = {name: ("; " if name == "COOKIE" else ",").join(values) for name, values in found.items()}
    plain = {name: joined.pop(name) for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if name in joined}
    return dict(chain(plain.items(), ((f"HTTP_{name}", value) for name, value in joined.items())))
