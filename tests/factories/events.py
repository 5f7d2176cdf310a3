"""Factories of events: an event is upcoming and has one occasion unless told otherwise."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from modelcluster.fields import ParentalKey

from events.models import (
    ActivityPage,
    ConferenceKeyPoint,
    ConferencePage,
    ConferenceSummaryDocument,
    EventIndexPage,
    EventNotice,
    EventOrganiser,
    Occasion,
    ProgrammeItem,
    Speaker,
)
from tests.factories.cms import BasePageFactory, DocumentFactory, OrganisationFactory


def in_days(days: float) -> dt.datetime:
    """Return the instant that many days from now, to the full hour."""
    return (timezone.now() + dt.timedelta(days=days)).replace(minute=0, second=0, microsecond=0)


class ChildFactory(DjangoModelFactory):
    """A row of a cluster, saved with its parent as the editor does, so that what the parent takes from it is right."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        foreign_key = next(f for f in model_class._meta.concrete_fields if isinstance(f, ParentalKey))
        parent = kwargs.pop(foreign_key.name)
        children = getattr(parent, foreign_key.remote_field.get_accessor_name())
        child = model_class(**{"sort_order": children.count()} | kwargs)
        children.add(child)
        parent.save()
        return child


class OccasionFactory(ChildFactory):
    """An occasion on site in Halmstad in 30 days, two hours long, without registration."""

    starts_at = factory.LazyFunction(lambda: in_days(30))
    ends_at = factory.LazyAttribute(lambda occasion: occasion.starts_at + dt.timedelta(hours=2))
    venue_name = "Halmstads Teater"
    city = "Halmstad"
    municipality = "halmstad"

    class Meta:
        model = Occasion

    class Params:
        online = factory.Trait(attendance="online", venue_name="", city="", municipality="", online_platform="Teams")
        with_registration = factory.Trait(
            registration_required=True,
            registration_url="https://anmalan.example.org/",
            registration_deadline=factory.LazyAttribute(lambda occasion: occasion.starts_at - dt.timedelta(days=7)),
        )


class ProgrammeItemFactory(ChildFactory):
    """A talk of half an hour at noon; give ``occasion``."""

    start_time = dt.time(12, 0)
    end_time = dt.time(12, 30)
    title = factory.Sequence(lambda number: f"Programpunkt {number}")

    class Meta:
        model = ProgrammeItem


class SpeakerFactory(ChildFactory):
    """A professor; give ``item``."""

    name = factory.Sequence(lambda number: f"Talare {number}")
    title = "Professor"
    organisation = "Högskolan"

    class Meta:
        model = Speaker


class EventIndexPageFactory(BasePageFactory):
    """A list of events."""

    class Meta:
        model = EventIndexPage


class EventPageFactory(BasePageFactory):
    """What the factories of the two types of event share."""

    occasions = factory.LazyFunction(lambda: [OccasionFactory.build()])

    class Meta:
        abstract = True


class ActivityPageFactory(EventPageFactory):
    """An upcoming activity."""

    class Meta:
        model = ActivityPage


class ConferencePageFactory(EventPageFactory):
    """An upcoming conference."""

    theme = "Psykisk hälsa"

    class Meta:
        model = ConferencePage

    class Params:
        summarised = factory.Trait(
            occasions=factory.LazyFunction(lambda: [OccasionFactory.build(starts_at=in_days(-30))]),
            summary_published_on=factory.LazyFunction(lambda: timezone.localdate() - dt.timedelta(days=7)),
            summary_lead="Det här kom konferensen fram till.",
        )


class ConferenceKeyPointFactory(ChildFactory):
    """A sentence to remember; give ``conference``."""

    text = factory.Sequence(lambda number: f"Slutsats {number}")

    class Meta:
        model = ConferenceKeyPoint


class ConferenceSummaryDocumentFactory(ChildFactory):
    """A document of a summary; give ``conference``."""

    document = factory.SubFactory(DocumentFactory)

    class Meta:
        model = ConferenceSummaryDocument


class EventOrganiserFactory(ChildFactory):
    """An organiser; give ``event``."""

    organisation = factory.SubFactory(OrganisationFactory)

    class Meta:
        model = EventOrganiser


class EventNoticeFactory(ChildFactory):
    """A notice that is valid from now on; give ``event``."""

    text = factory.Sequence(lambda number: f"Meddelande {number}")

    class Meta:
        model = EventNotice
