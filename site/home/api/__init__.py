"""The read API: what the reader may see, under the same rule as the pages; for programs. `addresses` lists what there is."""

from . import addresses
from .base import api

__all__ = ["addresses", "api"]
