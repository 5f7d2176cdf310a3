"""The rules of links, pictures, headings and funders, read from pages as they are stored."""

import json

import pytest
from django.core.files.base import ContentFile

from cms.lint.problems import ProblemSeverity
from cms.lint.run import lint_pages
from tests.factories.cms import DocumentFactory, FunderFactory, ImageFactory
from tests.factories.news import NewsPageFactory
from tests.factories.platform_pages import ProjectPageFactory

ERROR, WARNING, ADVICE = ProblemSeverity.ERROR, ProblemSeverity.WARNING, ProblemSeverity.ADVICE
pytestmark = pytest.mark.django_db


def body_of(*blocks):
    """Return a stream as it is stored: blocks with their types, and ids by number."""
    return json.dumps([{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks, 1)])


def found(page, *rules):
    """Return rule, severity and place of a page's problems, those of the rules named alone."""
    page = type(page).objects.get(pk=page.pk)
    return [
        (problem.rule, problem.severity, problem.place.path)
        for problem in lint_pages([page])[0].problems
        if problem.rule in rules
    ]


def news(*blocks, **fields):
    """Return a saved news item with these blocks."""
    return NewsPageFactory(body=body_of(*blocks), **fields)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "här",
            "HÄR",
            "(här)",
            "Läs mer »",
            "läs\u00a0mer  här",
            "klicka här",
            "→",
            "Länk 1",
            "via länken",
            "ladda hem",
        ),
        *("Klicka här för att läsa mer", "på vår hemsida", "Läs hela artikeln", "Ladda ner PDF:en", "learn more"),
        *("rapport.pdf", "rapport_2016_slutlig", "Besök webbplatsen", "Ladda ned dokumentet (PDF, 1 MB)"),
        *("https://example.org/a", "www.example.org", "hbf.se", "youtu.be/abc", "info@example.org"),
    ],
)
def test_words_of_a_link_that_say_nothing(site, text):
    page = news(("text", f'<p>Rapporten finns <a href="https://example.org/a">{text}</a>.</p>'))
    assert found(page, "link-text") == [("link-text", WARNING, "body.1")]


@pytest.mark.parametrize(
    "text",
    [
        *("rapporten från 2016", "Läs mer om samverkan", "här hittar du rapporten", "Hem", "2016", "Här är Halland"),
        *("Ladda ner programmet", "Till startsidan", "Halland.se – en portal", "112", "+46 35 12 34 56"),
    ],
)
def test_words_of_a_link_that_say_where_it_leads(site, text):
    page = news(("text", f'<p>Läs <a href="https://example.org/a">{text}</a>.</p>'))
    assert found(page, "link-text") == []


def test_an_address_for_mail_says_where_it_leads(site):
    for address in ("info@example.org", "robin_ek@example.org"):
        page = news(("text", f'<p>Skriv till <a href="mailto:{address}">{address}</a>.</p>'))
        assert found(page, "link-text") == []


def test_links_of_blocks_are_read_too(site):
    links = [{"type": "item", "value": {"text": "Läs mer", "url": "https://example.org/"}, "id": "a"}]
    page = news(("link_list", {"heading": "Länkar", "links": links}))
    assert found(page, "link-text") == [("link-text", WARNING, "body.1")]


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>Läs {link}rapporten{end}.</p>", 1),
        ("<p>Läs {link}rapporten (PDF){end}.</p>", 1),
        ("<p>Läs {link}rapporten (1,1 MB){end}.</p>", 1),
        ("<p>Läs {link}rapporten (PDF, 1,1 MB){end}.</p>", 0),
        ("<p>Läs {link}rapporten{end} (PDF-dokument, 120 kB).</p>", 0),
        ("<p>Läs {link}rapporten{end}, pdf, 2 megabyte.</p>", 0),
        ("<p>Läs {link}rapporten{end} och programmet (PDF, 1 MB).</p>", 1),
    ],
)
def test_a_link_to_a_document_says_type_and_size(site, html, count):
    document = DocumentFactory(title="Rapport", file=ContentFile(b"%PDF-1.7", "rapport.pdf"))
    inside = html.format(link=f'<a linktype="document" id="{document.pk}">', end="</a>")
    elsewhere = html.format(link='<a href="https://example.org/rapport.pdf">', end="</a>")
    page = news(("text", inside), ("text", elsewhere))
    both = [("document-link", WARNING, "body.1"), ("document-link", WARNING, "body.2")]
    assert found(page, "document-link") == (both if count else [])


@pytest.mark.parametrize(("text", "count"), [("Mall", 1), ("Mall (Word, 45 kB)", 0), ("Mall (docx, 45 kB)", 0)])
def test_a_file_of_another_kind_says_so_too(site, text, count):
    page = news(("text", f'<p><a href="https://example.org/mall.docx?v=2">{text}</a></p>'))
    assert found(page, "document-link") == [("document-link", WARNING, "body.1")] * count


def test_a_page_and_an_address_elsewhere_are_no_documents(site, home_page):
    html = f'<p><a linktype="page" id="{home_page.pk}">Hem</a> <a href="https://example.org/a">annat</a></p>'
    assert found(news(("text", html)), "document-link") == []


def test_a_list_of_documents_shows_type_and_size_by_itself(site):
    document = DocumentFactory()
    page = news(("document_list", {"documents": [{"type": "item", "value": document.pk, "id": "a"}]}))
    assert found(page, "document-link") == []


@pytest.mark.parametrize(
    ("alt", "severity"),
    [
        ("IMG_1234.JPG", ERROR),
        ("konferens.png", ERROR),
        ("DSC00123", ERROR),
        ("P1010234", ERROR),
        ("IMG-20260901-WA0001", ERROR),
        ("Skärmbild (12)", ERROR),
        ("Skärmavbild 2026-09-01 kl. 10.11.12", ERROR),
        ("2026-09-01 10.11.12", ERROR),
        ("konferens.jpg (liten)", ERROR),
        ("logga.eps", ERROR),
        ("bild", WARNING),
        ("hok-fram", WARNING),
        ("samverkan_2021", WARNING),
        ("Samtal", None),
        ("En grupp vid ett bord", None),
        ("EU-flagga", None),
        ("e-tjänst", None),
        ("Bild 3 visar en grupp", None),
        ("Skylt med texten www.example.org", None),
    ],
)
def test_alternative_text_is_no_file_name(site, alt, severity):
    page = news(("image", {"image": ImageFactory(description=alt).pk, "caption": "Mötet"}))
    assert found(page, "alt-file-name") == ([("alt-file-name", severity, "body.1")] if severity else [])


def test_the_alternative_text_of_the_place_counts(site):
    image = ImageFactory(description="IMG_1234.JPG")
    blocks = [
        ("image", {"image": image.pk, "alt_text": "Ett bord"}),
        ("image", {"image": image.pk, "decorative": True}),
    ]
    assert found(news(*blocks), "alt-file-name") == []
    assert found(news(listing_image=image), "alt-file-name") == [("alt-file-name", ERROR, "listing_image")]


@pytest.mark.parametrize(
    ("caption", "count"),
    [
        ("Ett bord i Halmstad.", 1),
        ("ett bord i Halmstad (foto: Robin Ek)", 1),
        ("Foto: Robin Ek. Ett bord i Halmstad", 1),
        ("Bild på ett bord i Halmstad", 1),
        ("Ett bord i Halmstad, där rådet bildades", 0),
        ("Mötet den 6 oktober 2016", 0),
        ("Foto: Robin Ek", 0),
        ("", 0),
    ],
)
def test_alternative_text_that_repeats_the_caption(site, caption, count):
    page = news(("image", {"image": ImageFactory(description="Ett bord i Halmstad").pk, "caption": caption}))
    assert found(page, "alt-caption") == [("alt-caption", WARNING, "body.1")] * count


@pytest.mark.parametrize(
    ("levels", "places"),
    [
        (["2", "3", "2"], []),
        (["3"], ["body.1"]),
        (["2", "3", "3"], []),
        (["3", "3"], ["body.1"]),
    ],
)
def test_no_level_of_heading_is_skipped(site, levels, places):
    page = news(*(("heading", {"text": "Rubrik", "level": level}) for level in levels))
    assert found(page, "heading-levels") == [("heading-levels", WARNING, place) for place in places]


def test_a_heading_that_lost_its_first_letter(site):
    lost = news(("heading", {"text": "tarkare än förr!", "level": "2"}), ("text", "<h3>Mer</h3><h3>nder 2020</h3>"))
    assert found(lost, "first-letter") == [("first-letter", WARNING, "body.1"), ("first-letter", WARNING, "body.2")]


def test_headings_inside_a_text_count_too(site):
    skipped = news(("heading", {"text": "Rubrik", "level": "2"}), ("text", "<h4>Mellanrubrik</h4><p>Text.</p>"))
    assert found(skipped, "heading-levels") == [("heading-levels", WARNING, "body.2")]
    whole = news(("heading", {"text": "Rubrik", "level": "2"}), ("text", "<h3>Mellanrubrik</h3><h4>Under</h4>"))
    assert found(whole, "heading-levels") == []


def test_search_engines_get_a_description(site):
    assert found(NewsPageFactory(), "description") == [("description", ADVICE, "summary")]
    for fields in ({"summary": "Ord."}, {"search_description": "Ord."}, {"lead": "Ord."}):
        assert found(NewsPageFactory(**fields), "description") == []
    assert found(NewsPageFactory(hide_from_search_engines=True), "description") == []


def test_a_funder_has_its_emblem_and_its_statement(site):
    page = ProjectPageFactory()
    FunderFactory(page=page, emblem=ImageFactory())
    assert found(page, "funder") == []
    FunderFactory(page=page)
    FunderFactory(page=page, emblem=ImageFactory(), statement="")
    assert found(page, "funder") == [("funder", WARNING, "funders")] * 2


def test_a_text_that_names_the_eu_as_funder_has_a_funder_to_show(site):
    text = "Projektet får stöd från Europeiska socialfonden."
    project = ProjectPageFactory(title="Samverkan")
    FunderFactory(page=project, emblem=ImageFactory())
    assert found(NewsPageFactory(lead=text), "funder") == [("funder", WARNING, "lead")]
    assert found(NewsPageFactory(lead=text, part_of_project=project), "funder") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Projektet medfinansieras av Europeiska unionen.", 1),
        ("Projektet finansieras till hälften av regionen och till hälften av Europeiska socialfonden Plus.", 1),
        ("Europeiska unionen medfinansierar projektet.", 1),
        ("Ett projekt med stöd av Europeiska regionala utvecklingsfonden.", 1),
        ("Finansiär: Europeiska socialfonden", 1),
        ("Ett EU-finansierat projekt.", 1),
        ("Projektet får EU-medel.", 1),
        ("Co-funded by the European Union", 1),
        ("Europeiska unionen växer.", 0),
        ("Projektet finansieras av regionen. EU-dagen firas i maj.", 0),
        ("Så söker du EU-medel.", 0),
        ("Vem kan få stöd från Europeiska socialfonden?", 0),
        ("Kursen handlar om EU-finansiering.", 0),
    ],
)
def test_what_names_the_eu_as_funder(site, text, count):
    assert found(NewsPageFactory(lead=text), "funder") == [("funder", WARNING, "lead")] * count
