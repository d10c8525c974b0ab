"""Example data for the page that shows every component."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator

from regions.models import Region

PARTS = {"same": "Zelfde keuze", "partly": "Deels", "different": "Anders", "cannot_judge": "Kan ik niet beoordelen"}
UPTAKE = {
    "recognised": ("Herkend", "H"),
    "trying": ("Proberen", "P"),
    "adopted": ("Overgenomen", "O"),
    "adapted": ("Aangepast", "A"),
    "stopped": ("Gestopt", "S"),
    "not_for_us": ("Niet voor ons", "N"),
}


class ExampleForm(forms.Form):
    title = forms.CharField(label="Titel", help_text="Eén zin die zegt wat te doen.", max_length=120)
    email = forms.EmailField(label="E-mailadres", required=False)
    why = forms.CharField(label="Waarom", widget=forms.Textarea(attrs={"rows": 4}), help_text="Waar blijkt het uit?")
    date = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Soort", choices=[("", "Kies"), ("a", "Document"), ("b", "Gesprek")])
    choice = forms.ChoiceField(
        label="Zouden we dezelfde keuze maken?", choices=list(PARTS.items()), widget=forms.RadioSelect
    )
    certainty = forms.ChoiceField(
        label="Hoe zeker ben je?",
        choices=[(str(n), str(n)) for n in range(1, 6)],
        widget=forms.RadioSelect(attrs={"class": "radios--inline"}),
        help_text="1 is heel onzeker, 5 is heel zeker.",
    )
    domains = forms.MultipleChoiceField(
        label="Leefgebieden",
        choices=[("a", "Steun"), ("b", "Wonen"), ("c", "School en werk")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label="Ik heb gecontroleerd dat niemand herkenbaar is")
    document = forms.FileField(label="Document", required=False)


def row(label: str, *counts: int) -> dict[str, Any]:
    parts = [
        {"key": key, "label": name, "count": count} for (key, name), count in zip(PARTS.items(), counts, strict=True)
    ]
    return {"label": label, "total": sum(counts), "parts": parts}


def tiles() -> list[dict[str, Any]]:
    states = [*UPTAKE, ""]
    return [
        {
            "code": region.code,
            "name": region.name,
            "row": region.tile_row,
            "col": region.tile_column,
            "url": "/regios/",
            "state": (state := states[number % 7]),
            "state_label": UPTAKE.get(state, ("", ""))[0],
            "mark": UPTAKE.get(state, ("", ""))[1],
        }
        for number, region in enumerate(Region.objects.current())
    ]


def cards() -> list[dict[str, Any]]:
    lesson = {
        "kind": "lesson",
        "title": "Leg bij elke overdracht vast wie de ouders belt, en wanneer",
        "url": "#card",
        "summary": "Bij drie casussen bleek dat niemand na de overdracht nog belde. Met een naam en een datum gebeurt dat wel.",
        "region": "Food Valley",
        "date": date(2026, 5, 12),
        "themes": ["Samenwerking", "Wachttijd"],
        "tags": ["overdracht", "wijkteam"],
        "audience_key": "public",
    }
    case = {**lesson, "kind": "case", "title": "Drie keer verhuisd in één jaar", "audience_key": "circle:3"}
    visit = {**lesson, "kind": "report", "title": "Visitatie Twente", "audience_key": "members", "status": "Concept"}
    return [lesson, {**case, "audience_label": "Leertafel Ede"}, {**visit, "status_tone": "caution"}]


def process() -> dict[str, Any]:
    labels = ["Opdracht", "Commissie", "Zelfevaluatie", "Bezoek", "Wederhoor", "Rapport"]
    states = ["done", "done", "current", "coming", "coming", "coming"]
    steps = [
        {"label": label, "state": state, "date": date(2026, number + 1, 10)}
        for number, (label, state) in enumerate(zip(labels, states, strict=True))
    ]
    events = [
        {"when": "maand 1", "title": "Aanmelding bij het wijkteam", "text": "School maakt zich zorgen om het verzuim."},
        {"when": "maand 4", "title": "Wachtlijst", "text": "De aanbieder heeft pas over vijf maanden plek."},
        {"when": "maand 9", "title": "Crisisplaatsing", "text": ""},
    ]
    return {"steps": steps, "events": events}


def example_context() -> dict[str, Any]:
    matrix_rows = [
        ("Zelfde", [3, 2, 1, 0]),
        ("Deels", [0, 4, 2, 0]),
        ("Anders", [0, 0, 5, 0]),
        ("Weet niet", [0, 1, 0, 1]),
    ]
    options = [{"value": str(n), "label": f"Regio {n}", "count": 40 - n, "checked": n == 2} for n in range(12)]
    return {
        "form": ExampleForm(),
        "invalid_form": ExampleForm({"title": "", "email": "geen adres"}, auto_id="invalid_%s"),
        "cards": cards(),
        "page_obj": Paginator(range(200), 10).page(7),
        "tabs": [
            {"label": "Overzicht", "url": "#a", "current": True},
            {"label": "Sessies", "url": "#b", "count": 30},
            {"label": "Leden", "url": "#c", "count": 9},
        ],
        "facts": [("Regio", "Food Valley"), ("Gespreksleider", "Noor"), ("Datum", "12 mei 2026")],
        "chips": [{"label": "Food Valley", "url": "#x"}, {"label": "2025", "url": "#y"}],
        "facets": [
            {"name": "regio", "label": "Regio", "open": True, "options": options},
            {"name": "jaar", "label": "Jaar", "options": options[:3]},
        ],
        "bars": [row("Ronde 1", 3, 7, 5, 1), row("Ronde 2", 1, 5, 10, 0), row("Beslispunt 3", 0, 0, 0, 0)],
        "matrix": {
            "columns": ["Zelfde", "Deels", "Anders", "Weet niet"],
            "rows": [{"label": label, "cells": cells} for label, cells in matrix_rows],
        },
        "tiles": tiles(),
        "legend": [{"state": state, "label": name, "mark": mark, "count": 6} for state, (name, mark) in UPTAKE.items()],
        **process(),
    }
