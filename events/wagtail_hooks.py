"""What events register with Wagtail."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.feeds import AtomFeed, RssFeed
from cms.lint.registry import Rule
from events.admin import EventChangesView
from events.clock import next_border
from events.draft_actions import AddOccasionView, BeginSummaryView, may_change
from events.event_copies import CopyEventView, may_copy
from events.feeds import event_feed
from events.first_screen import EVENT_PANELS
from events.lint import EVENT_RULES
from events.listing import EventListing
from events.models import ConferencePage, EventPage
from events.programme_preview import ProgrammePreviewView
from events.schema import EventQueries


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the root fields of events to the schema."""
    mixins.append(EventQueries)


hooks.register("register_next_change", next_border)


@hooks.register("register_public_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Add the addresses of calendar files and feeds."""
    return [
        path("calendar/", include("events.urls")),
        path("feeds/events.rss", event_feed, {"feed_class": RssFeed}, name="events_rss"),
        path("feeds/events.atom", event_feed, {"feed_class": AtomFeed}, name="events_atom"),
    ]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    """Add the list of an event's changes, what reads a pasted programme, and what sets up an event again."""
    return [
        path("events/<int:event_id>/changes/", EventChangesView.as_view(), name="event_changes"),
        path("events/programme-preview/", ProgrammePreviewView.as_view(), name="programme_preview"),
        path("events/<int:event_id>/copy/", CopyEventView.as_view(), name="copy_event"),
        path("events/<int:event_id>/occasion/", AddOccasionView.as_view(), name="add_occasion"),
        path("events/<int:event_id>/summary/", BeginSummaryView.as_view(), name="begin_summary"),
    ]


@hooks.register("register_page_header_buttons")
def changes_button(page: Page, user: AbstractBaseUser, view_name: str, next_url: Any = None) -> Iterator[Button]:
    """Lead from an event's actions to the list of its changes, for those who may edit the event."""
    if isinstance(page, EventPage) and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        yield Button(_("Changes"), url=reverse("event_changes", args=[page.pk]), icon_name="history", priority=66)


@hooks.register("register_page_header_buttons")
def copy_button(page: Page, user: AbstractBaseUser, view_name: str, next_url: Any = None) -> Iterator[Button]:
    """Lead from an event's actions to a copy of it for a new year, for those who may make one."""
    if isinstance(page, EventPage) and may_copy(page, user):
        yield Button(_("Copy to a new year"), url=reverse("copy_event", args=[page.pk]), icon_name="copy", priority=31)


@hooks.register("register_page_listing_more_buttons")
def copy_listing_button(page: Page, user: AbstractBaseUser, next_url: Any = None) -> Iterator[Button]:
    """Lead from an event in a list of pages to a copy of it, as its own actions do."""
    yield from copy_button(page.specific, user, "index", next_url)


@hooks.register("register_page_header_buttons")
def summary_button(page: Page, user: AbstractBaseUser, view_name: str, next_url: Any = None) -> Iterator[Button]:
    """Lead from a conference's actions to the beginning of its summary, for those who may save a draft."""
    if isinstance(page, ConferencePage) and may_change(page, user):
        yield Button(
            _("Begin the summary"), url=reverse("begin_summary", args=[page.pk]), icon_name="list-ul", priority=68
        )


@hooks.register("register_lint_rules")
def register_lint_rules(rules: list[Rule]) -> None:
    """Add the linter's rules of events."""
    rules += EVENT_RULES


@hooks.register("construct_homepage_panels")
def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Add to the first screen of the admin the events that need something."""
    panels += [panel() for panel in EVENT_PANELS]


@hooks.register("register_admin_viewset")
def register_listing() -> EventListing:
    """Add the list of events to the admin and its menu."""
    return EventListing()
