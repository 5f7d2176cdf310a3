"""The way from a site's front page to a page, for all peers at once."""

from wagtail.models import Page

from cms.peers import peers_of, set_peers
from cms.querysets import visible


def ancestors_of(page: Page) -> list[Page]:
    """Return the visible pages from a site's root to ``page``, itself included; one statement for all peers."""
    if "_ancestors" not in page.__dict__:
        peers = peers_of(page)
        step = Page.steplen
        paths = {peer.path[:end] for peer in peers for end in range(2 * step, len(peer.path), step)}
        found = {ancestor.path: ancestor for ancestor in set_peers(list(visible(Page.objects.filter(path__in=paths))))}
        for peer in peers:
            above = (found.get(peer.path[:end]) for end in range(2 * step, len(peer.path), step))
            peer.__dict__["_ancestors"] = [*(ancestor for ancestor in above if ancestor), peer]
    return page.__dict__["_ancestors"]
