"""Walks the site as one person would: from page to page, by every link that only reads."""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client

LINK = re.compile(r"""(?:href|src|hx-get|action|data-[\w-]*url(?:-value)?)=["']([^"'#]+)""")
ADDRESS = re.compile(r"https?://testserver(/[^\s<>\"']*)")
NOT_FOLLOWED = re.compile(r"^/(static|media|taal|account/logout|account/social|admin/logout|admin/jsi18n|admin/sprite)")
# What a page says is the same with another order or another filter; only further pages say something new.
KEPT = ("page", "p", "komend", "voorbij", "acties")
# So many of one shape (the same address but for its numbers and names) are looked at.
OF_ONE_SHAPE = 3
MOST = 320


def crawl(client: Client, start: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """(address, response) of each page reached; what ``start`` names is always looked at."""
    waiting = deque(dict.fromkeys(start))
    seen, shapes = set(waiting), Counter[str]()
    for _number in range(MOST):
        if not waiting:
            return
        address = waiting.popleft()
        response = client.get(address, follow=True)
        yield address, response
        for link in links(address, text_of(response)):
            shape = shape_of(link)
            if link not in seen and shapes[shape] < OF_ONE_SHAPE:
                seen.add(link)
                shapes[shape] += 1
                waiting.append(link)


def links(page: str, text: str) -> Iterator[str]:
    found = [unescape(link) for link in LINK.findall(text)] + ADDRESS.findall(text)
    for link in found:
        parts = urlsplit(urljoin(page, link))
        ours = parts.netloc in {"", "testserver"} and parts.scheme in {"", "http", "https"}
        if ours and parts.path.startswith("/") and not NOT_FOLLOWED.match(parts.path):
            kept = [(name, value) for name, value in parse_qsl(parts.query) if name in KEPT]
            yield parts.path + (f"?{urlencode(kept)}" if kept else "")


def shape_of(address: str) -> str:
    """The address with its numbers and, below a region, its names left out."""
    path = re.sub(r"/regios/[^/]+/([^/]+/)?", lambda match: "/regios/" + "x/" * match[0].count("/"), address)
    return re.sub(r"\d+", "N", path)


def text_of(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")
