"""Texts are found, kept, judged and compiled without gettext's programs."""

import gettext
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import translation

from home import texts

PO = """
msgid "Lesson"
msgstr "Les"

msgctxt "verb"
msgid "Table"
msgstr "Agenderen"

msgid "%(count)s lesson"
msgid_plural "%(count)s lessons"
msgstr[0] "een les"
msgstr[1] "%(count)s lessen"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def read(path: Path) -> Catalog:
    return texts.read_catalogue(path, language="nl")


def one(msgid: str | tuple[str, str], string: str | tuple[str, str] = "", **more: object) -> Catalog:
    catalog = Catalog(locale="nl")
    catalog.add(msgid, string, **more)
    return catalog


def found_in(tmp_path: Path, name: str, source: str) -> set[object]:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    return {texts._identity(function, arguments) for _, function, arguments, _ in texts._messages_in(path)}


def test_texts_in_python_are_found(tmp_path: Path) -> None:
    source = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext, npgettext_lazy

TITLE = _("Lesson")
for _ in range(3):
    print(_)
ngettext("%(n)s lesson", "%(n)s lessons", 3)
pgettext("verb", "Table")
npgettext_lazy("verb", "one", "many", "n")
_(
    "in two "
    "parts"
)
"""
    assert found_in(tmp_path, "code.py", source) == {
        ("Lesson", None),
        (("%(n)s lesson", "%(n)s lessons"), None),
        ("Table", "verb"),
        (("one", "many"), "verb"),
        ("in two parts", None),
    }


def test_texts_in_templates_are_found(tmp_path: Path) -> None:
    source = """{% load i18n %}
  <p title="{% translate "It's 100% safe" %}">{{ x|default:_("none") }}</p>
      {% blocktranslate trimmed count n=rows|length %}
        {{ n }} lesson
      {% plural %}
        {{ n }} lessons
      {% endblocktranslate %}
    {% translate "Table" context "verb" as label %}
 {# a (remark "with brackets #}
  {% include "x.html" with title=_("Title") %}
"""
    assert found_in(tmp_path, "page.html", source) == {
        ("It's 100%% safe", None),
        ("none", None),
        (("%(n)s lesson", "%(n)s lessons"), None),
        ("Table", "verb"),
        ("Title", None),
    }


def test_a_compiled_catalogue_is_what_gettext_reads(catalogue: Path) -> None:
    texts.compile_catalogue(catalogue)

    read_back = gettext.translation("django", localedir=catalogue.parents[2], languages=["nl"])
    assert read_back.gettext("Lesson") == "Les"
    assert read_back.pgettext("verb", "Table") == "Agenderen"
    assert [read_back.ngettext("%(count)s lesson", "%(count)s lessons", n) for n in (1, 2)] == [
        "een les",
        "%(count)s lessen",
    ]


@pytest.mark.parametrize(
    ("msgid", "string", "expected"),
    [
        ("Lesson", "Les", ""),
        ("Lesson", "", "not translated"),
        ("%(n)s of %(all)s", "%(n)s van %(all)s", ""),
        ("%(n)s of %(all)s", "%(n)s van alle", "placeholder lost"),
        ("of %(all)s", "van %(alle)s", "placeholder that the source does not have"),
        (("%(n)s lesson", "%(n)s lessons"), ("een les", "%(n)s lessen"), ""),
        (("%(n)s lesson", "%(n)s lessons"), ("een les", ""), "not translated"),
        (("%(n)s lesson", "%(n)s lessons"), ("een les", "lessen"), "placeholder lost"),
    ],
)
def test_faults_of_a_translation(msgid: str | tuple[str, str], string: str | tuple[str, str], expected: str) -> None:
    (source,) = texts.by_key(one(msgid)).values()
    (translated,) = texts.by_key(one(msgid, string)).values()

    assert texts.fault(source, translated) == expected


def test_missing_fuzzy_and_leftover_texts_are_named() -> None:
    used = one("Lesson")
    used.add("Region")
    translated = one("Region", "Streek", flags=("fuzzy",))
    translated.add("Gone", "Weg")

    assert texts.faults(used, translated) == [
        ("fuzzy", "Region"),
        ("no longer used", "Gone"),
        ("not translated", "Lesson"),
    ]


def test_merging_keeps_what_was_translated_and_takes_the_rest_from_elsewhere(tmp_path: Path, catalogue: Path) -> None:
    used = one("Lesson")
    used.add("Region")
    extra = one("Lesson", "Lering")
    extra.add("Region", "Regio")
    target = tmp_path / "merged.po"

    texts.write_catalogue(target, texts.merge(used, [read(catalogue), extra], language="nl"))

    assert [(message.id, message.string) for message in texts.by_key(read(target)).values()] == [
        ("Lesson", "Les"),
        ("Region", "Regio"),
    ]


def test_writing_what_was_read_changes_nothing(tmp_path: Path, catalogue: Path) -> None:
    texts.write_catalogue(tmp_path / "first.po", read(catalogue))
    texts.write_catalogue(tmp_path / "second.po", read(tmp_path / "first.po"))

    assert (tmp_path / "second.po").read_text() == (tmp_path / "first.po").read_text()


def test_somebody_who_reads_english_gets_the_source_texts() -> None:
    """The default language is Dutch, and must not shine through where English has no catalogue of ours."""
    ours = texts.by_key(read(texts.catalogue_path("nl")))
    with translation.override("en"):
        found = {
            (translation.pgettext(context, text) if context else translation.gettext(text)) for text, context in ours
        }

    assert found == {text for text, _context in ours}


def test_somebody_who_reads_dutch_gets_dutch() -> None:
    assert django_settings.LANGUAGE_CODE == "nl"
    with translation.override("nl"):
        assert translation.gettext("Dutch") == "Nederlands"


def test_what_is_translated_otherwise_is_told_and_taken_over_on_request(
    settings: Any, tmp_path: Path, catalogue: Path
) -> None:
    """A text that is missing is always taken; one that stands is not changed unseen."""
    settings.LOCALE_PATHS, settings.LANGUAGES = [tmp_path], [("nl", "Nederlands"), ("en", "English")]
    settings.ROOT, settings.SITE = tmp_path, tmp_path / "site"
    settings.SITE.mkdir()
    (settings.SITE / "code.py").write_text('_("Lesson"), _("Circle"), _("Region"), _("Same")', encoding="utf-8")
    standing = ("Lesson", "Les"), ("Circle", ""), ("Region", "Regio"), ("Same", "Zelfde")
    given = ("Lesson", "Leerpunt"), ("Circle", "Kring"), ("Same", "Zelfde"), ("Gone", "Weg")
    extra = tmp_path / "extra.po"
    for path, entries in ((catalogue, standing), (extra, given)):
        path.write_text("\n".join(f'msgid "{text}"\nmsgstr "{said}"\n' for text, said in entries), encoding="utf-8")

    def update(*options: str) -> tuple[dict[str, Any], str]:
        said = StringIO()
        call_command("update_texts", "--from", str(extra), *options, stdout=said)
        return {str(key[0]): one.string for key, one in texts.by_key(read(catalogue)).items()}, said.getvalue()

    kept, said = update()
    assert kept == {"Lesson": "Les", "Circle": "Kring", "Region": "Regio", "Same": "Zelfde"}
    told = ["1 translated otherwise", "--overwrite", "Lesson", "- Les", "+ Leerpunt", "no text of ours: Gone"]
    assert [words for words in told if words not in said] == []
    assert "Same" not in said
    taken, said = update("--overwrite")
    assert taken == {**kept, "Lesson": "Leerpunt"}
    assert "taken over" in said
    assert "otherwise" not in update()[1]


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match=r"nergens\.po"):
        call_command("update_texts", "--from", "nergens.po")
