"""The demo's pictures, documents and texts fit together; nothing here needs a database."""

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta

import pytest
from PIL import Image

from home.demo.pdfs import PDFS, Pdf
from home.demo.pictures import PICTURES, Picture
from home.demo.texts import agreement, english, events, home, news, people, platform, projects, taxonomy
from home.demo.texts.shapes import TARGET_PATTERN, FromToday, local, moment_at

TODAY = date(2026, 3, 11)
RELATIVE_WORDS = re.compile(
    r"\b(i år|i höst|i vinter|i somras|i våras|i fjol|igår|i går|idag|i dag|imorgon|i morgon|nyligen"
    r"|(förra|nästa) (år(et)?|vecka|veckan|månad|månaden)|under året|årets|this year|last year|next week)\b",
    re.IGNORECASE,
)

SWEDISH = (
    home.HOME,
    home.NEWS_INDEX,
    home.EVENT_INDEX,
    home.SITE,
    *platform.PAGES,
    agreement.AGREEMENT,
    *projects.PROJECTS,
    *news.NEWS,
    *events.EVENTS,
    *people.ORGANISATIONS,
    *people.CONTACTS,
)
ENGLISH = (english.HOME, english.PAGE, english.SITE)
PAGE_KEYS = {
    page.key
    for page in (
        home.NEWS_INDEX,
        home.EVENT_INDEX,
        *platform.PAGES,
        agreement.AGREEMENT,
        *projects.PROJECTS,
        english.PAGE,
    )
}
KEYS = {
    "page": PAGE_KEYS,
    "news": {item.key for item in news.NEWS},
    "event": {event.key for event in events.EVENTS},
    "pdf": set(PDFS),
    "contact": {contact.key for contact in people.CONTACTS},
    "organisation": {organisation.key for organisation in people.ORGANISATIONS},
}
PAGES = [*platform.PAGES, agreement.AGREEMENT, *projects.PROJECTS, *news.NEWS, *events.EVENTS, home.HOME, *ENGLISH[:2]]
OCCASIONS = [occasion for event in events.EVENTS for occasion in event.occasions]


def walk(value: object) -> Iterator[object]:
    """Yield a value and everything inside it."""
    yield value
    if is_dataclass(value):
        for part in fields(value):
            yield from walk(getattr(value, part.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from walk(part)


def words(value: object) -> list[str]:
    return [part for part in walk(value) if isinstance(part, str)]


def blocks(value: object, kind: str) -> list[tuple]:
    """All blocks of a kind in the bodies of a text."""
    found = []
    for part in walk(value):
        if is_dataclass(part):
            for field in fields(part):
                if field.name == "body" and isinstance(body := getattr(part, field.name), tuple):
                    found += [block for block in body if block[0] == kind]
    return found


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_every_picture_opens_at_its_size_and_is_described(picture: Picture):
    image = Image.open(io.BytesIO(picture.draw()))

    assert image.size == picture.size
    assert image.format == {"jpg": "JPEG", "png": "PNG"}[picture.file_name.rpartition(".")[2]]
    assert bool(picture.alt) is not picture.is_decorative
    assert picture.title
    assert picture.credit
    if picture.focal_point:
        x, y, width, height = picture.focal_point
        assert 0 <= x - width // 2 < x + width // 2 <= picture.size[0]
        assert 0 <= y - height // 2 < y + height // 2 <= picture.size[1]


def test_pictures_are_the_same_on_every_run():
    for key in ("avenue", "logo-hok"):
        assert PICTURES[key].draw() == PICTURES[key].draw()


def test_logos_are_transparent():
    for key in ("logo-hok", "logo-region", "logo-folkbildning", "logo-partnership", "logo-havsbris"):
        image = Image.open(io.BytesIO(PICTURES[key].draw()))
        assert image.mode == "RGBA"
        assert image.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("pdf", PDFS.values(), ids=PDFS)
def test_every_pdf_says_its_title_and_language_and_is_the_same_on_every_run(pdf: Pdf):
    data = pdf.build()

    assert data.startswith(b"%PDF")
    assert pdf_string(pdf.title) in data
    assert b"/Lang (sv)" in data
    assert data == pdf.build()


def pdf_string(text: str) -> bytes:
    """Return an entry of a PDF's information about itself: plain for ASCII, else in hexadecimal."""
    if text.isascii():
        return f"/Title ({text})".encode()
    return b"/Title <feff" + text.encode("utf-16-be").hex().encode() + b">"


def test_file_names_are_distinct():
    names = [item.file_name for item in (*PICTURES.values(), *PDFS.values())]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "things",
    [
        taxonomy.CATEGORIES,
        taxonomy.AREAS,
        taxonomy.FOCUS_AREAS,
        people.ORGANISATIONS,
        people.CONTACTS,
        news.NEWS,
        events.EVENTS,
        OCCASIONS,
        (*platform.PAGES, agreement.AGREEMENT, *projects.PROJECTS, home.NEWS_INDEX, home.EVENT_INDEX),
    ],
)
def test_keys_are_distinct(things: tuple):
    keys = [thing.key for thing in things]

    assert len(set(keys)) == len(keys)


def test_every_named_picture_exists():
    named = {
        getattr(part, name)
        for part in walk((SWEDISH, ENGLISH))
        if is_dataclass(part)
        for name in ("picture", "hero_picture", "logo", "portrait", "emblem")
        if getattr(part, name, "")
    }
    named |= {block[1] for block in blocks((SWEDISH, ENGLISH), "image")}

    assert named <= set(PICTURES)
    assert set(PICTURES) - named == set()


def test_every_named_pdf_exists():
    named = {
        pdf
        for part in walk((SWEDISH, ENGLISH))
        if is_dataclass(part)
        for pdf in (
            *getattr(part, "documents", ()),
            *getattr(part, "reports", ()),
            getattr(part, "final_report", ""),
            getattr(part, "pdf", ""),
        )
        if pdf
    }
    named |= {pdf for block in blocks((SWEDISH, ENGLISH), "documents") for pdf in block[2]}

    assert named == set(PDFS)


def test_every_link_leads_somewhere():
    texts = words((SWEDISH, ENGLISH))
    targets = [text for text in texts if TARGET_PATTERN.fullmatch(text)]
    targets += [target for text in texts for target in re.findall(r'href="([^"]+)"', text)]

    assert len(targets) > 40
    for target in targets:
        if match := TARGET_PATTERN.fullmatch(target):
            assert match["key"] in KEYS[match["kind"]], target
        else:
            assert target.startswith(("https://", "mailto:")), target


def test_every_contact_organisation_and_term_exists():
    categories = {term.key for term in taxonomy.CATEGORIES}
    areas = {term.key for term in taxonomy.AREAS}
    focus_areas = {term.key for term in taxonomy.FOCUS_AREAS}
    contact_keys = {key for page in PAGES for _about, key in getattr(page, "contacts", ())}
    contact_keys |= {item.author for item in news.NEWS}
    contact_keys |= {key for block in blocks((SWEDISH, ENGLISH), "contacts") for key in block[2]}
    organisation_keys = {role.organisation for contact in people.CONTACTS for role in contact.roles}
    organisation_keys |= {key for event in events.EVENTS for key in event.organisers}
    organisation_keys |= {key for project in projects.PROJECTS for key in project.partners}
    organisation_keys |= {funder.organisation for project in projects.PROJECTS for funder in project.funders}
    organisation_keys |= {signatory.organisation for signatory in agreement.AGREEMENT.signatories}
    organisation_keys |= {m.organisation for group in agreement.AGREEMENT.working_groups for m in group.members}
    organisation_keys |= {key for block in blocks(SWEDISH, "organisations") for key in block[2]}

    assert contact_keys <= KEYS["contact"]
    assert organisation_keys <= KEYS["organisation"]
    assert {item.category for item in news.NEWS} == categories
    assert {area for contact in people.CONTACTS for area in contact.areas} == areas
    assert {key for project in projects.PROJECTS for key in project.focus_areas} == focus_areas


def test_news_events_and_projects_point_at_each_other():
    project_keys = {project.key for project in projects.PROJECTS}

    assert {item.event for item in news.NEWS} - {""} <= KEYS["event"]
    assert {key for item in news.NEWS for key in item.related} <= KEYS["news"]
    assert {thing.project for thing in (*news.NEWS, *events.EVENTS)} - {""} <= project_keys
    assert set(home.HOME.highlighted_news) <= KEYS["news"]
    assert {key for block in blocks(SWEDISH, "news") for key in block[2]} <= KEYS["news"]
    assert {key for block in blocks(SWEDISH, "events") for key in block[2]} <= KEYS["event"]
    assert {page.parent for page in (*platform.PAGES, agreement.AGREEMENT, *projects.PROJECTS)} - {""} <= PAGE_KEYS


def test_every_block_is_shown_somewhere():
    kinds = {
        "heading",
        "text",
        "image",
        "quote",
        "fact_box",
        "accordion",
        "documents",
        "links",
        "cta",
        "video",
        "table",
    }
    kinds |= {"contacts", "organisations", "news", "events"}

    assert {kind for kind in kinds if blocks(SWEDISH, kind)} == kinds
    for _kind, _caption, columns, rows in blocks(SWEDISH, "table"):
        assert {len(row) for row in rows} == {len(columns)}


def test_the_facts_of_the_content_are_there():
    assert [item.published_on for item in news.NEWS] == sorted((item.published_on for item in news.NEWS), reverse=True)
    assert len(news.NEWS) == 7
    assert [principle.number for principle in agreement.AGREEMENT.principles] == [1, 2, 3, 4, 5, 6]
    assert [version.is_current for version in agreement.AGREEMENT.versions] == [True, False]
    assert len(agreement.AGREEMENT.signatories) == 14
    organisations = {organisation.key: organisation for organisation in people.ORGANISATIONS}
    signed_in = {organisations[signatory.organisation].municipality for signatory in agreement.AGREEMENT.signatories}
    assert signed_in == {"falkenberg", "halmstad", "hylte", "kungsbacka", "laholm", "varberg"}
    assert len(projects.BEST_PLACE.opportunities) == 5


def test_summaries_are_short():
    for page in PAGES:
        assert 0 < len(page.summary) <= 200, page
    for item in news.NEWS:
        assert len(item.lead) <= 600


@pytest.mark.parametrize("text", [*SWEDISH, *ENGLISH], ids=lambda text: getattr(text, "key", type(text).__name__))
def test_no_text_ages_with_words_such_as_this_year(text: object):
    assert [line for line in words(text) if RELATIVE_WORDS.search(line)] == []


def test_every_address_for_mail_is_made_up():
    addresses = [address for text in words((SWEDISH, ENGLISH)) for address in re.findall(r"[\w.+-]+@[\w.-]*\w", text)]

    assert len(addresses) > 15
    assert [address for address in addresses if not address.endswith("@example.org")] == []


def test_rich_text_is_balanced():
    for text in words((SWEDISH, ENGLISH)):
        opened: list[str] = []
        for closing, tag in re.findall(r"<(/?)(\w+)[^>]*>", text):
            if closing:
                assert opened.pop() == tag, text
            else:
                opened.append(tag)
        assert opened == [], text


def test_occasions_are_in_order():
    for occasion in OCCASIONS:
        starts, ends = moment_at(occasion.starts, TODAY), moment_at(occasion.ends, TODAY)
        assert starts < ends
        assert occasion.venue or occasion.online_platform
        times = [item.starts for item in occasion.programme]
        assert times == sorted(times)
        for item in occasion.programme:
            assert starts.time() <= item.starts <= ends.time(), item
            assert item.ends is None or item.starts < item.ends <= ends.time(), item
        if registration := occasion.registration:
            deadline = moment_at(registration.deadline, TODAY)
            assert deadline <= starts
            assert registration.opens is None or moment_at(registration.opens, TODAY) < deadline
            if extension := registration.extension:
                assert moment_at(extension.decided, TODAY) <= deadline < moment_at(extension.deadline, TODAY) <= starts
            assert registration.url or registration.email
            assert registration.seats_left is None or registration.seats_left <= (registration.capacity or 0)


def test_a_deadline_is_extended():
    second = events.TALKS_2017.occasions[1]

    assert second.registration is not None
    assert second.registration.deadline == local(2017, 11, 2, 23, 59)
    assert second.registration.extension is not None
    assert second.registration.extension.deadline == local(2017, 11, 10, 23, 59)
    assert second.registration.extension.note


def test_a_missing_end_is_part_of_the_demo():
    assert any(item.ends is None for occasion in OCCASIONS for item in occasion.programme)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (local(2017, 10, 19, 18), local(2017, 10, 19, 18)),
        (FromToday(2, time(9)), local(2026, 3, 13, 9)),
        (FromToday(3, time(9)), local(2026, 3, 14, 9)),
        (FromToday(3, time(9), on_workday=True), local(2026, 3, 16, 9)),
        (FromToday(4, time(9), on_workday=True), local(2026, 3, 16, 9)),
        (FromToday(5, time(9), on_workday=True), local(2026, 3, 16, 9)),
    ],
)
def test_a_moment_becomes_a_time_in_sweden(moment: datetime | FromToday, expected: datetime):
    assert moment_at(moment, TODAY) == expected


def test_a_moment_follows_daylight_saving():
    assert moment_at(FromToday(0, time(9)), date(2026, 1, 15)).utcoffset() == timedelta(hours=1)
    assert moment_at(FromToday(0, time(9)), date(2026, 7, 15)).utcoffset() == timedelta(hours=2)
