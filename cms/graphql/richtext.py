"""Rich text three ways: turns what Wagtail's editor stores into clean HTML, plain text and a tree of typed nodes.

All three come from one parsed tree, so what is not in the tree is in none of them. The grammar is an allow-list:
an element, an attribute or an address that is not named here does not exist. Links are stored as ids; the caller
loads the targets in bulk (`link_targets`) and hands in a function that answers for the visible ones (`RichText`).

The reader is the standard library's `html.parser.HTMLParser`: a stream of events is all that is needed, and events
do not nest, so no input is too deep. BeautifulSoup runs on the same parser, and takes twice the time of all that
happens here for a general tree that would still have to be walked.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from textwrap import indent
from typing import Any, Literal

from django.utils.text import slugify

MAX_DEPTH = 8
"""Lists and quotes inside each other; what is nested deeper joins the level above."""

type Mark = Literal["bold", "italic", "strikethrough", "code", "superscript", "subscript"]
type LinkKind = Literal["page", "document", "external", "email", "phone", "anchor"]
type TargetKind = Literal["page", "document"]
type Resolve = Callable[[TargetKind, int], Mapping[str, Any] | None]
type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters that carry the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break inside a block."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its text: to `target` (an id, still to be resolved) or else to `href`."""

    kind: LinkKind
    children: tuple[Text | HardBreak, ...]
    href: str = ""
    target: int | None = None


type Inline = Text | HardBreak | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with an anchor that is unique in its tree."""

    level: int
    anchor: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A thematic break between blocks."""


@dataclass(frozen=True, slots=True)
class Blockquote:
    """Quoted blocks."""

    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: its text, then the blocks that stand below the text (nested lists, mostly)."""

    children: tuple["Inline | Block", ...]


@dataclass(frozen=True, slots=True)
class List:
    """A bulleted or numbered list."""

    ordered: bool
    children: tuple[ListItem, ...]


type Block = Paragraph | Heading | List | HorizontalRule | Blockquote


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed rich text: its blocks, and the ids of the images that were embedded in it (they are not shown)."""

    children: tuple[Block, ...] = ()
    images: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """The ids that a rich text refers to, for loading all of a kind in one statement."""

    pages: frozenset[int] = frozenset()
    documents: frozenset[int] = frozenset()
    images: frozenset[int] = frozenset()


def parse(source: str | None) -> Tree:
    """Read rich text as Wagtail stores it.

    Args:
        source: database HTML; malformed or hostile HTML is read as far as the grammar goes.

    Returns:
        The tree, with links to pages and documents not yet resolved.
    """
    if not source:
        return Tree()
    builder = _Builder()
    builder.feed(_readable(source))
    builder.close()
    return builder.tree()


def link_targets(source: str | Tree | None) -> LinkTargets:
    """Say which pages, documents and images a rich text refers to.

    Args:
        source: database HTML, or its tree when that is at hand.

    Returns:
        The ids of each kind; whether they exist or may be seen is for the caller to find out.
    """
    tree = source if isinstance(source, Tree) else parse(source)
    ids: dict[str, set[int]] = defaultdict(set)
    for link in _links(tree.children):
        if link.target is not None:
            ids[link.kind].add(link.target)
    return LinkTargets(frozenset(ids["page"]), frozenset(ids["document"]), tree.images)


@dataclass(frozen=True)
class RichText:
    """A rich text with its links resolved, in the three forms that the API answers with.

    Args:
        source: database HTML, or its tree when that is at hand.
        resolve: called with a kind and an id. Answers `path` and `url` for a page; `url`, `title`, `file_extension`
            and `file_size` (bytes) for a document; None for what is hidden or missing, which turns the link into
            its text.
    """

    source: str | Tree | None
    resolve: Resolve

    @cached_property
    def document(self) -> Json:
        """The tree of typed nodes, as JSON; its grammar is `docs/richtext.schema.json`."""
        tree = self.source if isinstance(self.source, Tree) else parse(self.source)
        return {"type": "document", "children": [self._node(node) for node in tree.children]}

    @cached_property
    def html(self) -> str:
        """Well-formed HTML; reading it again gives the same HTML."""
        return _html(self.document["children"])

    @cached_property
    def plain_text(self) -> str:
        """The words alone: an empty line between blocks, a line for each list item."""
        return _plain_blocks(self.document["children"], "\n\n")

    def _node(self, node: Block | ListItem) -> Json:
        match node:
            case Paragraph():
                return {"type": "paragraph", "children": self._children(node.children)}
            case Heading():
                return {
                    "type": "heading",
                    "level": node.level,
                    "anchor": node.anchor,
                    "children": self._children(node.children),
                }
            case List():
                return {"type": "list", "ordered": node.ordered, "children": self._children(node.children)}
            case ListItem():
                return {"type": "listItem", "children": self._children(node.children)}
            case Blockquote():
                return {"type": "blockquote", "children": self._children(node.children)}
            case HorizontalRule():
                return {"type": "horizontalRule"}

    def _children(self, nodes: Iterable[Inline | Block | ListItem]) -> list[Json]:
        children: list[Json] = []
        for node in nodes:
            match node:
                case Text():
                    _append_text(children, node)
                case HardBreak():
                    children.append({"type": "hardBreak"})
                case Link():
                    attributes = self._link_attributes(node)
                    if attributes is not None:
                        children.append({"type": "link", **attributes, "children": self._children(node.children)})
                        continue
                    for part in self._children(node.children):
                        if part["type"] == "text":
                            _append_text(children, Text(part["text"], tuple(part["marks"])))
                        else:
                            children.append(part)
                case _:
                    children.append(self._node(node))
        return children

    def _link_attributes(self, link: Link) -> Json | None:
        if link.target is None:
            return {"kind": link.kind, "href": link.href}
        target = self.resolve("page" if link.kind == "page" else "document", link.target)
        if target is None:
            return None
        if link.kind == "page":
            found = {"href": target.get("path"), "url": target.get("url")}
        else:
            found = {
                "href": target.get("url"),
                "title": target.get("title"),
                "fileExtension": target.get("file_extension"),
                "fileSize": target.get("file_size"),
            }
        if not found["href"]:
            return None
        return {"kind": link.kind, **{name: value for name, value in found.items() if value is not None}}


def _append_text(children: list[Json], node: Text) -> None:
    """Add a text node, or lengthen the last one: a link that was unwrapped leaves no seam."""
    marks = list(node.marks)
    if children and children[-1]["type"] == "text" and children[-1]["marks"] == marks:
        children[-1]["text"] += node.text
    else:
        children.append({"type": "text", "text": node.text, "marks": marks})


def _links(nodes: Iterable[Inline | Block | ListItem]) -> Iterator[Link]:
    for node in nodes:
        if isinstance(node, Link):
            yield node
        elif not isinstance(node, Text | HardBreak | HorizontalRule):
            yield from _links(node.children)


_MARK_TAGS: dict[Mark, str] = {
    "bold": "b",
    "italic": "i",
    "strikethrough": "s",
    "code": "code",
    "superscript": "sup",
    "subscript": "sub",
}


def _html(nodes: list[Json]) -> str:
    parts: list[str] = []
    open_marks: list[Mark] = []
    for node in nodes:
        marks: list[Mark] = node["marks"] if node["type"] == "text" else []
        while open_marks != marks[: len(open_marks)]:
            parts.append(f"</{_MARK_TAGS[open_marks.pop()]}>")
        for mark in marks[len(open_marks) :]:
            parts.append(f"<{_MARK_TAGS[mark]}>")
            open_marks.append(mark)
        parts.append(escape(node["text"], quote=False) if node["type"] == "text" else _node_html(node))
    parts.extend(f"</{_MARK_TAGS[mark]}>" for mark in reversed(open_marks))
    return "".join(parts)


def _node_html(node: Json) -> str:
    content = _html(node.get("children", []))
    match node["type"]:
        case "link":
            rel = ' rel="noopener"' if node["href"].startswith(("http:", "https:")) else ""
            return f'<a href="{escape(node["href"])}"{rel}>{content}</a>'
        case "heading":
            return f'<h{node["level"]} id="{escape(node["anchor"])}">{content}</h{node["level"]}>'
        case "list":
            return f"<ol>{content}</ol>" if node["ordered"] else f"<ul>{content}</ul>"
        case kind:
            tag = {
                "paragraph": "p",
                "listItem": "li",
                "blockquote": "blockquote",
                "horizontalRule": "hr",
                "hardBreak": "br",
            }[kind]
            return f"<{tag}>{content}</{tag}>" if "children" in node else f"<{tag}/>"


_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")  # soft hyphen, zero-width space, word joiner, byte order mark
_SPACES = re.compile(r"[^\S\n]+")
_INLINE_TYPES = frozenset({"text", "hardBreak", "link"})


def _plain(text: str) -> str:
    """Take out what only typesetting needs: hard spaces become spaces, soft hyphens nothing."""
    lines = _SPACES.sub(" ", _INVISIBLE.sub("", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def _plain_inline(nodes: Iterable[Json]) -> str:
    parts = []
    for node in nodes:
        match node["type"]:
            case "text":
                parts.append(node["text"])
            case "hardBreak":
                parts.append("\n")
            case "link":
                parts.append(_plain_inline(node["children"]))
    return "".join(parts)


def _plain_blocks(nodes: list[Json], between: str) -> str:
    """Write children of a document, a quote or a list item: a run of text first, if any, then blocks."""
    runs = groupby(nodes, key=lambda node: node["type"] in _INLINE_TYPES)
    blocks: list[str] = []
    for is_inline, group in runs:
        blocks.extend([_plain(_plain_inline(group))] if is_inline else map(_plain_block, group))
    return between.join(block for block in blocks if block)


def _plain_block(node: Json) -> str:
    match node["type"]:
        case "paragraph" | "heading":
            return _plain(_plain_inline(node["children"]))
        case "blockquote":
            return _plain_blocks(node["children"], "\n\n")
        case "list":
            items = []
            for number, item in enumerate(node["children"], start=1):
                marker = f"{number}. " if node["ordered"] else "• "
                if text := _plain_blocks(item["children"], "\n"):
                    items.append(marker + indent(text, " " * len(marker)).lstrip())
            return "\n".join(items)
        case _:
            return ""


_TAG_MARKS: dict[str, Mark] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "sup": "superscript",
    "sub": "subscript",
}
_HEADING_LEVELS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
# Elements that are not in the grammar but end a line in a browser: their text does not run on into their neighbour's.
# fmt: off
_BLOCK_TAGS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav",
    "option", "pre", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
})
# fmt: on

_NOT_TEXT = re.compile(
    r"<(script|style|template|noscript|iframe|noembed|noframes|object|textarea|title|xmp)(?=[\s/>])"
    r".*?(?:</\1(?=[\s/>])[^>]*(?:>|\Z)|\Z)"
    r"|<!--.*?(?:-->|\Z)|<[!?][^>]*(?:>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# Control characters, lone surrogates and non-characters: not allowed in XML, and some not in UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_WHITESPACE = re.compile(r"[ \t\n\f\r]+")

_SCHEME = re.compile(r"^[a-z]+:", re.IGNORECASE)
_HREF_KINDS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("external", re.compile(r"https?://[^/?#\\]", re.IGNORECASE)),
    ("email", re.compile(r"mailto:.", re.IGNORECASE)),
    ("phone", re.compile(r"tel:.", re.IGNORECASE)),
    ("anchor", re.compile(r"#.")),
    # A path on the front end: what a resolved page link looks like when it is read again, and what the editor's
    # dialog stores for an address that begins with a slash. `//` and `/\` lead to another host.
    ("page", re.compile(r"/(?![/\\])")),
)
_TARGET_KINDS: dict[str, TargetKind] = {"page": "page", "document": "document"}
_HREF_LINK_TYPES = frozenset({"external", "email", "phone", "anchor"})
_MAX_ID_DIGITS = 18  # what a database's big integer can hold


def _readable(source: str) -> str:
    """Take out what is not content, and what makes HTMLParser slow (an unfinished tag) or raise (`<![`).

    A NUL stands in for what was taken out, so that its neighbours cannot form a new tag.
    """
    source = _NOT_TEXT.sub("\0", source)
    end = source.rfind(">") + 1
    return source[:end] + source[end:].replace("<", "&lt;")


def _id(value: str | None) -> int | None:
    if value and value.isascii() and value.isdigit() and len(value) <= _MAX_ID_DIGITS:
        return int(value)
    return None


@dataclass(eq=False, slots=True)
class _Anchor:
    """Where an `<a>` that is being read leads; two of them are never the same."""

    kind: LinkKind
    href: str = ""
    target: int | None = None

    @classmethod
    def read(cls, attributes: dict[str, str | None]) -> "_Anchor | None":
        """Returns None if the address is not one that the grammar knows."""
        link_type = attributes.get("linktype")
        if link_type in _TARGET_KINDS:
            target = _id(attributes.get("id"))
            return None if target is None else cls(_TARGET_KINDS[link_type], target=target)
        if link_type and link_type not in _HREF_LINK_TYPES:
            return None
        # Browsers pass over control characters in an address, so they go before it is judged.
        href = re.sub(r"[\x00-\x1f]", "", _FORBIDDEN.sub("", attributes.get("href") or "")).strip()
        for href_kind, pattern in _HREF_KINDS:
            if pattern.match(href):
                href = "".join(href.split()) if href_kind == "phone" else href.replace(" ", "%20")
                return cls(href_kind, href=_SCHEME.sub(lambda scheme: scheme[0].lower(), href))
        return None


@dataclass(slots=True)
class _Run:
    """A piece of text as read, or a line break where `text` is None."""

    text: str | None
    marks: tuple[Mark, ...]
    anchor: _Anchor | None


@dataclass(slots=True)
class _Format:
    """What text is marked with at a place in the source: how many elements of each mark are open, and the link."""

    marks: dict[Mark, int]
    anchor: _Anchor | None


@dataclass(slots=True)
class _Frame:
    """A container that is open: the nodes it has got so far, and the format it began with."""

    kind: Literal["document", "list", "item", "quote"]
    nodes: list[Any]
    before: _Format
    ordered: bool = False


class _Builder(HTMLParser):
    """Builds a tree from the parser's events; holds at most `2 * MAX_DEPTH + 1` open containers at a time."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.format = _Format(dict.fromkeys(_MARK_TAGS, 0), None)
        self.frames = [_Frame("document", [], self._format_now())]
        self.skipped = {"ul": 0, "ol": 0, "blockquote": 0}
        self.images: set[int] = set()
        self.anchors: dict[str, int] = {}
        self.runs: list[_Run] = []
        self.heading_level: int | None = None
        self.before_block: _Format | None = None

    def tree(self) -> Tree:
        """Returns what has been read; everything still open ends here."""
        self._end_block()
        while len(self.frames) > 1:
            self._pop()
        return Tree(tuple(self.frames[0].nodes), frozenset(self.images))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat `<p/>` as `<p>`, as browsers do; nothing that ends by itself has an end tag here."""
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAG_MARKS:
            self.format.marks[_TAG_MARKS[tag]] += 1
        elif tag == "a":
            self.format.anchor = _Anchor.read(dict(attrs))
        elif tag == "br":
            self._add_run(None)
        elif tag == "p" or tag in _HEADING_LEVELS:
            self._end_block()
            self.heading_level = _HEADING_LEVELS.get(tag)
            self.before_block = self._format_now()
        elif tag == "hr":
            self._end_block()
            self._container().append(HorizontalRule())
        elif tag == "li":
            self._start_item()
        elif tag in self.skipped:
            self._start_nested(tag)
        elif tag == "embed":
            attributes = dict(attrs)
            image = _id(attributes.get("id"))
            if attributes.get("embedtype") == "image" and image is not None:
                self.images.add(image)
        elif tag in _BLOCK_TAGS:
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _TAG_MARKS:
            mark = _TAG_MARKS[tag]
            self.format.marks[mark] = max(0, self.format.marks[mark] - 1)
        elif tag == "a":
            self.format.anchor = None
        elif tag == "p" or tag in _HEADING_LEVELS or tag in _BLOCK_TAGS:
            self._end_block()
        elif tag == "li":
            self._end_block()
            if "item" in (kinds := self._kinds_inside_list()):
                self._pop(kinds.index("item") + 1)
        elif tag in self.skipped:
            self._end_nested(tag)

    def handle_data(self, data: str) -> None:
        if text := _FORBIDDEN.sub("", data):
            self._add_run(text)

    def _start_item(self) -> None:
        self._end_block()
        kinds = self._kinds_inside_list()
        if len(kinds) < len(self.frames):
            self._pop(len(kinds))
            self._push("item", [])

    def _start_nested(self, tag: str) -> None:
        self._end_block()
        if self.skipped[tag] or sum(frame.kind in ("list", "quote") for frame in self.frames) >= MAX_DEPTH:
            self.skipped[tag] += 1
            return
        self._container()
        if tag == "blockquote":
            self._push("quote", [])
        else:
            self._push("list", [], ordered=tag == "ol")

    def _end_nested(self, tag: str) -> None:
        self._end_block()
        if self.skipped[tag]:
            self.skipped[tag] -= 1
            return
        for depth, frame in enumerate(reversed(self.frames), start=1):
            if tag == "blockquote" and frame.kind == "quote":
                self._pop(depth)
                return
            if tag != "blockquote" and frame.kind == "list":
                if frame.ordered == (tag == "ol"):
                    self._pop(depth)
                return

    def _kinds_inside_list(self) -> list[str]:
        """Returns the open containers inside the innermost open list, innermost first; all of them if there is none."""
        kinds: list[str] = []
        for frame in reversed(self.frames):
            if frame.kind == "list":
                break
            kinds.append(frame.kind)
        return kinds

    def _container(self) -> list[Any]:
        """Returns where a block goes; directly in a list that is its last item, or a new one if there is none."""
        frame = self.frames[-1]
        if frame.kind == "list":
            self._push("item", list(frame.nodes.pop().children) if frame.nodes else [])
        return self.frames[-1].nodes

    def _push(self, kind: Literal["list", "item", "quote"], nodes: list[Any], *, ordered: bool = False) -> None:
        self.frames.append(_Frame(kind, nodes, self._format_now(), ordered))

    def _pop(self, times: int = 1) -> None:
        """Close containers; one that is empty leaves nothing behind."""
        for _ in range(times):
            frame = self.frames.pop()
            self._restore(frame.before)
            if not frame.nodes:
                continue
            children = tuple(frame.nodes)
            if frame.kind == "list":
                self.frames[-1].nodes.append(List(frame.ordered, children))
            elif frame.kind == "item":
                self.frames[-1].nodes.append(ListItem(children))
            else:
                self.frames[-1].nodes.append(Blockquote(children))

    def _format_now(self) -> _Format:
        return _Format(self.format.marks.copy(), self.format.anchor)

    def _restore(self, before: _Format) -> None:
        if self.format.marks != before.marks:
            for mark, count in before.marks.items():
                self.format.marks[mark] = min(self.format.marks[mark], count)
        if self.format.anchor is not before.anchor:
            self.format.anchor = None

    def _add_run(self, text: str | None) -> None:
        marks = tuple(mark for mark, count in self.format.marks.items() if count)
        self.runs.append(_Run(text, marks, self.format.anchor))

    def _end_block(self) -> None:
        """Finish the paragraph or heading that is being read; one without any text leaves nothing behind."""
        runs, level, before = self.runs, self.heading_level, self.before_block
        self.runs, self.heading_level, self.before_block = [], None, None
        if before is not None:
            self._restore(before)
        children = _inline(runs) if runs else ()
        if not children:
            return
        container = self._container()
        if level is not None:
            container.append(Heading(level, self._anchor(children), children))
        elif self.frames[-1].kind == "item" and not container:
            container.extend(children)
        else:
            container.append(Paragraph(children))

    def _anchor(self, children: tuple[Inline, ...]) -> str:
        """Returns the heading's words as a slug, with a number where an earlier heading has the same."""
        slug = slugify(_plain("".join(_text_of(children)))) or "section"
        anchor, number = slug, self.anchors.get(slug, 0) + 1
        while number > 1 and (anchor := f"{slug}-{number}") in self.anchors:
            number += 1
        self.anchors[slug] = number
        self.anchors.setdefault(anchor, 1)
        return anchor


def _text_of(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Link):
            yield from _text_of(node.children)
        else:
            yield node.text if isinstance(node, Text) else "\n"


def _inline(runs: list[_Run]) -> tuple[Inline, ...]:
    """Make a block's children of its runs: white space collapsed, equal neighbours joined, links put around their text.

    Returns:
        The children; none if there is nothing to read in them.
    """
    if len(runs) == 1 and runs[0].text is not None and runs[0].anchor is None:
        # Most blocks are one piece of text.
        text = _WHITESPACE.sub(" ", runs[0].text).strip(" ")
        return (Text(text, runs[0].marks),) if _plain(text) else ()
    runs = _collapse(runs)
    linked = {id(run.anchor) for run in runs if run.text and _plain(run.text)}
    if not linked:
        return ()
    children: list[Inline] = []
    for anchor, group in groupby(runs, key=lambda run: run.anchor if id(run.anchor) in linked else None):
        parts: list[Text | HardBreak] = []
        for marks, same in groupby(group, key=lambda run: None if run.text is None else run.marks):
            if marks is None:
                parts.extend(HardBreak() for _ in same)
            else:
                parts.append(Text("".join(run.text or "" for run in same), marks))
        children.extend(parts if anchor is None else [Link(anchor.kind, tuple(parts), anchor.href, anchor.target)])
    return tuple(children)


def _collapse(runs: Iterable[_Run]) -> list[_Run]:
    """Reduce white space to single spaces between words; none at the ends of a line, no line break at the block's."""
    result: list[_Run] = []

    def strip_end() -> None:
        if result and result[-1].text is not None:
            result[-1].text = result[-1].text.rstrip(" ")
            if not result[-1].text:
                result.pop()

    for run in runs:
        if run.text is None:
            strip_end()
            if result:
                result.append(run)
            continue
        text = _WHITESPACE.sub(" ", run.text)
        if not result or result[-1].text is None or result[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if text:
            result.append(_Run(text, run.marks, run.anchor))
    strip_end()
    while result and result[-1].text is None:
        result.pop()
        strip_end()
    return result
