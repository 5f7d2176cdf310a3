"""Tokens by which the front end reads drafts: of the editor's form, and of a link to share.

wagtail-headless-preview keeps the form; its own token is the page and the second, so that two editors who preview one
page within a second share one. Ours are one of a kind.
"""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature
from wagtail.models import Page, Site
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview, get_client_root_url_from_site

from cms.models.previews import PreviewLink


def form_token(page: Page) -> str:
    """Return a new signed token for the form of ``page`` as it is now; it says which page, and when."""
    facts = f"id={page.pk}" if page.pk else f"parent_id={page.get_parent().pk};page_type={page._meta.label}"
    return HeadlessPreviewMixin.get_preview_signer().sign(f"{facts};nonce={secrets.token_urlsafe(16)}")


def facts_of(token: str) -> dict[str, str] | None:
    """Return what a form's token says, or ``None`` for one that is wrong or older than ``PREVIEW_TOKEN_SECONDS``."""
    try:
        text = HeadlessPreviewMixin.get_preview_signer().unsign(token, max_age=settings.PREVIEW_TOKEN_SECONDS)
    except BadSignature:
        return None
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


def draft_of_form(token: str) -> Page | None:
    """Return the page as it stood in the editor when the token was made, or ``None`` for a token that is not good."""
    facts = facts_of(token)
    if facts is None:
        return None
    preview = PagePreview.objects.filter(token=token).first()
    if preview is None:
        return None
    if "id" in facts and not Page.objects.filter(pk=facts["id"]).exists():
        return None
    page = preview.as_page()
    if not page.url_path and facts.get("parent_id", "").isdecimal():
        # A page that was never saved has its place in the tree from the page that it is being written below.
        parent = Page.objects.filter(pk=facts["parent_id"]).first()
        if parent is not None:
            page.set_url_path(parent)
    return page


def draft_of_link(token: str) -> Page | None:
    """Return the latest draft of the page that a link is to, or ``None`` for a link that is not open."""
    link = PreviewLink.objects.open().of_token(token).select_related("page__latest_revision").first()
    return link.page.get_latest_revision_as_object() if link else None


def draft_of_token(token: str) -> Page | None:
    """Return the draft that a token of either kind stands for, or ``None``; nothing says what is wrong with it."""
    return draft_of_form(token) if ":" in token else draft_of_link(token)


def collect_previews() -> None:
    """Delete the stored forms whose tokens are too old to open them."""
    tokens = PagePreview.objects.values_list("pk", "token")
    PagePreview.objects.filter(pk__in=[pk for pk, token in tokens if facts_of(token) is None]).delete()


def withdraw_previews(page: Page) -> int:
    """Delete the stored forms of a page, so that their tokens open nothing; return how many there were."""
    deleted, _by_model = PagePreview.objects.filter(token__startswith=f"id={page.pk};").delete()
    return deleted


def site_of_page(page: Page) -> Site | None:
    """Return the site that a page stands on, else the default site; the host of the admin plays no part."""
    return page.get_site() or Site.objects.filter(is_default_site=True).first()


def origin_of(address: str) -> str:
    """Return scheme and host of an address, as browsers write an origin."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def front_end_origins() -> list[str]:
    """Return the origins that show drafts: those of the sites and of their addresses for previews."""
    addresses = [
        address for site in Site.objects.all() for address in (site.root_url, get_client_root_url_from_site(site))
    ]
    return sorted({origin_of(address) for address in addresses})
