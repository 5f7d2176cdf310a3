"""Rules of how easy a text is to read; the targets stand on the page type."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.lint.content import Content
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import Finding, rule
from cms.lint.swedish import lix, sentences, shortened, words

FEWEST_WORDS = 100
"""A shorter text has a LIX that says little."""


@rule("sentence-length", ProblemSeverity.ADVICE, gettext_lazy("Sentences are short enough"), is_swedish=True)
def long_sentences(content: Content) -> Iterator[Finding]:
    """No sentence has more words than the page type's target."""
    most = content.page.most_words_in_a_sentence
    for passage in content.passages:
        for sentence in sentences(passage.text) if passage.kind in ("prose", "item") else ():
            count = len(words(sentence))
            if count > most:
                message = _("“%(text)s” has %(count)s words: divide it, at most %(most)s are easy to read.")
                yield passage.place, message % {"text": shortened(sentence, 40), "count": count, "most": most}


@rule("readability", ProblemSeverity.ADVICE, gettext_lazy("The text is easy enough to read"), is_swedish=True)
def readability(content: Content) -> Iterator[Finding]:
    """The page's running text has a LIX within the page type's target."""
    prose = [passage.text for passage in content.passages if passage.kind in ("prose", "item")]
    index, target = lix(prose), content.page.lix_target
    if index is not None and index > target and sum(len(words(text)) for text in prose) >= FEWEST_WORDS:
        message = _("The text is hard to read: LIX %(lix)s, the target is %(target)s. Use shorter sentences and words.")
        yield content.place("title"), message % {"lix": index, "target": target}
