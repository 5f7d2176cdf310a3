"""Terms to ranked hits, by the full-text index that Wagtail keeps in the database.

PostgreSQL finds by stems. SQLite's FTS5 knows prefixes only and takes å for a, so it finds what begins like a stem.
The ends of compounds are indexed backwards (``WordEnds``), for both.
What they find are candidates, and their texts decide, so that both answer alike. An index that is missing or broken
finds nothing and says so in the log.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import DatabaseError, connections, router, transaction
from django.db.models import BigIntegerField, Exists, F, FloatField, Func, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Left
from django.db.models.lookups import In
from modelsearch.conf import get_app_config
from modelsearch.utils import get_descendants_content_types_pks

from cms.search.terms import Term, normal

logger = logging.getLogger(__name__)

MAX_HITS = 1000
"""How many hits a search has at most; what ranks below them is not found."""

MAX_CANDIDATES = 10 * MAX_HITS
"""How many entries are read at most to find them: a database finds what looks alike, and the texts decide."""

TITLE, SUMMARY, TEXT = 4.0, 2.0, 1.0
"""What a term is worth by where it stands."""

BEHIND = 10.0
"""How far a hit falls back that has a term only as the end of a compound: behind all others."""


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    entry: int
    content_type: int
    pk: int
    rank: float

    @property
    def key(self) -> tuple[float, int, int]:
        """The hit's place in the order: the best first, then the newest."""
        return -self.rank, self.content_type, -self.pk


def find(terms: list[Term], scopes: Iterable[QuerySet[Any]]) -> list[Hit]:
    """Return what has all of the terms, the best first, at most ``MAX_HITS``.

    Args:
        terms: what to look for; without terms nothing is found.
        scopes: query sets of what may be found, each of a model with a search index.
    """

    def read(database: str) -> list[Hit]:
        search = {"sqlite": _find_on_sqlite, "postgresql": _find_on_postgresql}[database]
        return sorted(islice(search(terms, scopes), MAX_HITS), key=lambda hit: hit.key)

    return from_index(read, []) if terms else []


def texts_of(hits: Iterable[Hit]) -> dict[int, tuple[str, str]]:
    """Return title and text of hits as they are indexed, by the hits' ``entry``."""

    def read(database: str) -> dict[int, tuple[str, str]]:
        rows = entries().filter(pk__in=[hit.entry for hit in hits]).values_list("pk", *TEXT_COLUMNS[database])
        return {pk: (normal(title or ""), normal(body or "")) for pk, title, body in rows}

    return from_index(read, {})


def beginnings(scopes: Iterable[QuerySet[Any]], *, most: int, length: int) -> list[str]:
    """Return the titles and the first words of what may be found, the newest first."""

    def read(database: str) -> list[str]:
        title, body = TEXT_COLUMNS[database]
        rows = entries().filter(_within(scopes)).order_by("-pk").values_list(title, Left(body, length))[:most]
        return [f"{title or ''} {body or ''}" for title, body in rows]

    return from_index(read, [])


TEXT_COLUMNS = {"sqlite": ("title", "body"), "postgresql": ("title_text", "body_text")}


def entries() -> QuerySet[Any]:
    """Return the entries of the index."""
    model: type[Model] = get_app_config().get_model("IndexEntry")
    return model._default_manager.all()


def from_index[Answer](read: Callable[[str], Answer], nothing: Answer) -> Answer:
    """Return what ``read`` reads from the index of a database of the kind that it is given, or ``nothing`` if it fails.

    A failure is logged and leaves the transaction as it was.
    """
    connection = connections[router.db_for_read(get_app_config().get_model("IndexEntry"))]
    # On PostgreSQL a failure would spoil the transaction that it is in, if it is in one.
    spoils = connection.vendor == "postgresql" and connection.in_atomic_block
    savepoint = transaction.atomic(using=connection.alias) if spoils else nullcontext()
    try:
        with savepoint:
            return read(connection.vendor)
    except (DatabaseError, LookupError):
        logger.exception("The search index cannot be read; the search finds nothing.")
        return nothing


def _within(scopes: Iterable[QuerySet[Any]], entry: str = "") -> Q:
    """Return the condition for an entry of the index of what may be found.

    Args:
        scopes: what may be found.
        entry: the way to the entry's columns, ending in ``__``.
    """
    condition = Q(pk__in=[])
    for scope in scopes:
        # Asked for each match; all keys of a scope, as texts, would be made before the first match.
        key = Cast(OuterRef(f"{entry}object_id"), BigIntegerField())
        types = get_descendants_content_types_pks(scope.model)
        # The sum is of no index: beginning with all entries of a type, SQLite would match each of them by itself.
        is_of_scope = In(F(f"{entry}content_type_id") + 0, types)
        condition |= Q(Exists(scope.order_by().filter(pk=key)), is_of_scope)
    return condition


def _find_on_postgresql(terms: list[Term], scopes: Iterable[QuerySet[Any]]) -> Iterator[Hit]:
    from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField

    def raw(query: str) -> Any:
        return SearchQuery(query, search_type="raw", config="simple")

    query = raw(" & ".join(f"({_alternatives(term)})" for term in terms))
    whole: Any = CombinedExpression(F("title"), "||", F("body"), output_field=SearchVectorField())
    # Of the text, what is boosted is the summary; weights are those of D, C, B and A.
    rank = SearchRank(F("title"), query, weights=[TITLE / 10] * 4) + SearchRank(
        F("body"), query, weights=[TEXT / 40, SUMMARY / 20, SUMMARY / 20, SUMMARY / 20]
    )
    found = entries().alias(_whole=whole).filter(_within(scopes)).annotate(_rank=rank).order_by("-_rank", "-pk")
    for term in terms:
        ends = " | ".join(f"'{form}':*" for form in term.backward_forms)
        found = found.filter(Q(_whole=raw(_alternatives(term))) | (Q(autocomplete=raw(ends)) if ends else Q()))
    columns = "pk", "content_type_id", "object_id", "_rank", "title_text", "body_text"
    for entry, content_type, pk, score, *texts in found.values_list(*columns)[:MAX_CANDIDATES].iterator():
        title, text = (normal(text) for text in texts)
        worths = [_worth(term, title, "", text) for term in terms]
        if all(worths):
            behind = 0 if _begin_words(terms, title, text) else BEHIND - sum(worths) / len(worths)
            yield Hit(entry, content_type, int(pk), round(score - behind, 6))


def _alternatives(term: Term) -> str:
    forms = [f"'{form}'" for form in dict.fromkeys(term.forms)]
    return " | ".join([*forms, f"'{term.word}':*"] if term.begins_compounds else forms)


def _find_on_sqlite(terms: list[Term], scopes: Iterable[QuerySet[Any]]) -> Iterator[Hit]:
    # Importing these reads the model of the FTS table, which only a SQLite with FTS5 has.
    from modelsearch.backends.database.sqlite.query import MatchExpression

    table = get_app_config().get_model("SQLiteFTSIndexEntry")
    # FTS5's own column: it hands out its matches in this order, and what may be found is asked for until there are
    # enough. By its function bm25(), of the same value, all of them would be looked up and sorted.
    rank = Func(template=f"{table._meta.db_table}.rank", output_field=FloatField())
    query = " AND ".join(f"({_prefixes(term)})" for term in terms)
    found = (
        table._default_manager.filter(
            MatchExpression(["title", "autocomplete", "body"], Value(query)),
            _within(scopes, "index_entry__"),
        )
        .annotate(_rank=rank)
        .order_by("_rank")
        .values_list(
            "index_entry_id",
            "index_entry__content_type_id",
            "index_entry__object_id",
            "_rank",
            "title",
            "autocomplete",
            "body",
        )
    )
    for entry, content_type, pk, score, *texts in found[:MAX_CANDIDATES].iterator():
        title, opening, text = (normal(text or "") for text in texts)
        worths = [_worth(term, title, opening, text) for term in terms]
        if all(worths):
            # FTS5's own rank, below zero and the less the better, tells apart what is equal by place.
            own = sum(worths) / len(worths) + score / (score - 1)
            behind = 0 if _begin_words(terms, title, opening, text) else BEHIND
            yield Hit(entry, content_type, int(pk), round(own - behind, 6))


def _prefixes(term: Term) -> str:
    ends = [f'autocomplete : "{form}"*' for form in term.backward_forms]
    return " OR ".join([f'"{term.stem}"*', *ends])


def _begin_words(terms: list[Term], *places: str) -> bool:
    return all(any(term.begins_a_word_in(place) for place in places) for term in terms)


def _worth(term: Term, title: str, opening: str, text: str) -> float:
    for place, worth in ((title, TITLE), (opening, SUMMARY), (text, TEXT)):
        if term.is_in(place):
            return worth
    return 0
