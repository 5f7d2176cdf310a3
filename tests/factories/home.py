"""Factories of the front page."""

import factory
import wagtail_factories
from wagtail.models import Page

from home.models import HomePage


class HomePageFactory(wagtail_factories.PageFactory):
    """A front page below the tree's root."""

    title = factory.Sequence(lambda n: f"Front page {n}")
    parent = factory.LazyFunction(Page.get_first_root_node)

    class Meta:
        model = HomePage
