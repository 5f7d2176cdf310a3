"""Fixtures of the event tests."""

from typing import Any

import pytest

from tests.factories.events import EventIndexPageFactory


@pytest.fixture
def event_index(home_page: Any) -> Any:
    """A published list of events below the front page."""
    return EventIndexPageFactory(parent=home_page, title="Aktiviteter", slug="aktiviteter")
