"""What a visitor types as terms, and which words of a text a term stands for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cms.search.swedish import STOP_WORDS, akin, root, stem

MAX_QUERY = 200
"""How long a query may be."""

MAX_TERMS = 12
"""How many terms of a query are looked for; the rest plays no part."""

WORD = re.compile(r"[^\W_]+")

# Two letters are too few to begin a compound (EU, Europa), so what may follow them is told.
_ENDINGS_OF_SHORT_WORDS = ("", "s", "n", "t", "en", "et", "ens", "ets", "ar", "er", "or")


@dataclass(frozen=True)
class Term:
    """A word to look for: in any inflection, and as the beginning of a compound.

    å, ä and ö are letters of their own; upper and lower case are the same.
    """

    word: str

    @property
    def stem(self) -> str:
        """What all words that the term stands for begin with."""
        return stem(self.word)

    @property
    def begins_compounds(self) -> bool:
        """Whether a longer word may begin with the term."""
        return len(self.word) > 2

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that an index of stems may hold the term in."""
        if len(self.word) == 2:
            return tuple(self.word + ending for ending in _ENDINGS_OF_SHORT_WORDS)
        forms = (self.word, self.stem, stem(self.stem))
        return (*forms, *(root(form) for form in forms))

    @cached_property
    def _candidates(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_]){re.escape(self.stem)}[^\W_]*", re.IGNORECASE)

    def is_form_of(self, word: str) -> bool:
        """Return whether the term stands for ``word``, which is in lower case."""
        if self.begins_compounds:
            return word.startswith(self.word) or akin(word, self.word)
        return word in self.forms

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in ``text`` words stand that the term stands for."""
        for found in self._candidates.finditer(text):
            if self.is_form_of(found.group().lower()):
                yield found.span()

    def is_in(self, text: str) -> bool:
        """Return whether ``text`` has a word that the term stands for."""
        return any(True for _span in self.spans(text))


def normal(text: str) -> str:
    """Return ``text`` with each letter as one character: å can be written as a and a ring, too."""
    return unicodedata.normalize("NFC", text)


def words_in(text: str) -> list[str]:
    """Return the words of ``text`` in lower case; signs, emoji and operators of a search language are none."""
    return WORD.findall(normal(text).lower())


def terms_of(text: str) -> list[Term]:
    """Return the terms of a query, each once: its words without those that say nothing."""
    words = dict.fromkeys(word for word in words_in(text) if word not in STOP_WORDS)
    return [Term(word) for word in words][:MAX_TERMS]
