"""Drafts by token: what the editor's preview and a shared link show."""

from typing import Any

from django.http import HttpRequest

from cms.previews import draft_of_token


def page_of_token(token: str, request: HttpRequest) -> Any:
    """Return the draft that a token stands for, with the relations of the draft, and keep the answer out of caches.

    Args:
        token: as the editor's preview or a shared link handed it to the front end.
        request: the request that the answer goes to; it is marked whether the token is good or not.

    Returns:
        The page as it stood in the editor, or its latest draft for a shared link. ``None`` for a token that is wrong,
        unknown, too old or withdrawn: nothing says which.
    """
    request.never_cache_answer = True  # type: ignore[attr-defined]  # read by the view that writes the answer
    page = draft_of_token(token)
    if page is not None:
        page.__dict__["_is_preview"] = True
    return page
