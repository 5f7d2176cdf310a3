"""The one search engine: words to ranked hits in the database's own full-text index, excerpts and suggestions."""

from cms.search.compounds import WordEnds
from cms.search.engine import MAX_HITS, Hit, find, texts_of
from cms.search.excerpts import excerpt
from cms.search.suggestions import suggestion
from cms.search.terms import MAX_QUERY, Term, terms_of

__all__ = ["MAX_HITS", "MAX_QUERY", "Hit", "Term", "WordEnds", "excerpt", "find", "suggestion", "terms_of", "texts_of"]
