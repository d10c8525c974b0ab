"""What regions mean to do and what their expert teams met with, as the read API gives it."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Schema

from regions.models import ExpertTeam, Region
from regions.plans import ShownPlan, plan_in_force, plans_of
from regions.teams import shown_years

Count = int | str | None


class Part(Schema):
    heading: str
    text: str


class Writer(Schema):
    """An organisation or group, and the side from which it looks."""

    name: str
    perspective: str


class Plan(Schema):
    """The newest version that a body approved."""

    url: str
    title: str
    from_year: int
    until_year: int
    parts: list[Part]
    clients_included: str
    writers: list[Writer]
    version: int
    approved_by: str
    approved_on: datetime.date
    in_force: bool


class Year(Schema):
    """A count is a number, "<5" where it is too small to be shown, "withheld" where such a one would follow from it, and null
    where it was not kept. They are not to be shown without ``meaning``."""

    year: int
    meaning: str
    asked: Count = Field(description="questions brought")
    advised: Count = Field(description="answered with advice")
    binding: Count = Field(description="of which binding")
    without_answer: Count = Field(description="no fitting help found")
    passed_on: Count = Field(description="passed on to the national support structure")
    median_days: Count = Field(description="days until an answer (median)")


class Team(Schema):
    url: str
    name: str
    description: str
    functions: list[str]
    gives_binding_advice: bool
    contact: str
    years: list[Year]


def plan_of(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The plan that holds now, as far as the reader may read it; never a draft."""
    region = get_object_or_404(Region, slug=slug)
    shown = plan_in_force(plans_of(region, request.user))
    if shown is None or shown.version is None:
        raise Http404
    shown.plan.region = region
    return told(request, shown)


def told(request: HttpRequest, shown: ShownPlan) -> dict[str, Any]:
    """Of a plan of which a version was approved."""
    version: Any = shown.version
    address = reverse("regions:plan", args=[shown.plan.region.slug, shown.plan.pk])
    return {
        **shown.content,
        "approved_by": version.approved_by,
        "approved_on": version.approved_on,
        "url": request.build_absolute_uri(address),
        "version": version.number,
        "in_force": shown.is_in_force,
    }


def team_of(request: HttpRequest, slug: str) -> dict[str, Any]:
    team = get_object_or_404(ExpertTeam.objects.select_related("region"), region__slug=slug)
    names = ("name", "description", "functions", "gives_binding_advice", "contact")
    years = [
        {
            "year": year.year,
            "meaning": year.meaning,
            **{figure.name: figure.for_programs for figure in year.figures},
        }
        for year in shown_years(team)
    ]
    address = reverse("regions:team", args=[team.region.slug])
    said = {name: getattr(team, name) for name in names}
    return {**said, "url": request.build_absolute_uri(address), "years": years}
