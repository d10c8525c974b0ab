import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from home.templatetags.shell import current


def render(template: str, **context: object) -> str:
    return Template("{% load components %}" + template).render(Context(context))


class LessonForm(forms.Form):
    title = forms.CharField(label="Title", help_text="One sentence.")
    note = forms.CharField(label="Note", required=False)
    choice = forms.ChoiceField(label="Choice", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_an_error_stands_at_its_field_and_in_the_summary_with_a_link() -> None:
    html = LessonForm({}).render()
    assert '<a href="#id_title">' in html
    assert '<a href="#id_choice_0">' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html


def test_what_need_not_be_filled_in_says_so() -> None:
    with translation.override("en"):
        html = LessonForm().render()
    assert html.count("(not required)") == 1


def test_choices_are_a_fieldset_with_a_legend() -> None:
    assert "<legend>Choice</legend>" in LessonForm().render()


def test_what_people_typed_is_escaped_everywhere() -> None:
    card = {"kind": "lesson", "title": "<b>x</b>", "url": "/", "summary": "<i>y</i>", "tags": ["<u>z</u>"]}
    html = render("{% content_card card %}", card=card)
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>"))


def test_page_header_leaves_out_an_empty_row_of_buttons() -> None:
    assert "button-row" not in render('{% page_header title="T" %}  {% endpage_header %}')
    assert '<a href="/">x</a>' in render('{% page_header title="T" %}<a href="/">x</a>{% endpage_header %}')


def test_pages_keep_the_rest_of_the_question() -> None:
    request = RequestFactory().get("/zoeken/", {"q": "wacht lijst", "thema": ["a", "b"], "page": "2"})
    html = render("{% pagination page %}", page=Paginator(range(90), 20).page(2), request=request)
    assert 'href="?q=wacht+lijst&amp;thema=a&amp;thema=b&amp;page=3"' in html


def test_one_page_needs_no_pagination() -> None:
    assert render("{% pagination page %}", page=Paginator(range(9), 20).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("key", "text"), [("public", "Public"), ("members", "Members"), ("circle:3", "Circle: Ede"), ("circle:4", "Ede")]
)
def test_the_audience_is_said_in_words(key: str, text: str) -> None:
    with translation.override("en"):
        assert text in render('{% audience_badge key label="Ede" %}', key=key)


@pytest.mark.parametrize(("value", "shown"), [(datetime.date(2026, 5, 12), "12 May 2026"), ("month 4", "month 4")])
def test_dates_are_words_and_words_stay(value: object, shown: str) -> None:
    with translation.override("en"):
        assert render("{{ value|human_date }}", value=value) == shown


def test_content_says_its_language_only_where_the_interface_speaks_another() -> None:
    template = '<div{% content_lang "nl" %}>'
    with translation.override("nl"):
        assert render(template) == "<div>"
    with translation.override("en"):
        assert render(template) == '<div lang="nl">'


@pytest.mark.parametrize(("path", "mark"), [("/lessen/", "page"), ("/lessen/12/", "true"), ("/zoeken/", ""), ("/", "")])
def test_navigation_marks_where_one_is(path: str, mark: str) -> None:
    assert current(path, "/lessen/") == mark


def test_the_page_for_a_broken_server_needs_nothing_that_may_be_broken() -> None:
    html = render_to_string("500.html")
    assert "Er ging iets mis" in html
    assert "{" not in html
