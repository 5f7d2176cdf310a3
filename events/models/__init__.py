"""The models of events."""

from events.models.activities import ActivityPage
from events.models.changes import EventChange, PublishedFacts
from events.models.conferences import (
    ConferenceKeyPoint,
    ConferencePage,
    ConferenceSummary,
    ConferenceSummaryDocument,
)
from events.models.occasions import Occasion
from events.models.pages import EventIndexPage, EventPage
from events.models.programme import ProgrammeItem, Speaker
from events.models.rows import EventNotice, EventOrganiser
from events.models.values import EventCost, Registration, Venue

__all__ = [
    "ActivityPage",
    "ConferenceKeyPoint",
    "ConferencePage",
    "ConferenceSummary",
    "ConferenceSummaryDocument",
    "EventChange",
    "EventCost",
    "EventIndexPage",
    "EventNotice",
    "EventOrganiser",
    "EventPage",
    "Occasion",
    "ProgrammeItem",
    "PublishedFacts",
    "Registration",
    "Speaker",
    "Venue",
]
