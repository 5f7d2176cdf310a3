"""What of an occasion is compared from one publication to the next, read from the models."""

from typing import Any

from cms.peers import related
from cms.structured_data import instant
from events.changes import PublishedItem, PublishedOccasion
from events.enums import EventAttendance, OccasionStatus


def facts_of(occasion: Any) -> PublishedOccasion:
    """Return what visitors compare of an occasion, a row of the database or of a draft."""
    return PublishedOccasion(
        pk=occasion.pk,
        title=occasion.title,
        # In the site's time zone, whatever the editor's: it is compared with what others have published.
        date="/".join(filter(None, [instant(occasion.starts_at), instant(occasion.ends_at)])),
        place=_place(occasion),
        attendance=EventAttendance(occasion.attendance).name,
        deadline=(instant(occasion.registration_deadline) or "") if occasion.registration_required else "",
        status=OccasionStatus(occasion.status).name,
        programme=[_item_facts(item) for item in related(occasion, "programme")],
    )


def _item_facts(item: Any) -> PublishedItem:
    return PublishedItem(
        day=item.day,
        starts=f"{item.start_time:%H:%M}",
        ends=f"{item.end_time:%H:%M}" if item.end_time else "",
        title=item.title,
        speakers=[
            ", ".join(filter(None, [each.name, each.title, each.organisation])) for each in related(item, "speakers")
        ],
    )


def _place(occasion: Any) -> str:
    venue = occasion.venue
    town = f"{venue.postal_code} {venue.city}".strip() if venue else ""
    online = occasion.online_platform if occasion.attendance != EventAttendance.ON_SITE else ""
    parts = [venue.name, venue.street_address, town, online] if venue else [online]
    return ", ".join(filter(None, parts))
