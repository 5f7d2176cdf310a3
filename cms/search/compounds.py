"""The ends of compounds in a full-text index, which by itself finds words by their beginnings only.

The end of a word is the beginning of the word written backwards: ``samverkanskonferens`` is indexed as
``snerefnoksnakrevmas`` too, and whoever looks for ``konferens`` finds what begins with ``snerefnok``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model
from wagtail.search import index

from cms.search.swedish import stem
from cms.search.terms import MIN_END, MIN_FRONT, words_in


class WordEnds(index.AutocompleteField):
    """Indexes the long words of a model's other search fields backwards, as they stand and without their inflection.

    Among what autocompletes, so that no excerpt shows it and no rank counts it as text.
    """

    def __init__(self) -> None:
        super().__init__("search_fields")  # what it reads: no field of the database stands behind this one

    def get_definition_model(self, cls: type[Model]) -> type[Model]:
        """Return the model itself."""
        return cls

    def get_value(self, obj: Any) -> str:
        """Return the backward words of ``obj``, each once."""
        words = (word for text in _texts(obj, type(obj).get_search_fields()) for word in words_in(text))
        long_words = dict.fromkeys(word for word in words if len(word) >= MIN_FRONT + MIN_END and word.isalpha())
        return " ".join(dict.fromkeys(form[::-1] for word in long_words for form in (word, stem(word))))


def _texts(obj: Any, fields: Iterable[Any]) -> Iterator[str]:
    for field in fields:
        if isinstance(field, index.SearchField):
            value = field.get_value(obj) or ""
            yield " ".join(value) if isinstance(value, list) else str(value)
        elif isinstance(field, index.RelatedFields):
            related = field.get_value(obj)
            rows = related.all() if isinstance(related, Manager) else [related]
            for row in rows:
                yield from _texts(row, field.fields) if row else ()
