"""The part of a text that shows why it was found."""

import re

from django.utils.html import escape

from cms.search.terms import Term

LENGTH = 200
"""About how many characters of a text an excerpt has."""

LEAD = 60
"""How many of them may stand before the first hit."""

MAX_SPANS = 200
"""How many hits of a text are weighed against each other."""


def excerpt(text: str, terms: list[Term]) -> str:
    """Return the part of ``text`` with the most of the terms, as HTML: hits in ``<mark>``, everything else escaped.

    Without a hit it is the text's beginning. It begins and ends with whole words; ``…`` stands where text is left out.
    """
    text = " ".join(text.split())
    spans = sorted((span, term.word) for term in terms for span in _first(term, text))
    start = _beginning(text, [(begin, end, word) for (begin, end), word in spans])
    end = _ending(text, start)
    parts = ["… " if start else ""]
    position = start
    for (begin, stop), _word in spans:
        if begin >= position and stop <= end:
            parts += [escape(text[position:begin]), "<mark>", escape(text[begin:stop]), "</mark>"]
            position = stop
    parts += [escape(text[position:end]), " …" if end < len(text) else ""]
    return "".join(parts)


def _first(term: Term, text: str) -> list[tuple[int, int]]:
    return [span for span, _number in zip(term.spans(text), range(MAX_SPANS), strict=False)]


def _beginning(text: str, spans: list[tuple[int, int, str]]) -> int:
    """Return where the excerpt starts: before the hit that the most different terms follow closely."""
    best = max(
        spans,
        key=lambda span: (
            len({word for begin, end, word in spans if span[0] <= begin and end <= span[0] + LENGTH - LEAD}),
            -span[0],
        ),
        default=None,
    )
    if best is None or best[0] <= LEAD:
        return 0
    return _word_after(text, best[0] - LEAD, best[0])


def _word_after(text: str, position: int, latest: int) -> int:
    space = text.find(" ", position, latest)
    return latest if space < 0 else space + 1


def _ending(text: str, start: int) -> int:
    if len(text) <= start + LENGTH:
        return len(text)
    space = text.rfind(" ", start + 1, start + LENGTH + 1)
    if space > start:
        return space
    # One word longer than an excerpt, an address perhaps: it is cut.
    following = re.compile(r"\s").search(text, start)
    return min(following.start() if following else len(text), start + LENGTH)
