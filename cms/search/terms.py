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

MIN_END, MIN_FRONT = 4, 3
"""How many letters a word must have to be found as the end of a compound, and how many must stand before it."""

WORD = re.compile(r"[^\W_]+")

# Two letters are too few to begin a compound (EU, Europa), so what may follow them is told.
_ENDINGS_OF_SHORT_WORDS = ("", "s", "n", "t", "en", "et", "ens", "ets", "ar", "er", "or")


@dataclass(frozen=True)
class Term:
    """A word to look for: in any inflection, and as the beginning or the end of a compound.

    å, ä and ö are letters of their own; upper and lower case are the same.
    """

    word: str

    @property
    def stem(self) -> str:
        """What all words that are forms of the term begin with."""
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

    @property
    def ends_compounds(self) -> bool:
        """Whether a longer word may end with the term."""
        return len(self.word) >= MIN_END

    @property
    def backward_forms(self) -> tuple[str, ...]:
        """What compounds that end with the term begin with, written backwards; empty if there are none."""
        return tuple({self.word[::-1]: None, self.stem[::-1]: None}) if self.ends_compounds else ()

    @cached_property
    def _candidates(self) -> re.Pattern[str]:
        front = r"[^\W_]*" if self.ends_compounds else ""
        return re.compile(rf"(?<![^\W_]){front}{re.escape(self.stem)}[^\W_]*", re.IGNORECASE)

    def is_form_of(self, word: str) -> bool:
        """Return whether ``word``, which is in lower case, is the term or begins with it."""
        if self.begins_compounds:
            return word.startswith(self.word) or akin(word, self.word)
        return word in self.forms

    def is_end_of(self, word: str) -> bool:
        """Return whether ``word``, which is in lower case, is a compound that ends with a form of the term."""
        starts = range(MIN_FRONT, len(word) - MIN_END + 1) if self.ends_compounds else ()
        return any(word.startswith(self.stem, start) and akin(word[start:], self.word) for start in starts)

    def stands_for(self, word: str) -> bool:
        """Return whether a text with ``word``, which is in lower case, is found by the term."""
        return self.is_form_of(word) or self.is_end_of(word)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in ``text`` words stand that the term stands for."""
        for found in self._candidates.finditer(text):
            if self.stands_for(found.group().lower()):
                yield found.span()

    def is_in(self, text: str) -> bool:
        """Return whether ``text`` has a word that the term stands for."""
        return any(True for _span in self.spans(text))

    def begins_a_word_in(self, text: str) -> bool:
        """Return whether ``text`` has a word that is a form of the term, not only the end of a compound."""
        return any(self.is_form_of(text[begin:end].lower()) for begin, end in self.spans(text))


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
