"""What a room's screens show. Pure reading, with as many queries for one contribution as for a hundred."""

from ..question import is_personal
from .board import is_same_for_all
from .facts import Facts, facts_of, know_cases, seats_of
from .lead import lead_of
from .own import own_of
from .render import render_blank_own, render_lead, render_own, render_stage
from .stage import clock_of, stage_of

__all__ = [
    "Facts",
    "clock_of",
    "facts_of",
    "is_personal",
    "is_same_for_all",
    "know_cases",
    "lead_of",
    "own_of",
    "render_blank_own",
    "render_lead",
    "render_own",
    "render_stage",
    "seats_of",
    "stage_of",
]
