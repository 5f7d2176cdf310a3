"""The block that lists news."""

from typing import Any

import pytest

from cms.blocks.nodes import stream_nodes
from cms.peers import set_peers
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from platform_pages.models import PlatformPage
from tests.factories.cms import CategoryFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home_page: HomePage) -> NewsIndexPage:
    return NewsIndexPageFactory(parent=home_page)


def body(*chosen: NewsPage | int, count: int = 3, category: Any = None) -> list[Any]:
    """Return a body that is one list of news."""
    value = {"heading": "Nyheter", "news": list(chosen), "category": category, "count": count}
    return [("news_list", value)]


def news_of(page: Any) -> list[NewsPage]:
    """Return what the list in the body of ``page`` shows."""
    [node] = stream_nodes(page, "body")
    return node.block.api_news(node)


def test_chosen_news_first_then_the_newest_of_the_category(index: NewsIndexPage, home_page: HomePage) -> None:
    category = CategoryFactory()
    chosen = NewsPageFactory(parent=index)
    older, newer = (NewsPageFactory(parent=index, category=category) for _ in range(2))
    NewsPageFactory(parent=index)
    secret = NewsPageFactory(parent=index, category=category, live=False)
    page = PlatformPageFactory(parent=home_page, body=body(secret, chosen, count=4, category=category))
    assert news_of(PlatformPage.objects.get(pk=page.pk)) == [chosen, newer, older]
    page.body = body(chosen, count=2, category=category)
    page.save()
    assert news_of(PlatformPage.objects.get(pk=page.pk)) == [chosen, newer]


def test_never_the_page_that_the_list_stands_on(index: NewsIndexPage) -> None:
    other = NewsPageFactory(parent=index)
    page = NewsPageFactory(parent=index, body=body(count=1))
    assert news_of(NewsPage.objects.get(pk=page.pk)) == [other]


def test_two_statements_for_one_and_for_many(
    index: NewsIndexPage, home_page: HomePage, django_assert_num_queries: Any
) -> None:
    news = [NewsPageFactory(parent=index) for _ in range(4)]
    pages = [PlatformPageFactory(parent=home_page, body=body(news[n], count=2)) for n in range(3)]
    for size in (1, 3):
        loaded = set_peers(list(PlatformPage.objects.filter(pk__in=[page.pk for page in pages[:size]]).order_by("pk")))
        with django_assert_num_queries(2):
            found = [news_of(page) for page in loaded]
        assert found == [[news[n], news[3]] for n in range(size)]
