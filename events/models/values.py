"""What events tell in one piece: objects made of columns, as front ends read them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from cms.enums import Municipality
from cms.graphql.words import GraphQLBoolean, GraphQLDateTime, GraphQLEnum, GraphQLInt, GraphQLString
from events.enums import RegistrationStatus


@dataclass(frozen=True)
class Venue:
    """Where an occasion takes place."""

    name: str
    street_address: str
    postal_code: str
    city: str
    municipality: str
    map_url: str

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("name", description="The name of the place; empty while not decided.", required=True),
        GraphQLString("street_address", description="Street and number.", required=True),
        GraphQLString("postal_code", description="The postal code.", required=True),
        GraphQLString("city", description="The city or village.", required=True),
        GraphQLEnum("municipality", Municipality, description="The municipality; null while not decided."),
        GraphQLString("map_url", description="Address of a map; empty if there is none.", required=True),
    ]


@dataclass(frozen=True)
class Registration:
    """How to register for an occasion, and whether one can right now."""

    status: RegistrationStatus
    opens_at: dt.datetime | None
    deadline: dt.datetime | None
    original_deadline: dt.datetime | None
    note: str
    url: str
    email: str
    capacity: int | None
    seats_left: int | None

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLEnum("status", RegistrationStatus, description="Whether one can register right now.", required=True),
        GraphQLDateTime("opens_at", description="When registration opens; null if it is open from the start."),
        GraphQLDateTime("deadline", description="The instant at which registration closes."),
        GraphQLDateTime("original_deadline", description="The deadline before it was extended; null if it was not."),
        GraphQLBoolean("is_extended", description="Whether the deadline was extended.", required=True),
        GraphQLString("note", description="The organiser's words about the deadline.", required=True),
        GraphQLString("url", description="Where to register; empty if not on the web.", required=True),
        GraphQLString("email", description="Address to register with; empty if not by e-mail.", required=True),
        GraphQLInt("capacity", description="How many can take part; null if not limited."),
        GraphQLInt("seats_left", description="How many seats are left; null if not known."),
    ]

    @property
    def is_extended(self) -> bool:
        """Whether the deadline was extended."""
        return self.original_deadline is not None


@dataclass(frozen=True)
class EventCost:
    """What taking part costs."""

    is_free: bool
    text: str

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLBoolean("is_free", description="Whether it is free of charge.", required=True),
        GraphQLString("text", description="The organiser's words about the cost.", required=True),
    ]
