"""Blocks: what the block picker shows of each, and what each refuses."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import blocks, hooks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError
from wagtail.models import Page

from cms.blocks.links import CallToActionBlock, LinkBlock, LinkListBlock, MenuBlock
from cms.blocks.media import DocumentListBlock, ImageBlock, Video, VideoBlock, video_of
from cms.blocks.nodes import BlockNode
from cms.blocks.people import ContactListBlock
from cms.blocks.stream import BodyBlock
from cms.blocks.text import AccordionBlock, FactBoxBlock, HeadingBlock, QuoteBlock, TableBlock
from tests.factories.cms import ContactFactory, DocumentFactory, ImageFactory

BODY = BodyBlock()
SAMPLES = {
    "heading": "Så går samverkan till",
    "text": "gemensam grund",
    "quote": "Anna Exempelsson, verksamhetsledare, Föreningen Exempel",
    "fact_box": "Fakta om överenskommelsen",
    "accordion": "Vem kan ansluta sig?",
    "table": "Dialogmöten under hösten",
    "image": "Foto: Exempel Exempelsson",
    "video": "Filmen i text",
    "document_list": "Anmälningsblankett",
    "link_list": "Våra principer",
    "call_to_action": "Anslut er organisation",
    "contact_list": "Kontakta oss",
    "organisation_list": "Bildning Exempel",
    "news_list": "Tolv organisationer har anslutit sig",
    "event_list": "Kommande aktiviteter",
}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def icons() -> set[str]:
    """The names of the icons that the admin has."""
    paths: list[str] = []
    for register in hooks.get_hooks("register_icons"):
        paths = register(paths)
    return {path.rsplit("/", 1)[-1].removesuffix(".svg") for path in paths}


def node(block: blocks.Block, raw: Any) -> BlockNode:
    """Return a node of a block that belongs to no saved page."""
    return BlockNode(block, raw, Page(), "0f3c")


def errors_of(clean: Callable[[Any], Any], value: Any) -> dict[str, list[str]]:
    """Return the messages that a struct block refuses ``value`` with, by child."""
    with pytest.raises(StructBlockValidationError) as refused:
        clean(value)
    return {name: error.messages for name, error in refused.value.block_errors.items()}


class TestBlockPicker:
    def test_every_block_has_a_sample_here(self) -> None:
        assert set(BODY.child_blocks) == set(SAMPLES)

    @pytest.mark.parametrize("name", SAMPLES)
    def test_a_block_is_described(self, name: str, icons: set[str]) -> None:
        block = BODY.child_blocks[name]

        assert block.label
        assert block.get_description()
        assert block.meta.group
        assert block.meta.icon in icons
        assert block.is_previewable

    def test_labels_differ(self) -> None:
        labels = [str(block.label) for block in BODY.child_blocks.values()]

        assert len(labels) == len(set(labels))

    @pytest.mark.parametrize(("name", "words"), SAMPLES.items())
    def test_the_preview_shows_the_sample(self, name: str, words: str, admin_client: Client) -> None:
        block = BODY.child_blocks[name]

        response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})

        assert response.status_code == 200
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert block.meta.preview_template in [template.name for template in response.templates]
        content = response.content.decode()
        assert words in content
        assert '<div lang="sv">' in content
        assert "max-width: 40rem" in content

    def test_the_preview_is_for_editors_only(self, db: None, client: Client) -> None:
        response = client.get(
            reverse("wagtailadmin_block_preview"), {"id": BODY.child_blocks["quote"].definition_prefix}
        )

        assert response.status_code == 302


class TestLink:
    block = LinkBlock()

    def value(self, **values: Any) -> Any:
        return self.block.to_python(values)

    @pytest.mark.django_db
    def test_a_page_is_enough(self, home_page: Page) -> None:
        cleaned = self.block.clean(self.value(page=home_page.pk))

        assert cleaned["page"].pk == home_page.pk
        assert cleaned["text"] == ""

    @pytest.mark.django_db
    def test_a_document_is_enough(self) -> None:
        document = DocumentFactory()

        assert self.block.clean(self.value(document=document.pk))["document"] == document

    def test_an_address_elsewhere_needs_a_text(self) -> None:
        cleaned = self.block.clean(self.value(url="https://example.org/", text="Exempel"))
        assert cleaned["url"] == "https://example.org/"

        errors = errors_of(self.block.clean, self.value(url="https://example.org/"))
        assert errors == {"text": ["Say where the link leads."]}

    def test_no_target_is_refused_at_the_page(self) -> None:
        errors = errors_of(self.block.clean, self.value(text="Exempel"))

        assert errors == {"page": ["Choose exactly one target."]}

    @pytest.mark.django_db
    def test_two_targets_are_refused_at_both(self, home_page: Page) -> None:
        errors = errors_of(self.block.clean, self.value(page=home_page.pk, url="https://example.org/", text="Exempel"))

        assert set(errors) == {"page", "url"}

    @pytest.mark.django_db
    def test_three_targets_are_refused_at_all(self, home_page: Page) -> None:
        value = self.value(page=home_page.pk, document=DocumentFactory().pk, url="https://example.org/", text="Exempel")

        assert set(errors_of(self.block.clean, value)) == {"page", "document", "url"}

    def test_what_is_no_web_address_is_refused(self) -> None:
        assert set(errors_of(self.block.clean, self.value(url="javascript:alert(1)", text="Exempel"))) == {"url"}

    def test_a_menu_entry_has_no_document_and_is_checked_like_a_link(self) -> None:
        menu = MenuBlock()
        entry = menu.child_blocks["item"]

        assert "document" not in entry.child_blocks
        assert set(errors_of(entry.clean, entry.to_python({"text": "Exempel"}))) == {"page"}
        assert "children" in errors_of(
            entry.clean,
            entry.to_python({"text": "Exempel", "url": "https://example.org/", "children": [{"text": "Utan mål"}]}),
        )

    def test_lists_of_links_and_calls_to_action_check_their_links(self) -> None:
        without_target = {"text": "Utan mål"}
        links, call = LinkListBlock(), CallToActionBlock()

        assert set(errors_of(links.clean, links.to_python({"links": []}))) == {"links"}
        assert set(errors_of(links.clean, links.to_python({"links": [without_target]}))) == {"links"}
        assert set(errors_of(call.clean, call.to_python({"heading": "Var med", "link": without_target}))) == {"link"}


class TestTable:
    block = TableBlock()

    def value(self, caption: str) -> Any:
        return self.block.to_python(
            {
                "columns": [{"type": "text", "heading": "Kommun"}, {"type": "text", "heading": "Möten"}],
                "rows": [{"values": ["Laholm", "2"]}, {"values": ["Hylte", ""]}],
                "caption": caption,
            }
        )

    def test_a_table_with_a_caption_is_kept_whole(self) -> None:
        cleaned = self.block.clean(self.value("Möten under året"))

        raw = self.block.get_prep_value(cleaned)
        assert raw["caption"] == "Möten under året"
        assert self.block.api_columns(node(self.block, raw)) == ["Kommun", "Möten"]
        assert self.block.api_rows(node(self.block, raw)) == [["Laholm", "2"], ["Hylte", ""]]

    @pytest.mark.parametrize("caption", ["", "  "])
    def test_a_table_needs_a_caption(self, caption: str) -> None:
        with pytest.raises(TypedTableBlockValidationError) as refused:
            self.block.clean(self.value(caption))

        assert refused.value.as_json_data()["messages"] == ["Say in the caption what the table shows."]


class TestVideo:
    block = VideoBlock()

    @pytest.mark.parametrize(
        "url",
        [
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/watch?list=PL0123456789&v=dQw4w9WgXcQ&t=42s",
            "https://youtube.com/watch?v=dQw4w9WgXcQ",
            "https://m.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://youtu.be/dQw4w9WgXcQ",
            "https://youtu.be/dQw4w9WgXcQ?si=abcdef",
            "https://www.youtube.com/embed/dQw4w9WgXcQ",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ/",
            "https://www.youtube.com/live/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ],
    )
    def test_the_addresses_of_youtube(self, url: str) -> None:
        assert video_of(url) == Video(
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg",
        )

    @pytest.mark.parametrize(
        ("url", "embed_url"),
        [
            ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
            ("https://www.vimeo.com/76979871/", "https://player.vimeo.com/video/76979871?dnt=1"),
            ("https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
            ("https://vimeo.com/showcase/1234/video/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
            (
                "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e",
                "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e",
            ),
            ("https://vimeo.com/76979871/0a1b2c3d4e", "https://player.vimeo.com/video/76979871?dnt=1&h=0a1b2c3d4e"),
        ],
    )
    def test_the_addresses_of_vimeo(self, url: str, embed_url: str) -> None:
        assert video_of(url) == Video("Vimeo", embed_url, None)

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.org/watch?v=dQw4w9WgXcQ",
            "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/",
            "https://www.youtube.com/@exempel",
            "https://www.youtube.com/playlist?list=PL0123456789",
            "https://www.youtube.com/feed/subscriptions",
            "https://www.youtube.com/watch?v=%22%3E%3Cscript%3E",
            "https://vimeo.com/exempel",
            "https://vimeo.com/",
            "https://vimeo.com/showcase/1234567",
        ],
    )
    def test_other_addresses_are_refused(self, url: str) -> None:
        assert video_of(url) is None
        assert errors_of(self.block.clean, self.block.to_python({"title": "Film", "url": url})) == {
            "url": ["This is not the address of a film on YouTube or Vimeo."]
        }

    def test_a_film_is_kept_and_embedded(self) -> None:
        value = {"title": 'Filmen "om oss"', "url": "https://youtu.be/dQw4w9WgXcQ", "transcript": "Hej."}
        cleaned = self.block.clean(self.block.to_python(value))

        film = node(self.block, self.block.get_prep_value(cleaned))
        assert film.raw == value
        assert self.block.api_provider(film) == "YouTube"
        assert self.block.api_html(film) == (
            '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="Filmen &quot;om oss&quot;"'
            ' loading="lazy" allowfullscreen></iframe>'
        )

    def test_a_film_needs_a_title(self) -> None:
        assert set(errors_of(self.block.clean, self.block.to_python({"url": "https://youtu.be/dQw4w9WgXcQ"}))) == {
            "title"
        }


class TestText:
    @pytest.mark.parametrize(
        ("text", "anchor"),
        [("Så går det till", "sa-gar-det-till"), ("Frågor & svar 2026", "fragor-svar-2026"), ("???", "h-0f3c")],
    )
    def test_a_heading_is_linked_to_by_its_words(self, text: str, anchor: str) -> None:
        block = HeadingBlock()

        assert block.api_anchor(node(block, {"text": text, "level": "2"})) == anchor

    def test_a_heading_has_one_of_two_levels(self) -> None:
        block = HeadingBlock()

        assert block.api_level(node(block, block.get_prep_value(block.clean(block.to_python({"text": "Mål"}))))) == 2
        assert block.api_level(node(block, {"text": "Mål", "level": "3"})) == 3
        assert set(errors_of(block.clean, block.to_python({"text": "Mål", "level": "1"}))) == {"level"}
        assert set(errors_of(block.clean, block.to_python({"text": ""}))) == {"text"}

    @pytest.mark.parametrize(
        ("said_by", "attribution"),
        [
            (
                {"person": "Anna Exempelsson", "role": "ordförande", "organisation": "Föreningen Exempel"},
                "Anna Exempelsson, ordförande, Föreningen Exempel",
            ),
            (
                {"person": "Anna Exempelsson", "organisation": "Föreningen Exempel"},
                "Anna Exempelsson, Föreningen Exempel",
            ),
            ({"organisation": "Föreningen Exempel"}, "Föreningen Exempel"),
            ({}, ""),
        ],
    )
    def test_a_quote_says_who_said_it(self, said_by: dict[str, str], attribution: str) -> None:
        block = QuoteBlock()
        cleaned = block.clean(block.to_python({"quote": "Vi gör det ihop.", **said_by}))

        assert block.api_attribution(node(block, block.get_prep_value(cleaned))) == attribution

    def test_a_quote_needs_words(self) -> None:
        block = QuoteBlock()

        assert set(errors_of(block.clean, block.to_python({"person": "Anna Exempelsson"}))) == {"quote"}

    def test_a_fact_box_needs_heading_and_text(self) -> None:
        block = FactBoxBlock()

        assert set(errors_of(block.clean, block.to_python({}))) == {"heading", "text"}

    def test_an_accordion_needs_a_whole_part(self) -> None:
        block = AccordionBlock()

        assert set(errors_of(block.clean, block.to_python({"items": []}))) == {"items"}
        assert set(errors_of(block.clean, block.to_python({"items": [{"heading": "Vem?"}]}))) == {"items"}


@pytest.mark.django_db
class TestChosen:
    def test_a_picture_speaks_for_itself_unless_told_otherwise(self) -> None:
        block = ImageBlock()
        image = ImageFactory(description="En strand", credit="Foto: Exempel")

        def alt(**values: Any) -> str:
            cleaned = block.clean(block.to_python({"image": image.pk, **values}))
            return block.api_alt(node(block, block.get_prep_value(cleaned)))

        assert alt() == "En strand"
        assert alt(alt_text="Platsen för mötet") == "Platsen för mötet"
        assert alt(decorative=True) == ""
        assert block.api_credit(node(block, {"image": image.pk})) == "Foto: Exempel"

    def test_a_picture_must_be_chosen(self) -> None:
        block = ImageBlock()

        assert set(errors_of(block.clean, block.to_python({"caption": "Utan bild"}))) == {"image"}

    def test_lists_need_something_in_them(self) -> None:
        contacts, documents = ContactListBlock(), DocumentListBlock()

        assert set(errors_of(contacts.clean, contacts.to_python({"contacts": []}))) == {"contacts"}
        assert set(errors_of(documents.clean, documents.to_python({"documents": []}))) == {"documents"}
        assert contacts.clean(contacts.to_python({"contacts": [ContactFactory().pk]}))
        assert documents.clean(documents.to_python({"documents": [DocumentFactory().pk]}))


@pytest.mark.parametrize("name", ["news_list", "event_list"])
@pytest.mark.parametrize("count", [0, 13])
def test_a_list_shows_between_one_and_twelve(name: str, count: int) -> None:
    block = BODY.child_blocks[name]

    assert set(errors_of(block.clean, block.to_python({"count": count}))) == {"count"}
    assert block.clean(block.to_python({}))["count"] == 3


def test_an_unknown_block_is_no_part_of_the_body() -> None:
    with pytest.raises(ValidationError):
        BodyBlock(required=True).clean(BODY.to_python([]))
    assert list(BODY.to_python([{"type": "raw_html", "value": "<b>"}])) == []
