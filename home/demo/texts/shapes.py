"""The shapes that the demo's texts come in.

A *target* names what a link leads to: ``page:contact``, ``news:dialogue``, ``event:conference-2021``,
``pdf:final-report`` or a full address. The same words stand in the ``href`` of a link in rich text.
Keys are those of the texts themselves.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TARGET_PATTERN = re.compile(r"(?P<kind>page|news|event|pdf):(?P<key>[a-z0-9-]+)")
"""A target inside the site; every other target is an address."""

type Block = (
    tuple[Literal["heading"], int, str]
    | tuple[Literal["text"], str]
    | tuple[Literal["image"], str, str]
    | tuple[Literal["quote"], str, str, str, str]
    | tuple[Literal["fact_box"], str, str]
    | tuple[Literal["accordion"], tuple[tuple[str, str], ...]]
    | tuple[Literal["documents"], str, tuple[str, ...]]
    | tuple[Literal["links"], str, tuple[tuple[str, str], ...]]
    | tuple[Literal["cta"], str, str, str, str]
    | tuple[Literal["video"], str, str, str]
    | tuple[Literal["table"], str, tuple[str, ...], tuple[tuple[str, ...], ...]]
    | tuple[Literal["contacts"], str, tuple[str, ...]]
    | tuple[Literal["organisations"], str, tuple[str, ...]]
    | tuple[Literal["news"], str, tuple[str, ...]]
    | tuple[Literal["events"], str, tuple[str, ...]]
)
"""One block of a body.

| kind | values |
|---|---|
| heading | level, words |
| text | rich text |
| image | picture, caption |
| quote | words, who says it, role, organisation's name |
| fact_box | heading, rich text |
| accordion | (heading, rich text) each |
| documents | heading, PDFs |
| links | heading, (words, target) each |
| cta | heading, words, link's words, target |
| video | title, address, transcript |
| table | caption, columns, rows |
| contacts, organisations, news, events | heading, keys |
"""

type Body = tuple[Block, ...]
type Responsibility = tuple[str, str]
"""What visitors can ask about, and the contact's key."""


@dataclass(frozen=True, slots=True)
class FromToday:
    """A time by the clock in Sweden, counted from the day that the demo is made: there is always something ahead."""

    days: int
    at: time
    on_workday: bool = False
    """Whether a Saturday or Sunday is moved to the Monday after."""


type Moment = datetime | FromToday


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment by the clock in Sweden."""
    return datetime(year, month, day, hour, minute, tzinfo=STOCKHOLM)


def moment_at(moment: Moment, today: date) -> datetime:
    """Return the date and time, with its time zone, of a moment.

    Args:
        moment: A fixed time or one counted from ``today``.
        today: The day that the demo is made.
    """
    if isinstance(moment, datetime):
        return moment
    day = today + timedelta(days=moment.days)
    if moment.on_workday and day.weekday() >= 5:
        day += timedelta(days=7 - day.weekday())
    return datetime.combine(day, moment.at, tzinfo=STOCKHOLM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A category, an area or a focus area."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation; its key names it in the other texts."""

    key: str
    name: str
    sector: str
    municipality: str = ""
    url: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A contact's role, with its share of full time in per cent."""

    title: str
    organisation: str
    share: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A function to turn to, never a private person."""

    key: str
    name: str
    roles: tuple[Role, ...]
    email: str
    phone: str = ""
    portrait: str = ""
    areas: tuple[str, ...] = ()
    public_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A news item."""

    key: str
    title: str
    slug: str
    published_on: date
    summary: str
    lead: str
    body: Body
    category: str
    tags: tuple[str, ...]
    picture: str
    author: str
    documents: tuple[str, ...] = ()
    event: str = ""
    project: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """A funder with the emblem and the statement that it demands."""

    organisation: str
    emblem: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """A place to meet."""

    name: str
    street_address: str = ""
    postal_code: str = ""
    city: str = ""
    municipality: str = ""
    map_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Someone on the programme, by function."""

    name: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a programme on the day of its occasion; its end may be missing."""

    starts: time
    ends: time | None = None
    title: str
    kind: Literal["registration", "welcome", "talk", "panel", "group_talk", "break", "mingling", "closing", "other"]
    description: str = ""
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later deadline, and when it was published."""

    deadline: Moment
    decided: Moment
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How to register for an occasion, as it was published first."""

    opens: Moment | None = None
    deadline: Moment
    extension: Extension | None = None
    note: str = ""
    url: str = ""
    email: str = ""
    capacity: int | None = None
    seats_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One time that an event takes place: at a venue, online, or both."""

    key: str
    title: str
    kind: Literal["meeting", "pre_meeting", "dialogue", "conference", "workshop", "lecture", "other"]
    starts: Moment
    ends: Moment
    status: Literal["planned", "full", "cancelled", "moved"] = "planned"
    venue: Venue | None = None
    online_platform: str = ""
    joining_note: str = ""
    introduction: str = ""
    programme: tuple[Item, ...] = ()
    registration: Registration | None = None

    @property
    def attendance(self) -> Literal["on_site", "online", "hybrid"]:
        """How one takes part."""
        if self.venue and self.online_platform:
            return "hybrid"
        return "online" if self.online_platform else "on_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice above an event, for a time."""

    text: str
    severity: Literal["info", "warning", "critical"]
    starts: Moment | None = None
    ends: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a conference came to, published afterwards."""

    published_on: date
    lead: str
    key_points: tuple[str, ...]
    body: Body
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An activity or a conference with one or more occasions."""

    key: str
    type: Literal["activity", "conference"]
    title: str
    slug: str
    summary: str
    picture: str
    body: Body
    occasions: tuple[Occasion, ...]
    organisers: tuple[str, ...]
    target_group: str
    is_free: bool = True
    cost: str = ""
    theme: str = ""
    conference_summary: Summary | None = None
    notices: tuple[Notice, ...] = ()
    contacts: tuple[Responsibility, ...] = ()
    documents: tuple[str, ...] = ()
    project: str = ""
    funders: tuple[Funder, ...] = ()
    related: tuple[str, ...] = ()
    """Targets of pages to read next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPage:
    """A page with a body; ``parent`` is the key of the page above, empty below the home page."""

    key: str
    title: str
    slug: str
    summary: str
    body: Body
    parent: str = ""
    picture: str = ""
    contacts: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactText(PlainPage):
    """The contact page."""

    introduction: str
    visiting_address: str
    postal_address: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """A numbered principle of the agreement."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of the agreement."""

    key: str
    label: str
    adopted_on: date
    pdf: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a working group: a function, for an organisation."""

    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """The working group of a year."""

    year: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """An organisation that stands behind a version of the agreement."""

    organisation: str
    version: str
    signed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(PlainPage):
    """The agreement's page."""

    principles: tuple[Principle, ...]
    versions: tuple[Version, ...]
    working_groups: tuple[WorkingGroup, ...]
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about a project."""

    decided_on: date
    body: str
    outcome: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(PlainPage):
    """A project's page."""

    status: Literal["planned", "ongoing", "completed"]
    starts_on: date
    ends_on: date | None
    purpose: str
    focus_areas: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    opportunities: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    funders: tuple[Funder, ...] = ()
    final_report: str = ""
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card on a home page."""

    heading: str
    text: str
    picture: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A home page."""

    title: str
    summary: str
    hero_heading: str
    hero_text: str
    hero_picture: str
    hero_link: tuple[str, str]
    """The link's words and its target."""
    introduction: str
    cards: tuple[Card, ...]
    highlighted_news: tuple[str, ...] = ()
    body: Body = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A line of a menu."""

    title: str
    target: str
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands around every page of a language."""

    organisation_name: str
    tagline: str
    footer: str
    email: str
    phone: str
    postal_address: str
    accessibility_statement: str
    """The key of its page."""
    logo: str
    main_menu: tuple[MenuItem, ...]
    footer_menu: tuple[MenuItem, ...]
    social_links: tuple[tuple[str, str], ...] = ()
    """Service and address."""
