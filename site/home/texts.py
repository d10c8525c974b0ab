"""The site's own texts: found in code and templates, kept in site/locale, compiled without gettext's programs.

Source texts are English, so English needs no catalogue; every other language in LANGUAGES has one.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[#0-9.]*[a-z]|(?<!%)%[sd]|\{\w*\}")
NOT_OURS_TO_SAY = {"migrations", "tests"}

Key = tuple[str, str | None]


def own_folders() -> list[Path]:
    """The folders of our own apps; packages that were installed bring their own translations."""
    apps = [settings.ROOT / name for name in settings.INSTALLED_APPS if (settings.ROOT / name).is_dir()]
    return [*apps, settings.SITE]


def own_files() -> Iterator[Path]:
    """Our Python files, and whatever kind of file lies in a folder of templates."""
    for folder in own_folders():
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            if NOT_OURS_TO_SAY.isdisjoint(parts) and (path.suffix == ".py" or "templates" in parts) and path.is_file():
                yield path


def _messages_in(path: Path) -> Iterator[tuple[Any, ...]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Brackets make the tokenizer forget about indentation, which a template does not keep.
        source = f"({templatize(source, origin=str(path))}\n)"
    yield from extract_python(BytesIO(source.encode()), KEYWORDS, (), {"encoding": "utf-8"})


def _identity(
    function: str, arguments: str | tuple[str | None, ...] | None
) -> tuple[str | tuple[str, str], str | None] | None:
    """What was asked for, as (msgid or (singular, plural), context); None when it is not a plain string."""
    kind = function.partition("gettext")[0]  # "", "n", "p", "np", or "_"
    given = (arguments,) if isinstance(arguments, str) else arguments or ()
    wanted = given[: 1 + ("p" in kind) + ("n" in kind)]
    if not all(wanted) or len(wanted) != 1 + ("p" in kind) + ("n" in kind):
        return None
    texts = [str(text) for text in wanted]
    context = texts.pop(0) if "p" in kind else None
    return (texts[0] if len(texts) == 1 else (texts[0], texts[1])), context


def texts_in_use() -> Catalog:
    """Every text that code and templates of ours ask for."""
    catalog = Catalog()
    for path in own_files():
        for _line, function, arguments, _comments in _messages_in(path):
            identity = _identity(function, arguments)
            if identity:
                catalog.add(identity[0], context=identity[1], locations=[(str(path.relative_to(settings.ROOT)), 0)])
    return catalog


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, *, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def by_key(catalog: Catalog) -> dict[Key, Message]:
    return {_key(message): message for message in catalog if message.id}


def _key(message: Message) -> Key:
    return ids(message)[0], message.context


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def fault(source: Message, translated: Message | None) -> str:
    """What is wrong with a translation, in a few words; empty when it is right."""
    if translated is None or not all(strings(translated)):
        return "not translated"
    if translated.fuzzy:
        return "fuzzy"
    if source.pluralizable != translated.pluralizable:
        return "plural in one and not in the other"
    if _placeholders(strings(translated)) - _placeholders(ids(source)):
        return "placeholder that the source does not have"
    # A singular may leave the number out ("one lesson"); the last form names everything.
    if _placeholders(strings(translated)[-1:]) != _placeholders(ids(source)[-1:]):
        return "placeholder lost"
    return ""


def faults(used: Catalog, translated: Catalog) -> list[tuple[str, str]]:
    """(what is wrong, text) for every text that a reader would meet untranslated, and for every leftover."""
    sources, translations = by_key(used), by_key(translated)
    found = [(fault(source, translations.get(key)), key[0]) for key, source in sources.items()]
    found += [("no longer used", key[0]) for key in translations.keys() - sources.keys()]
    return sorted((wrong, text) for wrong, text in found if wrong)


def merge(used: Catalog, known: Iterable[Catalog], *, language: str) -> Catalog:
    """The texts in use with the first usable translation that any of the catalogues has for them."""
    merged = Catalog(locale=language)
    sources = [by_key(catalog) for catalog in known]
    for key, message in by_key(used).items():
        found = [catalog[key] for catalog in sources if key in catalog]
        usable = [entry for entry in found if any(strings(entry)) and entry.pluralizable == message.pluralizable]
        best = next((entry for entry in usable if not fault(message, entry)), usable[0] if usable else None)
        merged.add(message.id, best.string if best else None, context=message.context, flags=best.flags if best else ())
    return merged


def differing(standing: Catalog, given: Catalog) -> list[tuple[str, str, str]]:
    """(text, how it is translated, how ``given`` translates it) for every text that both translate, each in its own way."""
    here, there = by_key(standing), by_key(given)
    pairs = [(key[0], strings(here[key]), strings(there[key])) for key in here.keys() & there.keys()]
    other = [(text, one, another) for text, one, another in pairs if all(one) and all(another) and one != another]
    return sorted((text, " | ".join(one), " | ".join(another)) for text, one, another in other)


def write_catalogue(path: Path, catalog: Catalog) -> None:
    """Sorted and without dates or line numbers, so that a change shows only what changed."""
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(body, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def compile_catalogue(path: Path) -> Path:
    compiled = path.with_suffix(".mo")
    with path.open("rb") as source:
        catalog = read_po(source)
    unfinished = compiled.with_suffix(".mo.new")
    with unfinished.open("wb") as target:
        write_mo(target, catalog)
    return unfinished.replace(compiled)
