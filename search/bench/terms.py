"""The terms our analysis makes, for an engine that has none of its own: the one place here that knows how it does that."""

from search.backends.whoosh.analysis import Analyzer, fold, get_analyzer, words_of

Terms = tuple[str, ...]


def analyzer() -> Analyzer:
    """With its dictionaries read: they belong to the language, not to an index."""
    found = get_analyzer("nl")
    found.meaning("kinderen")
    return found


def of_text(text: str) -> list[Terms]:
    """Per word; none for a small one."""
    words, own = words_of(text), get_analyzer("nl")
    read = own.reader(own.language_of(words))
    return [read(word) for word in words]


def of_question(word: str) -> Terms:
    """Any of these is the word itself."""
    return get_analyzer("nl").meaning(word).exact


def as_typed(text: str) -> str:
    return " ".join(map(fold, words_of(text)))
