"""What somebody may have meant who found nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from cms.search.engine import beginnings, find
from cms.search.swedish import STOP_WORDS
from cms.search.terms import terms_of, words_in

MAX_TEXTS = 500
TEXT_LENGTH = 1000
MIN_LENGTH = 4
MAX_CANDIDATES = 40
MIN_LIKENESS = 0.7


def suggestion(query: str, scopes: Sequence[QuerySet[Any]]) -> str | None:
    """Return the query with each word that nothing has replaced by the nearest one, if that finds something.

    The words are those of ``scopes``, so that none of hidden content is ever suggested. It takes two statements.
    """
    vocabulary = _vocabulary(beginnings(scopes, most=MAX_TEXTS, length=TEXT_LENGTH))
    words = words_in(query)
    unknown = {
        term.word: _nearest(term.word, vocabulary)
        for term in terms_of(query)
        if not any(term.stands_for(word) for word in vocabulary)
    }
    if not any(unknown.values()):
        return None
    suggested = " ".join(unknown.get(word) or word for word in words)
    return suggested if find(terms_of(suggested), scopes) else None


def _vocabulary(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in words_in(text) if word not in STOP_WORDS)


def _nearest(word: str, vocabulary: Counter[str]) -> str | None:
    """Return the word that looks most like ``word``: candidates by shared trigrams, the choice by likeness."""
    if len(word) < MIN_LENGTH:
        return None
    trigrams = _trigrams(word)
    shared = (
        (len(trigrams & _trigrams(other)), count, other)
        for other, count in vocabulary.items()
        if len(other) >= MIN_LENGTH and abs(len(other) - len(word)) <= 2
    )
    candidates = sorted((each for each in shared if each[0]), reverse=True)[:MAX_CANDIDATES]
    rated = [(SequenceMatcher(None, word, other).ratio(), count, other) for _shared, count, other in candidates]
    likeness, _count, nearest = max(rated, default=(0.0, 0, ""))
    return nearest if likeness >= MIN_LIKENESS else None


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
