"""Menus as front ends get them: the entries that anyone may see, in the reader's language."""

from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Locale, Page

from cms.blocks.nodes import BlockNode, stream_nodes
from cms.enums import MenuLocation
from cms.models.settings import Menus
from cms.paths import locate
from cms.querysets import visible


@dataclass(frozen=True)
class MenuItem:
    """An entry of a menu."""

    title: str
    url: str
    path: str | None
    is_external: bool
    children: list["MenuItem"]


def menu_items(menus: Menus, location: MenuLocation, locale: Locale) -> list[MenuItem]:
    """Return a menu's entries in a language.

    An entry that is a page shows that page's translation; one whose page is not public, or not translated, is left out
    with its children. An entry elsewhere is shown in every language.
    """
    nodes = stream_nodes(menus, location.value)
    children = {id(node): node.read("children") for node in nodes}
    every = [*nodes, *(child for below in children.values() for child in below)]
    pages = translated([page for node in every if (page := node.read("page"))], locale)

    def item(node: BlockNode, below: list[BlockNode]) -> MenuItem | None:
        entries = [entry for child in below if (entry := item(child, []))]
        text = node.read("text")
        if node.read("url"):
            return MenuItem(text, node.read("url"), None, True, entries)
        page = node.read("page")
        shown = pages.get(page.translation_key) if page else None
        where = locate(shown) if shown else None
        if shown is None or where is None:
            return None
        title = text if text and shown.pk == page.pk else shown.title
        return MenuItem(title, where.url, where.path, False, entries)

    return [entry for node in nodes if (entry := item(node, children[id(node)]))]


def translated(pages: list[Page], locale: Locale) -> dict[object, Page]:
    """Return the visible versions of ``pages`` in a language by translation key, in one statement at most."""
    found = {page.translation_key: page for page in pages if page.locale_id == locale.pk}
    missing = {page.translation_key for page in pages} - found.keys()
    if missing:
        others = visible(Page.objects.filter(Q(locale=locale), translation_key__in=missing))
        found |= {page.translation_key: page for page in others}
    return found
