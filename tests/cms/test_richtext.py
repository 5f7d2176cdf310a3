"""Rich text: three forms of one tree, and nothing in them that is not in the grammar."""

import json
import random
import re
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from cms.graphql.richtext import (
    MAX_DEPTH,
    Heading,
    Link,
    LinkTargets,
    List,
    ListItem,
    Paragraph,
    RichText,
    Text,
    Tree,
    link_targets,
    parse,
)

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "richtext.schema.json").read_text(encoding="utf-8"))

VISIBLE: dict[tuple[str, int], dict[str, Any]] = {
    ("page", 3): {"path": "/nyheter/starkare-an-forr/", "url": "https://www.example.org/nyheter/starkare-an-forr/"},
    ("document", 4): {
        "url": "/dokument/4/rapport.pdf",
        "title": "Årets rapport",
        "file_extension": "pdf",
        "file_size": 1153434,
    },
}


def rich(source: str | Tree | None) -> RichText:
    """Page 3 and document 4 are visible; everything else is hidden or missing."""
    return RichText(source, lambda kind, id_: VISIBLE.get((kind, id_)))


def text(value: str, *marks: str) -> dict[str, Any]:
    return {"type": "text", "text": value, "marks": list(marks)}


def paragraph(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "children": list(children)}


def document(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "document", "children": list(children)}


def item(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "listItem", "children": list(children)}


def bullets(*children: dict[str, Any], ordered: bool = False) -> dict[str, Any]:
    return {"type": "list", "ordered": ordered, "children": list(children)}


# What the editor stores, block keys and self-closed elements included.
ARTICLE = (
    '<h2 data-block-key="q1w2e">Åtta råd för Öppna möten</h2>'
    '<p data-block-key="a1b2c">Läs <b>hela <i>rapporten</i></b> i <a id="4" linktype="document">årets <b>PDF</b></a>, '
    '<a id="3" linktype="page">nyheten</a> eller <a href="https://example.org/?a=1&amp;b=2">på webben</a>.'
    "<br/>Välkommen!</p>"
    '<ul><li data-block-key="d3e4f">Öst<ul><li data-block-key="g5h6i">Norr &amp; söder</li></ul></li>'
    '<li data-block-key="j7k8l">Väst</li></ul>'
    "<hr/>"
    '<ol><li data-block-key="m9n0o">Ett</li><li data-block-key="p1q2r">Två<br/>delar</li></ol>'
    '<blockquote data-block-key="s3t4u">1 &lt; 2</blockquote>'
    '<p data-block-key="v5w6x"></p>'
    '<embed alt="Hemlig bild" embedtype="image" format="left" id="7"/>'
)


def test_article_as_html():
    assert rich(ARTICLE).html == (
        '<h2 id="atta-rad-for-oppna-moten">Åtta råd för Öppna möten</h2>'
        '<p>Läs <b>hela <i>rapporten</i></b> i <a href="/dokument/4/rapport.pdf">årets <b>PDF</b></a>, '
        '<a href="/nyheter/starkare-an-forr/">nyheten</a> eller '
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener">på webben</a>.<br/>Välkommen!</p>'
        "<ul><li>Öst<ul><li>Norr &amp; söder</li></ul></li><li>Väst</li></ul>"
        "<hr/>"
        "<ol><li>Ett</li><li>Två<br/>delar</li></ol>"
        "<blockquote><p>1 &lt; 2</p></blockquote>"
    )


def test_article_as_plain_text():
    assert rich(ARTICLE).plain_text == (
        "Åtta råd för Öppna möten\n"
        "\n"
        "Läs hela rapporten i årets PDF, nyheten eller på webben.\n"
        "Välkommen!\n"
        "\n"
        "• Öst\n"
        "  • Norr & söder\n"
        "• Väst\n"
        "\n"
        "1. Ett\n"
        "2. Två\n"
        "   delar\n"
        "\n"
        "1 < 2"
    )


def test_article_as_document():
    assert rich(ARTICLE).document == document(
        {
            "type": "heading",
            "level": 2,
            "anchor": "atta-rad-for-oppna-moten",
            "children": [text("Åtta råd för Öppna möten")],
        },
        paragraph(
            text("Läs "),
            text("hela ", "bold"),
            text("rapporten", "bold", "italic"),
            text(" i "),
            {
                "type": "link",
                "kind": "document",
                "href": "/dokument/4/rapport.pdf",
                "title": "Årets rapport",
                "fileExtension": "pdf",
                "fileSize": 1153434,
                "children": [text("årets "), text("PDF", "bold")],
            },
            text(", "),
            {
                "type": "link",
                "kind": "page",
                "href": "/nyheter/starkare-an-forr/",
                "url": "https://www.example.org/nyheter/starkare-an-forr/",
                "children": [text("nyheten")],
            },
            text(" eller "),
            {
                "type": "link",
                "kind": "external",
                "href": "https://example.org/?a=1&b=2",
                "children": [text("på webben")],
            },
            text("."),
            {"type": "hardBreak"},
            text("Välkommen!"),
        ),
        bullets(item(text("Öst"), bullets(item(text("Norr & söder")))), item(text("Väst"))),
        {"type": "horizontalRule"},
        bullets(item(text("Ett")), item(text("Två"), {"type": "hardBreak"}, text("delar")), ordered=True),
        {"type": "blockquote", "children": [paragraph(text("1 < 2"))]},
    )


def test_tree_keeps_ids_until_they_are_resolved():
    assert parse('<h3>A</h3><p><a linktype="page" id="3"><b>x</b></a></p><ul><li>y</li></ul>') == Tree(
        (
            Heading(3, "a", (Text("A"),)),
            Paragraph((Link("page", (Text("x", ("bold",)),), target=3),)),
            List(False, (ListItem((Text("y"),)),)),
        )
    )


@pytest.mark.parametrize(
    "source", ["", None, " \n ", "<p></p>", "<p>&nbsp;<br/>\u00ad</p>", "<ul><li></li></ul>", "<b><a>"]
)
def test_nothing_to_read(source: str | None):
    value = rich(source)

    assert (value.html, value.plain_text, value.document) == ("", "", document())


def test_a_tree_may_be_read_once_and_used_for_both():
    tree = parse(ARTICLE)

    assert link_targets(tree) == link_targets(ARTICLE)
    assert rich(tree).document == rich(ARTICLE).document


class TestLinks:
    def test_targets_are_named_by_kind(self):
        source = (
            '<p><a linktype="page" id="3">a</a> <a linktype="page" id="30">b</a></p>'
            '<p><a id="4" linktype="document">c</a></p>'
            '<ul><li>x<ul><li><a linktype="page" id="31">d</a></li></ul></li></ul>'
            '<blockquote><a linktype="page" id="3">e</a></blockquote>'
            '<embed embedtype="image" id="7" alt="" format="left"/><embed embedtype="media" url="https://example.org/"/>'
            '<a href="https://example.org/">f</a><a linktype="user" id="5">g</a>'
        )

        assert link_targets(source) == LinkTargets(frozenset({3, 30, 31}), frozenset({4}), frozenset({7}))
        assert link_targets("") == LinkTargets()

    @pytest.mark.parametrize("id_", ["", "x", "-1", "1.0", "٣", "9" * 19, "1 or 1=1"])
    def test_what_is_no_id_is_not_looked_up(self, id_: str):
        source = f'<p><a linktype="page" id="{id_}">x</a></p><embed embedtype="image" id="{id_}"/>'

        assert link_targets(source) == LinkTargets()
        assert rich(source).html == "<p>x</p>"

    @pytest.mark.parametrize("kind", ["page", "document"])
    def test_hidden_target_leaves_no_trace(self, kind: str):
        """The answer is the same as for a text that never had the link, whatever its marks and neighbours."""
        link = f'<a linktype="{kind}" id="666">'
        hidden = rich(f"<h2>Se {link}det <b>här</b></a> nu</h2><p>a{link}b</a>c</p>")
        never = rich("<h2>Se det <b>här</b> nu</h2><p>abc</p>")

        assert (hidden.html, hidden.plain_text, hidden.document) == (never.html, never.plain_text, never.document)
        assert hidden.document["children"][1] == paragraph(text("abc"))

    def test_path_of_a_hidden_page_is_not_read_from_the_source(self):
        source = '<p><a linktype="page" id="666" href="/hemlig/" title="/hemlig/" data-path="/hemlig/">läs</a></p>'
        value = rich(source)

        assert (value.html, value.plain_text) == ("<p>läs</p>", "läs")
        assert "hemlig" not in json.dumps(value.document)
        assert "666" not in json.dumps(value.document)

    def test_target_without_an_address_is_hidden(self):
        value = RichText('<p><a linktype="page" id="1">x</a></p>', lambda kind, id_: {"path": None, "url": None})

        assert value.document == document(paragraph(text("x")))

    def test_unknown_facts_of_a_document_are_left_out(self):
        value = RichText(
            '<p><a linktype="document" id="1">x</a></p>',
            lambda kind, id_: {"url": "/d/1", "title": "T", "file_extension": "", "file_size": None},
        )

        assert value.document == document(
            paragraph(
                {
                    "type": "link",
                    "kind": "document",
                    "href": "/d/1",
                    "title": "T",
                    "fileExtension": "",
                    "children": [text("x")],
                }
            )
        )

    @pytest.mark.parametrize(
        ("href", "kind", "expected"),
        [
            ("https://example.org/å?q=1", "external", "https://example.org/å?q=1"),
            ("HTTP://Example.org", "external", "http://Example.org"),
            ("https://example.org/a b", "external", "https://example.org/a%20b"),
            ("\n https://example.org/\t", "external", "https://example.org/"),
            ("mailto:info@example.org?subject=Hej då", "email", "mailto:info@example.org?subject=Hej%20då"),
            ("tel:+46 35-12 34 56", "phone", "tel:+4635-123456"),
            ("#program", "anchor", "#program"),
            ("/kontakt/#karta", "page", "/kontakt/#karta"),
        ],
    )
    def test_addresses(self, href: str, kind: str, expected: str):
        link = {"type": "link", "kind": kind, "href": expected, "children": [text("x")]}

        assert rich(f'<p><a href="{href}">x</a></p>').document == document(paragraph(link))

    def test_only_addresses_on_the_web_get_a_rel(self):
        source = '<p><a href="https://example.org">a</a><a href="mailto:a@example.org">b</a><a href="#c">c</a></p>'

        assert rich(source).html == (
            '<p><a href="https://example.org" rel="noopener">a</a>'
            '<a href="mailto:a@example.org">b</a><a href="#c">c</a></p>'
        )

    @pytest.mark.parametrize(
        "href",
        [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "&#106;avascript:alert(1)",
            "java\nscript:alert(1)",
            "java&#9;script:alert(1)",
            "&#1;javascript:alert(1)",
            "\u00a0javascript:alert(1)",
            "vbscript:msgbox(1)",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,PHNjcmlwdD4=",
            "file:///etc/passwd",
            "ftp://example.org/",
            "blob:https://example.org/1",
            "view-source:https://example.org/",
            "//evil.example/",
            "/\\evil.example/",
            "/&#9;/evil.example/",
            "\\\\evil.example",
            "https:evil.example",
            "https:///evil.example",
            "https:\\\\evil.example",
            "evil.example",
            "../admin/",
            "?next=x",
            "mailto:",
            "tel:",
            "#",
            "",
        ],
    )
    def test_any_other_address_leaves_the_text_alone(self, href: str):
        value = rich(f'<p>se <a href="{href}">här</a> nu</p>')

        assert (value.html, value.document) == ("<p>se här nu</p>", document(paragraph(text("se här nu"))))

    @pytest.mark.parametrize(
        "tag",
        [
            "<a>",
            '<a name="x">',
            "<a href>",
            '<a linktype="user" id="3">',
            '<a linktype="user" href="https://example.org/">',
            '<a linktype="page">',
        ],
    )
    def test_link_of_no_known_type_leaves_the_text_alone(self, tag: str):
        assert rich(f"<p>{tag}x</a></p>").html == "<p>x</p>"

    def test_links_do_not_nest(self):
        value = rich('<p><a href="#a">a<a href="#b">b</a>c</a></p>')

        assert value.html == '<p><a href="#a">a</a><a href="#b">b</a>c</p>'

    def test_link_without_text_is_no_link(self):
        assert rich('<p>a<a href="#a"></a><a href="#b"> </a>b<a href="#c"><br/></a>c</p>').html == "<p>a b<br/>c</p>"

    def test_link_ends_with_its_block(self):
        value = rich('<p><a href="#a">a</p><p>b</p><ul><li><a href="#c">c</li><li>d</li></ul>')

        assert value.html == '<p><a href="#a">a</a></p><p>b</p><ul><li><a href="#c">c</a></li><li>d</li></ul>'

    def test_link_around_blocks_is_a_link_in_each(self):
        assert rich('<a href="#a"><p>a</p><p>b</p></a><p>c</p>').html == (
            '<p><a href="#a">a</a></p><p><a href="#a">b</a></p><p>c</p>'
        )


class TestMarks:
    @pytest.mark.parametrize(
        ("tag", "mark", "written"),
        [
            ("b", "bold", "b"),
            ("strong", "bold", "b"),
            ("i", "italic", "i"),
            ("em", "italic", "i"),
            ("code", "code", "code"),
            ("sup", "superscript", "sup"),
            ("sub", "subscript", "sub"),
            ("s", "strikethrough", "s"),
            ("strike", "strikethrough", "s"),
            ("del", "strikethrough", "s"),
        ],
    )
    def test_each_mark(self, tag: str, mark: str, written: str):
        value = rich(f"<p>a <{tag}>b</{tag}></p>")

        assert value.document == document(paragraph(text("a "), text("b", mark)))
        assert value.html == f"<p>a <{written}>b</{written}></p>"

    def test_order_does_not_depend_on_the_source(self):
        assert rich("<p><i><b>a</b></i></p>").html == rich("<p><b><i>a</i></b></p>").html == "<p><b><i>a</i></b></p>"

    def test_overlapping_elements_are_put_right(self):
        assert rich("<p><b>a<i>b</b>c</i>d</p>").html == "<p><b>a<i>b</i></b><i>c</i>d</p>"

    def test_same_mark_twice_is_one(self):
        value = rich("<p><b>a<strong>b</strong>c</b></p><p><b>a</b><b>b</b></p>")

        assert value.html == "<p><b>abc</b></p><p><b>ab</b></p>"

    def test_mark_left_open_ends_with_its_block(self):
        assert rich("<p><b>a</p><p>b</b></p><p>c</p>").html == "<p><b>a</b></p><p>b</p><p>c</p>"

    def test_mark_around_a_link(self):
        assert rich('<p><b>a <a href="#x">b</a> c</b></p>').html == '<p><b>a </b><a href="#x"><b>b</b></a><b> c</b></p>'


class TestBlocks:
    def test_headings_stay_below_the_page_title(self):
        assert rich("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>").html == (
            '<h2 id="a">a</h2><h2 id="b">b</h2><h3 id="c">c</h3><h4 id="d">d</h4><h4 id="e">e</h4><h4 id="f">f</h4>'
        )

    def test_anchors_are_unique_and_never_empty(self):
        headings = ["Å Ä Ö", "Program", "program!", "Program 2", "<b>Pro</b>gram", "日本", "!", "mjukt\u00adord"]
        nodes = rich("".join(f"<h2>{heading}</h2>" for heading in headings)).document["children"]

        assert [node["anchor"] for node in nodes] == [
            "a-a-o",
            "program",
            "program-2",
            "program-2-2",
            "program-3",
            "section",
            "section-2",
            "mjuktord",
        ]

    def test_anchor_of_the_source_is_not_kept(self):
        assert rich('<h2 id="location" name="x">Plats</h2>').html == '<h2 id="plats">Plats</h2>'

    def test_text_without_a_block_is_a_paragraph(self):
        assert rich("a <b>b</b><h2>c</h2>d<br/>e<hr/>f").html == (
            '<p>a <b>b</b></p><h2 id="c">c</h2><p>d<br/>e</p><hr/><p>f</p>'
        )

    def test_unknown_elements_leave_their_text(self):
        assert rich("<p>a <span>b</span> <o:p>c</o:p> <x-y z=1>d</x-y></p>").html == "<p>a b c d</p>"

    def test_unknown_blocks_end_the_line(self):
        value = rich("<div>a</div><div>b</div><table><tr><td>c</td><td>d</td></tr></table>")

        assert value.html == "<p>a</p><p>b</p><p>c</p><p>d</p>"

    def test_line_breaks(self):
        assert rich("<p><br/>a <br/> b<br><br>c<br/> <br/></p><br/>").html == "<p>a<br/>b<br/><br/>c</p>"

    def test_white_space_collapses_across_elements(self):
        assert rich("<p>\n  a <b> b </b> c\t<i> </i>d\n</p>\n<p>a<b> </b>b</p>").html == (
            "<p>a <b>b </b>c d</p><p>a<b> </b>b</p>"
        )

    def test_blocks_in_a_quote(self):
        assert rich("<blockquote>a<p>b</p><ul><li>c</li></ul></blockquote><p>d</p>").html == (
            "<blockquote><p>a</p><p>b</p><ul><li>c</li></ul></blockquote><p>d</p>"
        )

    def test_image_embeds_are_not_shown(self):
        value = rich(
            '<p>a</p><embed embedtype="image" id="7" alt="hemlig" format="left"/><p>b<img src="x" alt="y"/></p>'
        )

        assert value.html == "<p>a</p><p>b</p>"


class TestLists:
    def test_nested(self):
        value = rich("<ol><li>a<ul><li>b<ol><li>c</li></ol></li><li>d</li></ul></li><li>e</li></ol>")

        assert value.document == document(
            bullets(
                item(
                    text("a"),
                    bullets(item(text("b"), bullets(item(text("c")), ordered=True)), item(text("d"))),
                ),
                item(text("e")),
                ordered=True,
            )
        )
        assert value.html == "<ol><li>a<ul><li>b<ol><li>c</li></ol></li><li>d</li></ul></li><li>e</li></ol>"
        assert value.plain_text == "1. a\n   • b\n     1. c\n   • d\n2. e"

    def test_first_paragraph_of_an_item_is_its_text(self):
        value = rich("<ul><li><p>a</p><p>b</p></li><li><h3>c</h3>d</li></ul>")

        assert value.document == document(
            bullets(
                item(text("a"), paragraph(text("b"))),
                item({"type": "heading", "level": 3, "anchor": "c", "children": [text("c")]}, paragraph(text("d"))),
            )
        )
        assert value.plain_text == "• a\n  b\n• c\n  d"

    def test_items_that_are_not_closed(self):
        assert rich("<ul><li>a<li>b<ul><li>c</ul><li>d</ul><p>e</p>").html == (
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul><p>e</p>"
        )

    def test_list_directly_in_a_list_belongs_to_the_item_before(self):
        assert rich("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>").html == (
            "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
        )

    def test_stray_text_and_items(self):
        assert rich("<ul>a<li>b</li>c</ul><li>d</li></ul></li><p>e</p>").html == (
            "<ul><li>a</li><li>b<p>c</p></li></ul><p>d</p><p>e</p>"
        )

    def test_empty_items_are_left_out(self):
        value = rich("<ol><li>a</li><li> </li><li><ul><li></li></ul></li><li>b</li></ol>")

        assert (value.html, value.plain_text) == ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")

    def test_too_deep_lists_join_the_level_above(self):
        levels = MAX_DEPTH + 2
        source = "".join(f"<ul><li>{level}" for level in range(levels)) + "</li></ul>" * levels + "<p>x</p>"
        items = "<li>7</li><li>8</li><li>9</li>"

        assert MAX_DEPTH == 8
        assert rich(source).html == (
            "".join(f"<ul><li>{level}" for level in range(7)) + f"<ul>{items}</ul>" + "</li></ul>" * 7 + "<p>x</p>"
        )


class TestPlainText:
    def test_typesetting_is_taken_out(self):
        value = rich("<p>10\u00a0000 kr för sam\u00adverkan\u200bs&shy;mål,&nbsp; 5\u202f%</p>")

        assert value.plain_text == "10 000 kr för samverkansmål, 5 %"
        assert value.html == "<p>10\u00a0000 kr för sam\u00adverkan\u200bs\u00admål,\u00a0 5\u202f%</p>"

    def test_blocks_within_items_are_indented(self):
        value = rich("<ol><li>a<blockquote><p>b</p><p>c</p></blockquote></li><li><hr/></li></ol><hr/><p>d</p>")

        assert value.plain_text == "1. a\n   b\n\n   c\n\nd"

    def test_text_that_looks_like_html_is_text(self):
        value = rich("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; &quot;</p>")

        assert value.plain_text == '<script>alert(1)</script> &lt; "'
        assert value.html == '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; "</p>'


HOSTILE = [
    ("<script>alert(1)</script><p>x</p>", "<p>x</p>"),
    ("<p>a<SCRIPT src=//evil.example/x.js></SCRIPT >b</p>", "<p>ab</p>"),
    ("<p>a<script>b", "<p>a</p>"),
    ("<p>x</p><script/>alert(1)", "<p>x</p>"),
    ("<style>p{background:url(javascript:1)}</style><p>x</p>", "<p>x</p>"),
    ('<p onclick="alert(1)" style="color:red" class="c" id="i">x</p>', "<p>x</p>"),
    ("<p/onmouseover=alert(1)>x</p>", "<p>x</p>"),
    ('<img src=x onerror="alert(1)"><svg onload=alert(1)><p>x</p></svg>', "<p>x</p>"),
    ("<iframe src='javascript:alert(1)'><p>y</p></iframe><p>x</p>", "<p>x</p>"),
    ("<object data=x><embed src=y></object><p>x</p>", "<p>x</p>"),
    ("<p>x<!-- hemlig --></p>", "<p>x</p>"),
    ("<p>x</p><!-- <p>hemlig</p>", "<p>x</p>"),
    ("<!DOCTYPE html><?php echo 1 ?><![CDATA[ y ]]><p>x</p>", "<p>x</p>"),
    ("<p>x<![if gte mso 9]>y<![endif]></p>", "<p>xy</p>"),
    ("<scr<script></script>ipt>alert(1)</scr<!-- -->ipt><p>x</p>", None),
    ("<p><<!-- -->!-- x</p>", "<p>&lt;!-- x</p>"),
    ('<p><a href="https://example.org/&quot; onclick=&quot;alert(1)">x</a></p>', None),
    ('<p><a href="https://example.org/" onclick="alert(1)" style="x" target="_top">x</a></p>', None),
    ("<p><b/onclick=alert(1)>x</b></p>", "<p><b>x</b></p>"),
    ('<noscript><p title="</noscript><img src=x onerror=alert(1)>">x</p>', '<p>"&gt;x</p>'),
    ("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", ""),
    ('<form action="javascript:alert(1)"><button>x</button></form>', "<p>x</p>"),
    (
        '<base href="//evil.example/"><link rel=stylesheet href=x><meta http-equiv=refresh content=0><p>x</p>',
        "<p>x</p>",
    ),
    ("<template><p>y</p></template><textarea><p>z</p></textarea><p>x</p>", "<p>x</p>"),
    ("<p>a\x00b\x0bc\x1b\ud800d\ufffe</p>", "<p>abcd</p>"),
    ("<p>a < b > c & d &amp e</p>", "<p>a &lt; b &gt; c &amp; d &amp; e</p>"),
    ("<p>x</p><a href='", "<p>x</p><p>&lt;a href='</p>"),
]


@pytest.mark.parametrize(("source", "expected"), HOSTILE)
def test_hostile_source(source: str, expected: str | None):
    value = rich(source)

    if expected is not None:
        assert value.html == expected
    assert_sound(value)


def test_quotes_cannot_leave_an_attribute():
    assert rich('<p><a href="https://example.org/&quot; onclick=&quot;x&lt;">a</a></p>').html == (
        '<p><a href="https://example.org/&quot;%20onclick=&quot;x&lt;" rel="noopener">a</a></p>'
    )


DEEP = 10_000
LONG = [
    "<div>" * DEEP + "x" + "</div>" * DEEP,
    "<b>" * DEEP + "x" + "</b>" * DEEP,
    "<ul><li>" * DEEP + "x" + "</li></ul>" * DEEP,
    "<ul>" * DEEP + "x",
    "<blockquote>" * DEEP + "x" + "</blockquote>" * DEEP,
    "<ol><blockquote><li>" * DEEP + "x",
    '<a href="#x">' * DEEP + "x" + "</a>" * DEEP,
    "<p>" * DEEP + "x",
    "</li></ul></p></b>" * DEEP + "x",
    "<h2>x</h2>" * DEEP,
    "<li>x</ul>" * DEEP,
    "<a " * DEEP + "x",
    "<a b='" * DEEP + "x",
    "<a/" * DEEP + "x>",
    "<!--" * DEEP + "x",
    "<!-->" * DEEP + "x",
    "<![" * DEEP + "x>",
    "<?" * DEEP + "x",
    "</" * DEEP + "x",
    "<script " * DEEP + "x",
    "<script></script " * DEEP + "x",
    "<a <!-- > -->" * DEEP + "x",
    "&" * DEEP + "x",
    "<br/>x" * DEEP,
    "x<b> </b>" * DEEP,
]


@pytest.mark.parametrize("source", LONG, ids=[source[:12] for source in LONG])
def test_deep_and_malformed_sources_take_no_time(source: str):
    """Generous for a busy machine: each takes a tenth of a second or so, and the parser alone took minutes for some."""
    before = time.process_time()
    value = rich(source)
    json.dumps(value.document)
    assert len(value.html) + len(value.plain_text) < 20 * len(source)

    assert time.process_time() - before < 3
    assert_sound(value)


PIECES = [
    *(
        "<p>",
        "</p>",
        "<h2>",
        "</h2>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<li>",
        "</li>",
        "<br/>",
        "<hr/>",
        "<b>",
        "</b>",
    ),
    *(
        "<i>",
        "</i>",
        "<blockquote>",
        "</blockquote>",
        "<code>",
        "</code>",
        "<div>",
        "</div>",
        "<span>",
        "</a>",
        " ",
        "  ",
    ),
    *('<a href="#x">', '<a href="https://example.org/">', '<a linktype="page" id="3">', '<a linktype="page" id="666">'),
    *(
        "å",
        "b c",
        " d",
        "e ",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "\u00ad",
        "<",
        ">",
        '"',
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<![",
        "\0",
    ),
]


@pytest.mark.parametrize("seed", range(40))
def test_any_mixture_of_elements_gives_a_sound_result(seed: int):
    dice = random.Random(seed)  # noqa: S311 - repeatable test data, not a secret
    for _ in range(25):
        source = "".join(dice.choices(PIECES, k=dice.randint(1, 40)))
        assert_sound(rich(source))


def assert_sound(value: RichText) -> None:
    """Well-formed and allowed elements and attributes only, in the grammar, and the same when read again."""
    root = ElementTree.fromstring(f"<root>{value.html}</root>")  # noqa: S314 - our own output, and it has no doctype
    allowed = {"a": {"href", "rel"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}}
    bare = {"root", "p", "ul", "ol", "li", "hr", "br", "blockquote", "b", "i", "s", "code", "sup", "sub"}
    for element in root.iter():
        assert element.tag in bare | allowed.keys()
        assert set(element.attrib) <= allowed.get(element.tag, set())
        assert re.match(r"https?://[^/]|mailto:|tel:|#|/(?![/\\])", element.attrib.get("href", "#"))
    assert validate(value.document, SCHEMA) == []
    assert_inline_first(value.document)
    assert rich(value.html).html == value.html


def assert_inline_first(node: dict[str, Any]) -> None:
    children = node.get("children", [])
    is_block = [child["type"] not in {"text", "link", "hardBreak"} for child in children]
    assert is_block == sorted(is_block)
    for child in children:
        assert_inline_first(child)


def validate(value: Any, schema: dict[str, Any], where: str = "$") -> list[str]:
    """Check a value against the words of JSON Schema that our schema uses; an unknown word is a KeyError."""
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
    errors = []
    for word, rule in schema.items():
        match word:
            case "$schema" | "$defs" | "title" | "description":
                continue
            case "$ref":
                errors += validate(value, SCHEMA["$defs"][rule.removeprefix("#/$defs/")], where)
                continue
            case "anyOf":
                valid = any(not validate(value, option, where) for option in rule)
            case "type":
                valid = type(value) is types[rule]
            case "const":
                valid = value == rule
            case "enum":
                valid = value in rule
            case "minLength" | "minItems":
                valid = len(value) >= rule
            case "uniqueItems":
                valid = len(set(value)) == len(value)
            case "required":
                valid = set(rule) <= set(value)
            case "additionalProperties":
                valid = set(value) <= set(schema["properties"])
            case "properties":
                for name in rule.keys() & value.keys():
                    errors += validate(value[name], rule[name], f"{where}.{name}")
                continue
            case "items":
                for index, element in enumerate(value):
                    errors += validate(element, rule, f"{where}[{index}]")
                continue
            case _:
                raise KeyError(word)
        if not valid:
            errors.append(f"{where}: {word}")
            if word == "type":
                break
    return errors


def test_article_is_sound():
    assert_sound(rich(ARTICLE))


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"type": "document"},
        document(text("x")),
        document(paragraph()),
        document(paragraph(text(""))),
        document(paragraph(text("x", "underline"))),
        document(paragraph(text("x", "bold", "bold"))),
        document(paragraph({**text("x"), "id": 3})),
        document(paragraph(paragraph(text("x")))),
        document({"type": "heading", "level": 1, "anchor": "x", "children": [text("x")]}),
        document(bullets(text("x"))),
        document(paragraph({"type": "link", "kind": "page", "children": [text("x")]})),
        document(paragraph({"type": "link", "kind": "script", "href": "x", "children": [text("x")]})),
    ],
)
def test_schema_refuses_what_is_not_in_the_grammar(wrong: Any):
    assert validate(wrong, SCHEMA) != []
