"""What has been built so far, by the keys that the texts name things by."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.contrib.auth.models import User
from django.db.models import Model
from wagtail.models import Page

from cms.models import Area, Category, Contact, Document, FocusArea, Image, Organisation


@dataclass(kw_only=True)
class Shelf:
    """The parts of the demo that are there already, and who makes the others on which day."""

    today: date
    author: User
    reviewer: User
    images: dict[str, Image] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    focus_areas: dict[str, FocusArea] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    """By target, such as ``news:dialogue``."""
    english: dict[str, Page] = field(default_factory=dict)
    """The translated pages, by the target of the original."""

    def in_english(self) -> Self:
        """Return the shelf as English texts see it: a target with a translation leads there."""
        return replace(self, pages=self.pages | self.english)

    def publish(self, thing: Any) -> None:
        """Save a page or snippet as its author would, in a revision that the reviewer publishes."""
        thing.save_revision(user=self.author, log_action=True).publish(user=self.reviewer)


def rows[T: Model](model: type[T], values: Iterable[dict[str, Any]]) -> list[T]:
    """Return unsaved rows of an orderable model, in order."""
    return [model(sort_order=place, **each) for place, each in enumerate(values)]
