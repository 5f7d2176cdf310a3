"""The block that lists events."""

import json

import pytest
from wagtail.models import Locale

from cms.blocks.nodes import stream_nodes
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory


def on_day(day):
    """Return an occasion that many days from now."""
    return [OccasionFactory.build(starts_at=in_days(day))]


@pytest.fixture
def listed(home_page):
    """Return a function that puts such blocks in the front page's body and returns the titles that each lists."""

    def titles(*values):
        blocks = [{"type": "event_list", "value": value, "id": str(n)} for n, value in enumerate(values)]
        home_page.body = json.dumps(blocks)
        home_page.save()
        page = type(home_page).objects.get(pk=home_page.pk)
        return [[event.title for event in node.block.api_events(node)] for node in stream_nodes(page, "body")]

    return titles


@pytest.fixture
def calendar(event_index):
    """Three upcoming events and a past one, by title."""
    pages = [
        ActivityPageFactory(parent=event_index, title="snart", occasions=on_day(2)),
        ConferencePageFactory(parent=event_index, title="sen", occasions=on_day(90)),
        ActivityPageFactory(parent=event_index, title="mellan", occasions=on_day(40)),
        ConferencePageFactory(parent=event_index, title="förra", occasions=on_day(-40)),
    ]
    return {page.title: page for page in pages}


def test_the_next_events(calendar, listed):
    assert listed({"heading": "", "events": [], "count": 2}) == [["snart", "mellan"]]


def test_chosen_events_first_past_ones_too(calendar, listed):
    chosen = [calendar["förra"].pk, {"type": "item", "value": calendar["sen"].pk, "id": "x"}]
    assert listed({"events": chosen, "count": 3}) == [["förra", "sen", "snart"]]


def test_no_more_than_the_number(calendar, listed):
    chosen = [page.pk for page in calendar.values()]
    assert listed({"events": chosen, "count": 2}) == [["snart", "sen"]]


def test_hidden_events_are_left_out(calendar, listed):
    secret = calendar["snart"]
    secret.unpublish()
    assert listed({"events": [secret.pk], "count": 3}) == [["mellan", "sen"]]


def test_a_deleted_choice_is_left_out(calendar, listed):
    assert listed({"events": [None, 10**6], "count": 1}) == [["snart"]]


def test_another_language_has_its_own(calendar, listed, root_page):
    english = Locale.objects.get(language_code="en")
    home = HomePageFactory(parent=root_page, title="Home", slug="home", locale=english)
    index = EventIndexPageFactory(parent=home, locale=english)
    ActivityPageFactory(parent=index, title="soon", locale=english, occasions=on_day(1))
    assert listed({"events": [], "count": 9}) == [["snart", "mellan", "sen"]]


def test_several_lists_cost_as_much_as_one(calendar, listed, home_page, django_assert_num_queries):
    listed({"events": [], "count": 1}, {"events": [calendar["sen"].pk], "count": 3}, {"events": [], "count": 2})
    page = type(home_page).objects.get(pk=home_page.pk)
    with django_assert_num_queries(3):  # the list, and each of the two types
        lists = [[event.title for event in node.block.api_events(node)] for node in stream_nodes(page, "body")]
    assert lists == [["snart"], ["sen", "snart", "mellan"], ["snart", "mellan"]]
