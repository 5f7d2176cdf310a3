"""The way from a site's front page to a page, for all peers at once."""

from wagtail.models import Page

from cms.peers import peers_of, set_peers
from cms.querysets import visible
from cms.statements import Among, statement


def ancestors_of(page: Page) -> list[Page]:
    """Return the visible pages from a site's root to ``page``, itself included; one statement for all peers."""
    if "_ancestors" not in page.__dict__:
        peers = peers_of(page)
        step = Page.steplen
        paths = {peer.path[:end] for peer in peers for end in range(2 * step, len(peer.path), step)}
        above = statement(ancestors_of, lambda: visible(Page.objects.filter(Among("path", "paths", Page))))
        found = {ancestor.path: ancestor for ancestor in set_peers(above.instances(paths=sorted(paths)))}
        for peer in peers:
            way = (found.get(peer.path[:end]) for end in range(2 * step, len(peer.path), step))
            peer.__dict__["_ancestors"] = [*(ancestor for ancestor in way if ancestor), peer]
    return page.__dict__["_ancestors"]
