"""Events as search engines read them: one node for an event, with one for each occasion when there are several."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.encoding import iri_to_uri

from cms.enums import Municipality
from cms.peers import related
from cms.structured_data import Node, address_of, image_node, instant, node, publisher_node
from events.enums import EventAttendance, OccasionStatus, RegistrationStatus

if TYPE_CHECKING:
    from events.models import EventPage, Occasion, Venue

SCHEMA = "https://schema.org/"
ATTENDANCE = {
    EventAttendance.ON_SITE: "OfflineEventAttendanceMode",
    EventAttendance.ONLINE: "OnlineEventAttendanceMode",
    EventAttendance.HYBRID: "MixedEventAttendanceMode",
}
# Search engines know these three and no "closed": what can't be had any more is sold out.
AVAILABILITY = {
    RegistrationStatus.NOT_REQUIRED: "InStock",
    RegistrationStatus.OPEN: "InStock",
    RegistrationStatus.NOT_OPEN: "PreOrder",
    RegistrationStatus.FULL: "SoldOut",
    RegistrationStatus.CLOSED: "SoldOut",
}


def event_nodes(event: "EventPage") -> list[Node]:
    """Return the node of an event; none while it has no occasion, since an event without a date is none to others."""
    occasions = related(event, "occasions")
    if not occasions:
        return []
    url = address_of(event)
    shared: dict[str, Any] = {
        "description": event.search_engine_description,
        "inLanguage": related(event, "locale").language_code,
        "url": url,
        "image": image_node(related(event, "listing_image")),
        "organizer": organisers_of(event),
        "isAccessibleForFree": event.is_free or None,
    }
    if len(occasions) == 1:
        return [occasion_node(occasions[0], f"{url}#event", shared)]
    parts = [
        occasion_node(occasion, f"{url}#occasion-{number}", shared) for number, occasion in enumerate(occasions, 1)
    ]
    held = [occasion for occasion in occasions if not occasion.facts.is_cancelled] or occasions
    statuses = {status_of(occasion) for occasion in held}
    following = event.next_occasion
    whole = node(
        "Event",
        id=f"{url}#event",
        name=event.title,
        startDate=instant(event.starts_at),
        endDate=instant(event.ends_at),
        eventStatus=SCHEMA + (statuses.pop() if len(statuses) == 1 else "EventScheduled"),
        eventAttendanceMode=SCHEMA + ATTENDANCE[event.attendance or EventAttendance.ON_SITE],
        location=one_or_more(place for occasion in held for place in places_of(occasion)),
        offers=offer_node(following) if following else None,
        subEvent=parts,
        **shared,
    )
    return [whole]


def occasion_node(occasion: "Occasion", identity: str, shared: dict[str, Any]) -> Node:
    """Return the node of an occasion.

    Args:
        occasion: an occasion as ``related(event, "occasions")`` gives it.
        identity: its ``@id``.
        shared: what it shares with the other occasions of its event.
    """
    return node(
        "Event",
        id=identity,
        name=" – ".join(filter(None, [occasion.event.title, occasion.title])),
        startDate=instant(occasion.starts_at),
        endDate=instant(occasion.ends_at),
        eventStatus=SCHEMA + status_of(occasion),
        eventAttendanceMode=SCHEMA + ATTENDANCE[EventAttendance(occasion.attendance)],
        location=one_or_more(places_of(occasion)),
        offers=offer_node(occasion),
        **shared,
    )


def status_of(occasion: "Occasion") -> str:
    """Return the event status of schema.org for what the organiser says about an occasion."""
    if occasion.status == OccasionStatus.CANCELLED:
        return "EventCancelled"
    if occasion.status == OccasionStatus.MOVED:
        return "EventMovedOnline" if occasion.attendance == EventAttendance.ONLINE else "EventRescheduled"
    return "EventScheduled"


def places_of(occasion: "Occasion") -> list[Node]:
    """Return where an occasion takes place: a venue, a place online, or both."""
    places = [place_node(venue)] if (venue := occasion.venue) else []
    if occasion.attendance != EventAttendance.ON_SITE:
        # The link to a meeting is never public: the address is where one gets to know it.
        places.append(node("VirtualLocation", name=occasion.online_platform, url=registration_address(occasion)))
    return places


def place_node(venue: "Venue") -> Node:
    """Return a venue; its address says at least the country, as search engines want an address of every place."""
    in_halland = venue.municipality not in ("", Municipality.OTHER)
    municipality = str(Municipality(venue.municipality).label) if in_halland else ""
    return node(
        "Place",
        name=venue.name or venue.city or municipality,
        address=node(
            "PostalAddress",
            streetAddress=venue.street_address,
            postalCode=venue.postal_code,
            addressLocality=venue.city or municipality,
            addressRegion="Halland" if in_halland else None,
            addressCountry="SE",
        ),
        hasMap=iri_to_uri(venue.map_url),
    )


def offer_node(occasion: "Occasion") -> Node | None:
    """Return how to get a seat at an occasion; none for one that is over or cancelled, or that nothing is said of."""
    event, registration = occasion.event, occasion.registration
    is_off = occasion.facts.is_cancelled or occasion.facts.over_at <= timezone.now()
    if is_off or not (event.is_free or occasion.registration_required):
        return None
    return node(
        "Offer",
        url=registration_address(occasion),
        price=0 if event.is_free else None,
        priceCurrency="SEK" if event.is_free else None,
        availability=SCHEMA + AVAILABILITY[registration.status],
        validFrom=instant(registration.opens_at or event.first_published_at),
        validThrough=instant(registration.deadline) if occasion.registration_required else None,
    )


def registration_address(occasion: "Occasion") -> str:
    """Return where one registers for an occasion: the organiser's form, else the event's own page."""
    has_form = occasion.registration_required and occasion.registration_url
    return iri_to_uri(occasion.registration_url) if has_form else address_of(occasion.event)


def organisers_of(event: "EventPage") -> Any:
    """Return those who arrange an event: the organisers that are published, or who is behind the site if none is named.

    An event whose organisers are all hidden has none: that somebody else arranges it would be wrong.
    """
    if not related(event, "event_organisers"):
        return publisher_node(event)
    return one_or_more(
        node("Organization", name=organisation.name, url=iri_to_uri(organisation.url))
        for organisation in event.organisers
    )


def one_or_more(nodes: Any) -> Any:
    """Return different nodes as a list, a single one by itself, and ``None`` for none."""
    different: list[Node] = []
    for each in nodes:
        if each not in different:
            different.append(each)
    return different if len(different) > 1 else next(iter(different), None)
