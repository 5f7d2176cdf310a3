"""Texts that lead to other things: rich text, links, menus, and the blocks of a body as stream fields store them."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from home.demo.builder.shelf import Shelf
from home.demo.texts.shapes import TARGET_PATTERN, Block, Body, MenuItem

TYPES = {
    "documents": "document_list",
    "links": "link_list",
    "cta": "call_to_action",
    "contacts": "contact_list",
    "organisations": "organisation_list",
    "news": "news_list",
    "events": "event_list",
}
"""Blocks whose type has a longer name than the texts use."""

type Stored = dict[str, Any]


def rich_text(shelf: Shelf, text: str) -> str:
    """Return rich text as Wagtail stores it: a link to a page or document names its primary key."""

    def stored(match: re.Match[str]) -> str:
        if match["kind"] == "pdf":
            return f'linktype="document" id="{shelf.documents[match["key"]].pk}"'
        return f'linktype="page" id="{shelf.pages[f"{match['kind']}:{match['key']}"].pk}"'

    return re.sub(f'href="{TARGET_PATTERN.pattern}"', stored, text)


def link(shelf: Shelf, text: str, target: str) -> Stored:
    """Return the stored value of a link."""
    value = {"text": text, "page": None, "document": None, "url": ""}
    match = TARGET_PATTERN.fullmatch(target)
    if match is None:
        return value | {"url": target}
    if match["kind"] == "pdf":
        return value | {"document": shelf.documents[match["key"]].pk}
    return value | {"page": shelf.pages[target].pk}


def menu(shelf: Shelf, items: Iterable[MenuItem], key: str) -> list[Stored]:
    """Return the stored entries of the menu that ``key`` names, each with those below it."""
    entries = []
    for place, item in enumerate(items):
        below = listed(f"{key}/{place}", (menu_entry(shelf, child) for child in item.children))
        value = menu_entry(shelf, item) | {"children": below}
        entries.append({"type": "item", "value": value, "id": block_id(f"{key}/{place}")})
    return entries


def menu_entry(shelf: Shelf, item: MenuItem) -> Stored:
    """Return the stored value of a menu entry; one that says its page's title leaves the words to the page."""
    page = shelf.pages.get(item.target)
    value = link(shelf, "" if page and page.title == item.title else item.title, item.target)
    del value["document"]
    return value


def stream(shelf: Shelf, body: Body, key: str) -> list[Stored]:
    """Return the stored blocks of a body, with the same ids on every run.

    Args:
        shelf: where the things that blocks name are found.
        body: the blocks as the texts write them.
        key: names the body; no other has the same.
    """
    blocks = []
    for place, block in enumerate(body):
        block_key = f"{key}/{place}"
        value = block_value(shelf, block, block_key)
        blocks.append({"type": TYPES.get(block[0], block[0]), "value": value, "id": block_id(block_key)})
    return blocks


def block_value(shelf: Shelf, block: Block, key: str) -> Any:
    """Return the stored value of one block; ``key`` names the block."""
    match block:
        case ("heading", level, words):
            return {"text": words, "level": str(level)}
        case ("text", text):
            return rich_text(shelf, text)
        case ("image", picture, caption):
            return {"image": shelf.images[picture].pk, "caption": caption, "alt_text": "", "decorative": False}
        case ("quote", words, person, role, organisation):
            return {"quote": words, "person": person, "role": role, "organisation": organisation}
        case ("fact_box", heading, text):
            return {"heading": heading, "text": rich_text(shelf, text)}
        case ("accordion", parts):
            items = ({"heading": heading, "text": rich_text(shelf, text)} for heading, text in parts)
            return {"items": listed(key, items)}
        case ("documents", heading, pdfs):
            return {"heading": heading, "documents": listed(key, (shelf.documents[pdf].pk for pdf in pdfs))}
        case ("links", heading, links):
            return {"heading": heading, "links": listed(key, (link(shelf, *each) for each in links))}
        case ("cta", heading, words, link_words, target):
            return {"heading": heading, "text": words, "link": link(shelf, link_words, target)}
        case ("video", title, url, transcript):
            return {"title": title, "url": url, "transcript": transcript}
        case ("table", caption, columns, table_rows):
            return {
                "columns": [{"type": "text", "heading": heading} for heading in columns],
                "rows": [{"values": list(values)} for values in table_rows],
                "caption": caption,
            }
        case ("contacts", heading, keys):
            return {"heading": heading, "contacts": listed(key, (shelf.contacts[each].pk for each in keys))}
        case ("organisations", heading, keys):
            return {"heading": heading, "organisations": listed(key, (shelf.organisations[each].pk for each in keys))}
        case ("news", heading, keys):
            chosen = listed(key, (shelf.pages[f"news:{each}"].pk for each in keys))
            return {"heading": heading, "news": chosen, "category": None, "count": len(keys)}
        case ("events", heading, keys):
            chosen = listed(key, (shelf.pages[f"event:{each}"].pk for each in keys))
            return {"heading": heading, "events": chosen, "count": len(keys)}
    raise ValueError(f"No block is made from {block!r}.")


def listed(key: str, values: Iterable[Any]) -> list[Stored]:
    """Return the stored items of the list that ``key`` names."""
    return [{"type": "item", "value": value, "id": block_id(f"{key}/{place}")} for place, value in enumerate(values)]


def block_id(key: str) -> str:
    """Return the id of the block or item that ``key`` names."""
    return str(uuid5(NAMESPACE_URL, key))
