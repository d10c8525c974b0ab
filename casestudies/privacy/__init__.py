"""The privacy check: finds what may say who somebody is. A library: no Django, and nothing of the site."""

from .check import find_identifiers
from .findings import Finding

__all__ = ["Finding", "find_identifiers"]
