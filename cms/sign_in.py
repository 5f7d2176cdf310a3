"""Signing in to the admin, and asking for a new password: how often, by client and by user."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import ngettext
from wagtail.admin.views.account import PasswordResetView

from cms.clients import client_of
from cms.rate_limits import RateExceeded, count

logger = logging.getLogger(__name__)


class LimitedBackend(ModelBackend):
    """Django's users and passwords, of which ``SIGN_IN_RATE`` wrong ones may be tried.

    A backend stands behind every form that takes a password: Wagtail's for the admin, and its other one.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """Return the user whose name and password these are, or ``None``.

        Raises:
            ValidationError: the client, or somebody for this user, has tried too often; each form shows the message.
        """
        if request is None:
            return super().authenticate(request, username, password, **kwargs)
        name = str(username or kwargs.get("username", "")).casefold()
        try:
            attempts = [count("SIGN_IN_RATE", "client", client_of(request)), count("SIGN_IN_RATE", "user", name)]
        except RateExceeded as error:
            # Not the name: somebody may have typed a password there.
            logger.warning("Sign-in limited: client %s", client_of(request))
            raise ValidationError(try_again(error.seconds), code="rate_limited") from error
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None:
            for attempt in filter(None, attempts):
                attempt.give_back()
        return user


class LimitedPasswordResetView(PasswordResetView):
    """Wagtail's form for a new password, which writes to nobody more often than ``PASSWORD_RESET_RATE``."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the e-mail, or say that it is too soon; whether there is such a user plays no part."""
        try:
            count("PASSWORD_RESET_RATE", "client", client_of(self.request))
            count("PASSWORD_RESET_RATE", "email", form.cleaned_data["email"].casefold())
        except RateExceeded as error:
            logger.warning("Requests for a new password limited: client %s", client_of(self.request))
            form.add_error(None, try_again(error.seconds))
            response = self.form_invalid(form)
            response.status_code = 429
            response["Retry-After"] = str(error.seconds)
            return response
        return super().form_valid(form)


def limited(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return Wagtail's view that takes the password of a page, limited by ``PASSWORD_RATE`` together with the API."""

    def limited_view(request: HttpRequest, restriction: int, **others: int) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, restriction, **others)
        try:
            attempt = count("PASSWORD_RATE", client_of(request), "page", restriction)
        except RateExceeded as error:
            headers = {"Retry-After": str(error.seconds)}
            return HttpResponse(try_again(error.seconds), "text/plain; charset=utf-8", 429, headers=headers)
        response = view(request, restriction, **others)
        if attempt and response.status_code == 302:  # the password was right
            attempt.give_back()
        return response

    return limited_view


def try_again(seconds: int) -> str:
    """Return what somebody is told who has tried too often."""
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many attempts. Try again in %(minutes)d minute.",
        "Too many attempts. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
