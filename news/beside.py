"""The news beside a news item, found for all items of a list at once: what to read next, and the neighbours by day."""

from collections.abc import Sequence
from typing import Any

from cms.peers import related, set_peers
from cms.statements import statement
from news.querysets import NO_KEY_YET, newest_news


def load_related_news(pages: Sequence[Any], first: int) -> None:
    """Find up to ``first`` related news for each of ``pages``, in two statements for all of them."""
    chosen = [[link.target_id for link in related(page, "related_news_links")] for page in pages]
    groups = {(page.locale_id, category_id) for page in pages for category_id in (page.category_id, None)}
    # One more than is shown, since a page is among the newest of its own category.
    pool = newest_news(type(pages[0]).objects, groups, first + 1, {pk for pks in chosen for pk in pks})
    for page, pks in zip(pages, chosen, strict=True):
        others = {news.pk: news for news in pool if news.locale_id == page.locale_id and news.pk != page.pk}
        same_category = [pk for pk, news in others.items() if news.category_id == page.category_id is not None]
        order = dict.fromkeys([*(pk for pk in pks if pk in others), *same_category, *others])
        page.__dict__.setdefault("_related_news", {})[first] = [others[pk] for pk in order][:first]


def load_neighbours(pages: Sequence[Any]) -> None:
    """Find the older and the newer neighbour of each of ``pages``, in one statement for all of them."""
    only_one = len(pages) == 1
    news = type(pages[0]).objects
    beside = statement((load_neighbours, only_one), lambda: news.beside(only_one=only_one))
    if only_one:  # by the instance's own date: a draft's stands in no row yet
        [page] = pages
        place = {"published_on": page.published_on, "pk": page.pk or NO_KEY_YET, "locale_id": page.locale_id}
        pool = set_peers(beside.instances(**place))
    else:
        pool = set_peers(beside.instances(pages=[page.pk for page in pages]))
    for page in pages:
        others = [news for news in pool if news.locale_id == page.locale_id]
        older = next((news for news in others if news.place < page.place), None)
        newer = next((news for news in reversed(others) if news.place > page.place), None)
        page.__dict__["_beside"] = (older, newer)
