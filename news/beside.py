"""The news beside a news item, found for all items of a list at once: what to read next, and the neighbours by day."""

from collections.abc import Sequence
from typing import Any

from cms.peers import related, set_peers


def load_related_news(pages: Sequence[Any], first: int) -> None:
    """Find up to ``first`` related news for each of ``pages``, in two statements for all of them."""
    chosen = [[link.target_id for link in related(page, "related_news_links")] for page in pages]
    groups = {(page.locale_id, category_id) for page in pages for category_id in (page.category_id, None)}
    # One more than is shown, since a page is among the newest of its own category.
    pool = set_peers(
        list(type(pages[0]).objects.newest_of_each(groups, first + 1, {pk for pks in chosen for pk in pks}))
    )
    for page, pks in zip(pages, chosen, strict=True):
        others = {news.pk: news for news in pool if news.locale_id == page.locale_id and news.pk != page.pk}
        same_category = [pk for pk, news in others.items() if news.category_id == page.category_id is not None]
        order = dict.fromkeys([*(pk for pk in pks if pk in others), *same_category, *others])
        page.__dict__.setdefault("_related_news", {})[first] = [others[pk] for pk in order][:first]


def load_neighbours(pages: Sequence[Any]) -> None:
    """Find the older and the newer neighbour of each of ``pages``, in one statement for all of them."""
    pool = set_peers(list(type(pages[0]).objects.beside(pages)))
    for page in pages:
        others = [news for news in pool if news.locale_id == page.locale_id]
        older = next((news for news in others if news.place < page.place), None)
        newer = next((news for news in reversed(others) if news.place > page.place), None)
        page.__dict__["_beside"] = (older, newer)
