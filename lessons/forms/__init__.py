"""Forms for lists, lessons and uptake; each ends in one action."""

from .lessons import LessonForm, PublishForm, RetireForm
from .lists import FilterForm, offer_regions, parse_tags
from .uptake import UptakeForm

__all__ = ["FilterForm", "LessonForm", "PublishForm", "RetireForm", "UptakeForm", "offer_regions", "parse_tags"]
