"""Words that mean the same, as the editors keep them, and what they may write."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .marks import WORD, fold, tokens

Sets = list[list[str]]

# More is a list that was pasted; each line is compared with each question. The form says these numbers too.
MOST_LINES, MOST_WORDS, LONGEST = 50, 6, 100


def expressions() -> Sets:
    """Every set, each with its words and expressions. Asked of the database each time somebody searches: what an editor changes
    is at once so for all, in whatever process."""
    rows = apps.get_model("search", "SynonymSet").objects.order_by("pk").values_list("words", flat=True)
    return [words.splitlines() for words in rows]


def checked(lines: Sequence[str], *, others: Iterable[Sequence[str]]) -> list[str]:
    """The lines, each once. Raises ValidationError when they do not make a set beside the ``others``."""
    for line in lines:
        if problem := _problem(line):
            raise ValidationError(problem)
    once = {fold(line): line for line in reversed(lines)}
    if len(once) < 2:
        raise ValidationError(_("Write at least two words or expressions, each on a line of its own."))
    if len(once) > MOST_LINES:
        raise ValidationError(
            _(
                "These are %(number)s lines. A set has at most %(most)s: divide it, or keep what people really search for."
            )
            % {"number": len(once), "most": MOST_LINES}
        )
    for other in others:
        if once.keys() <= set(map(fold, other)):
            raise ValidationError(
                _("All these words already stand in one set: %(words)s.") % {"words": ", ".join(other)}
            )
    return list(reversed(once.values()))


def _problem(line: str) -> str:
    """What keeps a line from being words to search for, or ""."""
    if not any(character.isalnum() for character in line):
        return _("“%(line)s” has no letter or digit.") % {"line": line[:LONGEST]}
    if len(line) > LONGEST or len(line.split()) > MOST_WORDS:
        return _("“%(line)s” is too long: a line has at most %(words)s words and %(signs)s characters.") % {
            "line": line[:LONGEST],
            "words": MOST_WORDS,
            "signs": LONGEST,
        }
    if any(token.kind != WORD or token.minus or not token.whole for token in tokens(line)):
        return _("“%(line)s” has a mark that search reads as more than a word: write words alone.") % {"line": line}
    return ""
