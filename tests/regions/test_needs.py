"""What a form says of fields that may be left empty, until a choice makes them necessary."""

import pytest
from django import forms
from django.utils import translation

pytestmark = pytest.mark.once


class OrderForm(forms.Form):
    needed_when = {"why": "needed when you say no", "who": "needed when you say yes"}

    answer = forms.CharField()
    why = forms.CharField(required=False)
    who = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, required=False)
    note = forms.CharField(required=False)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("answer", ""),
        ("why", "(needed when you say no)"),
        ("who", "(needed when you say yes)"),
        ("note", "(not required)"),
    ],
)
def test_a_field_says_when_it_is_needed(name: str, mark: str) -> None:
    with translation.override("en"):
        html = OrderForm()[name].as_field_group()
    assert html.count("field__optional") == bool(mark)
    assert mark in html


@pytest.mark.django_db
def test_every_field_that_is_needed_at_times_is_one_of_its_form() -> None:
    from casestudies.forms.reflections import AnswerForm, ConcludeForm
    from learningtables.forms import SessionForm
    from lessons.forms import UptakeForm
    from lessons.forms.actions import FinishActionForm

    for form in (AnswerForm, ConcludeForm, SessionForm, FinishActionForm, UptakeForm):
        assert form.needed_when.keys() <= form.base_fields.keys(), form
        assert not any(form.base_fields[name].required for name in form.needed_when), form
