"""What the top layer registers with Wagtail."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from home.first_screen import ActionsPanel


@hooks.register("construct_homepage_panels")
def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Begin the first screen of the admin with buttons for what is made most often."""
    panels.append(ActionsPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def leave_out_summary(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out how many pages, images and documents there are: it tells nobody what to do."""
    items.clear()
