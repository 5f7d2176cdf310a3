"""Drafts by preview token (wagtail-headless-preview)."""

from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from wagtail.models import Page
from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview


def page_of_token(token: str) -> Any:
    """Return the draft that a preview token stands for, with the relations of the draft.

    Args:
        token: as Wagtail's preview handed it to the front end.

    Returns:
        The page as it stands in the editor, or ``None`` for a token that is wrong, unknown or older than
        ``PREVIEW_TOKEN_SECONDS``: nothing says which.
    """
    try:
        HeadlessPreviewMixin.get_preview_signer().unsign(token, max_age=settings.PREVIEW_TOKEN_SECONDS)
    except BadSignature:
        return None
    preview = PagePreview.objects.filter(token=token).first()
    if preview is None:
        return None
    page = preview.as_page()
    _place(page, token)
    page.__dict__["_is_preview"] = True
    return page


def _place(page: Page, token: str) -> None:
    """Give a draft that was never saved the place in the tree that it is being written for."""
    if page.url_path:
        return
    facts = dict(part.split("=", 1) for part in token.split(":", 1)[0].split(";") if "=" in part)
    parent = Page.objects.filter(pk=facts.get("parent_id")).first() if facts.get("parent_id", "").isdecimal() else None
    if parent is not None:
        page.set_url_path(parent)
