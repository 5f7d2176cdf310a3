"""Fixtures of tests about visibility: a page, and each way to hide it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Site

from tests.cms.hiding import HIDING, SECRET
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def index(site: Site, home_page: Any) -> Any:
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


@pytest.fixture(params=HIDING)
def hide(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """A way to hide a page."""
    return request.param


@pytest.fixture
def secret(index: Any) -> Any:
    """A news item that a test hides."""
    return NewsPageFactory(parent=index, title=SECRET, slug=SECRET, published_on=datetime.date(2030, 1, 1))
