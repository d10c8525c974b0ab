"""Numbers that somebody sends in a form or an address."""

from typing import Any

# One less than a database's largest number has, so that whatever is let through fits.
MOST_DIGITS = 18


def number_in(given: Any) -> int:
    """A key that somebody sent; 0, which is the key of nothing, for what cannot be one. Of thousands of digits Python makes no
    number, and of more than nineteen no database keeps one."""
    text = str(given)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
