"""What somebody is served, so that it can be held against what they are served at another moment."""

import re
from typing import Any

from django.test import Client

# What differs from one request to the next whatever there is to read.
PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|csrf_?-?token[^>]*|uid. value=[^>]*|<updated>[^<]*|deel-[0-9a-f-]{36}|nonce="[^"]*"'
    r"|Sinds [^<]*, \d\d:\d\d",
    re.IGNORECASE,
)
HEADERS = ("Location", "ETag", "Vary", "Cache-Control", "Content-Type", "Content-Disposition")

Served = dict[str, tuple[Any, ...]]


def served(client: Client, addresses: list[str]) -> Served:
    answers = {}
    for address in addresses:
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = tuple(response.headers.get(name) for name in HEADERS)
        answers[address] = (response.status_code, headers, PASSING.sub("", body.decode("utf-8", "replace")))
    client.get("/lessen/")  # takes what a refusal had to say
    return answers


def differing(before: Served, after: Served) -> list[str]:
    """What tells the two apart: status, headers, and the lines that only one of them has."""
    told = []
    for address, (status, headers, body) in before.items():
        lines = {str((status, headers)), *body.splitlines()}
        now = {str(after[address][:2]), *after[address][2].splitlines()}
        told += [f"{address}: {line.strip()}" for line in sorted(lines ^ now)]
    return told
