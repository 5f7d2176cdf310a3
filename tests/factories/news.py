"""Factories of news."""

import datetime

import factory
import wagtail_factories

from news.models import NewsIndexPage, NewsPage
from tests.factories.home import HomePageFactory


class NewsIndexPageFactory(wagtail_factories.PageFactory):
    """A news index, below a front page of its own unless one is given."""

    title = factory.Sequence(lambda n: f"News {n}")
    parent = factory.SubFactory(HomePageFactory)

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(wagtail_factories.PageFactory):
    """A news item, below an index of its own unless one is given; each is a day newer than the one made before."""

    title = factory.Sequence(lambda n: f"News item {n}")
    parent = factory.SubFactory(NewsIndexPageFactory)
    published_on = factory.Sequence(lambda n: datetime.date(2020, 1, 1) + datetime.timedelta(days=n))

    class Meta:
        model = NewsPage
