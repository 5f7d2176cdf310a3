"""The content that is measured: made from a fixed seed, the same for every site that is filled with it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

SEED = 20240601
ZONE = ZoneInfo("Europe/Stockholm")
IMAGE_WIDTH, IMAGE_HEIGHT = 1600, 900
CONTACTS = 60
CATEGORIES = 8
MUNICIPALITIES = ("falkenberg", "halmstad", "hylte", "kungsbacka", "laholm", "varberg")
PROGRAMME_ITEMS = 6
CONTACTS_OF_AN_EVENT = 2
TAGS_OF_NEWS = 3
# News of this many days: beyond them several items share a day, as on a site that is read every day.
DAYS_OF_NEWS = 3000

WORDS = (  # noqa: SIM905 - a list would take a line for each word
    "föreningar region samverkan civilsamhälle överenskommelse dialog möte kommun idéburen hälsa demokrati "
    "deltagande folkbildning ungdomar äldre integration kultur idrott bygd mångfald arbete utveckling stöd projekt "
    "medel ansökan kunskap erfarenhet nätverk partnerskap tillit delaktighet välfärd landsbygd hav skog strand "
    "marknad bibliotek studieförbund frivilliga ledare styrelse årsmöte rapport uppföljning strategi mål resultat "
    "framtid inbjudan"
).split()


@dataclass(frozen=True)
class Size:
    """How much content there is."""

    news: int = 1000
    events: int = 300

    @property
    def images(self) -> int:
        """Each news item has a picture of its own, up to a thousand."""
        return min(max(self.news, self.events), 1000)

    @property
    def tags(self) -> int:
        """How many tags there are."""
        return 40


@dataclass(frozen=True)
class NewsItem:
    """What a news item says; numbers point at images, contacts, categories and tags, from 0."""

    number: int
    title: str
    summary: str
    lead: str
    published_on: dt.date
    image: int
    author: int
    category: int
    tags: list[int]
    body: list[tuple[str, object]]

    @property
    def slug(self) -> str:
        """The last part of its path."""
        return f"nyhet-{self.number + 1}"


@dataclass(frozen=True)
class ProgrammeItem:
    """One item of an event's programme."""

    start_time: dt.time
    end_time: dt.time
    title: str
    description: str


@dataclass(frozen=True)
class Event:
    """What an event says; each has one occasion."""

    number: int
    title: str
    summary: str
    image: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    municipality: str
    registration_deadline: dt.datetime | None
    programme: list[ProgrammeItem]
    contacts: list[tuple[int, str]]

    @property
    def slug(self) -> str:
        """The last part of its path."""
        return f"aktivitet-{self.number + 1}"


class Writer:
    """Writes texts of made-up sentences; each number has texts of its own."""

    def __init__(self, kind: str, number: int) -> None:
        self.random = Random(f"{SEED}/{kind}/{number}")  # noqa: S311 - texts, not secrets

    def words(self, count: int) -> str:
        """Return that many words, the first with a capital letter."""
        return " ".join(self.random.choices(WORDS, k=count)).capitalize()

    def sentences(self, count: int) -> str:
        """Return that many sentences."""
        return " ".join(f"{self.words(self.random.randint(8, 16))}." for _ in range(count))

    def paragraphs(self, count: int) -> str:
        """Return that many paragraphs as Wagtail stores rich text; the first has bold words."""
        first = f"<p><b>{self.words(3)}</b> {self.sentences(4)}</p>"
        return first + "".join(f"<p>{self.sentences(5)}</p>" for _ in range(count - 1))

    def key(self) -> str:
        """Return a key for a block."""
        return str(UUID(int=self.random.getrandbits(128), version=4))


def news(size: Size, today: dt.date) -> Iterator[NewsItem]:
    """Yield the news, the oldest first."""
    a_day = max(1, size.news // DAYS_OF_NEWS)
    for number in range(size.news):
        write = Writer("news", number)
        image = number % size.images
        yield NewsItem(
            number=number,
            title=write.words(5),
            summary=write.sentences(1),
            lead=write.sentences(2),
            published_on=today - dt.timedelta(days=(size.news - 1 - number) // a_day),
            image=image,
            author=write.random.randrange(CONTACTS),
            category=write.random.randrange(CATEGORIES),
            tags=sorted(write.random.sample(range(size.tags), TAGS_OF_NEWS)),
            body=[
                ("heading", {"text": write.words(4), "level": "2"}),
                ("text", write.paragraphs(3)),
                (
                    "image",
                    {"image": image, "caption": write.sentences(1), "alt_text": "", "decorative": False},
                ),
                ("text", write.paragraphs(2)),
                ("quote", {"quote": write.sentences(1), "person": write.words(2), "role": "", "organisation": ""}),
                ("heading", {"text": write.words(3), "level": "3"}),
                ("text", write.paragraphs(3)),
            ],
        )


def events(size: Size, today: dt.date) -> Iterator[Event]:
    """Yield the events, the earliest first: half of them are over, the rest begins the day after tomorrow."""
    for number in range(size.events):
        write = Writer("event", number)
        days = number - size.events // 2
        day = today + dt.timedelta(days=days if days < 0 else days + 2)
        starts_at = dt.datetime.combine(day, dt.time(9), tzinfo=ZONE)
        yield Event(
            number=number,
            title=write.words(4),
            summary=write.sentences(1),
            image=number % size.images,
            starts_at=starts_at,
            ends_at=dt.datetime.combine(day, dt.time(16), tzinfo=ZONE),
            municipality=write.random.choice(MUNICIPALITIES),
            registration_deadline=starts_at - dt.timedelta(days=7) if number % 2 else None,
            programme=[
                ProgrammeItem(
                    start_time=dt.time(9 + place),
                    end_time=dt.time(9 + place, 45),
                    title=write.words(4),
                    description=f"<p>{write.sentences(2)}</p>",
                )
                for place in range(PROGRAMME_ITEMS)
            ],
            contacts=[
                (contact, write.words(1)) for contact in write.random.sample(range(CONTACTS), CONTACTS_OF_AN_EVENT)
            ],
        )
