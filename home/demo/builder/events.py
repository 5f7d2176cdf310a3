"""The events with their occasions, programmes and summaries, filled in and published."""

from typing import Any

from cms.models import RelatedPageLink
from events.models import (
    ConferenceKeyPoint,
    ConferenceSummaryDocument,
    EventChange,
    EventNotice,
    EventOrganiser,
    Occasion,
    ProgrammeItem,
    Speaker,
)
from home.demo.builder.bodies import rich_text, stream
from home.demo.builder.pages import contacts, documents, funders
from home.demo.builder.shelf import Shelf, rows
from home.demo.texts import shapes


def publish_event(shelf: Shelf, page: Any, text: shapes.Event) -> None:
    """Fill in and publish an activity or a conference."""
    page.body = stream(shelf, text.body, f"event/{text.key}")
    page.target_group = text.target_group
    page.is_free = text.is_free
    page.cost_text = text.cost
    page.occasions = rows(Occasion, (occasion(shelf, each) for each in text.occasions))
    page.event_organisers = rows(
        EventOrganiser, ({"organisation": shelf.organisations[key]} for key in text.organisers)
    )
    page.event_notices = rows(EventNotice, (notice(shelf, each) for each in text.notices))
    page.page_contacts = contacts(shelf, text.contacts)
    page.page_documents = documents(shelf, text.documents)
    page.part_of_project = shelf.pages[f"page:{text.project}"] if text.project else None
    page.funders = funders(shelf, text.funders)
    page.related_page_links = rows(RelatedPageLink, ({"target": shelf.pages[target]} for target in text.related))
    if text.type == "conference":
        page.theme = text.theme
    if text.conference_summary:
        summarise(shelf, page, text.conference_summary, text.key)
    shelf.publish(page)
    extensions = [each.registration.extension if each.registration else None for each in text.occasions]
    if any(extensions):
        extend_registration(shelf, type(page).objects.get(pk=page.pk), extensions)


def extend_registration(shelf: Shelf, page: Any, extensions: list[shapes.Extension | None]) -> None:
    """Publish an event again with later deadlines, so that its changes say what was moved; its occasions in order."""
    page.occasions = list(page.occasions.all())
    for row, extension in zip(page.occasions.all(), extensions, strict=True):
        if extension:
            row.original_deadline = row.registration_deadline
            row.registration_deadline = shapes.moment_at(extension.deadline, shelf.today)
            row.deadline_note = extension.note
    shelf.publish(page)
    for row, extension in zip(page.occasions.all(), extensions, strict=True):
        if extension:
            changed_at = shapes.moment_at(extension.decided, shelf.today)
            EventChange.objects.filter(occasion_id=row.pk).update(changed_at=changed_at)


def summarise(shelf: Shelf, page: Any, text: shapes.Summary, key: str) -> None:
    """Fill in what a conference came to."""
    page.summary_published_on = text.published_on
    page.summary_lead = text.lead
    page.summary_body = stream(shelf, text.body, f"summary/{key}")
    page.summary_key_points = rows(ConferenceKeyPoint, ({"text": point} for point in text.key_points))
    page.summary_documents = rows(
        ConferenceSummaryDocument, ({"document": shelf.documents[each]} for each in text.documents)
    )


def notice(shelf: Shelf, text: shapes.Notice) -> dict[str, Any]:
    """Return the values of a notice."""
    return {
        "text": text.text,
        "severity": text.severity,
        "valid_from": shapes.moment_at(text.starts, shelf.today).date() if text.starts else None,
        "valid_until": shapes.moment_at(text.ends, shelf.today).date() if text.ends else None,
    }


def occasion(shelf: Shelf, text: shapes.Occasion) -> dict[str, Any]:
    """Return the values of an occasion with its programme."""
    venue = text.venue or shapes.Venue(name="")
    return {
        "title": text.title,
        "kind": text.kind,
        "status": text.status,
        "starts_at": shapes.moment_at(text.starts, shelf.today),
        "ends_at": shapes.moment_at(text.ends, shelf.today),
        "introduction": rich_text(shelf, text.introduction),
        "attendance": text.attendance,
        "venue_name": venue.name,
        "street_address": venue.street_address,
        "postal_code": venue.postal_code,
        "city": venue.city,
        "municipality": venue.municipality,
        "map_url": venue.map_url,
        "online_platform": text.online_platform,
        "joining_note": rich_text(shelf, text.joining_note),
        "programme": rows(ProgrammeItem, (programme_item(shelf, item) for item in text.programme)),
    } | (registration(shelf, text.registration) if text.registration else {})


def registration(shelf: Shelf, text: shapes.Registration) -> dict[str, Any]:
    """Return the values of an occasion that one registers for."""
    return {
        "registration_required": True,
        "registration_opens_at": shapes.moment_at(text.opens, shelf.today) if text.opens else None,
        "registration_deadline": shapes.moment_at(text.deadline, shelf.today),
        "deadline_note": text.note,
        "registration_url": text.url,
        "registration_email": text.email,
        "capacity": text.capacity,
        "seats_left": text.seats_left,
    }


def programme_item(shelf: Shelf, text: shapes.Item) -> dict[str, Any]:
    """Return the values of an item of a programme with its speakers."""
    return {
        "start_time": text.starts,
        "end_time": text.ends,
        "title": text.title,
        "kind": text.kind,
        "description": rich_text(shelf, text.description),
        "speakers": rows(
            Speaker,
            (
                {"name": speaker.name, "title": speaker.title, "organisation": speaker.organisation}
                for speaker in text.speakers
            ),
        ),
    }
