"""Signing in to the admin by a password and a code, and asking for a new password: how often, by client and user."""

import logging
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.models import Device
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views.account import PasswordResetView

from cms.clients import client_of
from cms.rate_limits import Attempt, RateExceeded, count
from cms.two_factor.devices import is_on, phone_of, verified_device

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
        attempts = count_sign_in(request, str(username or kwargs.get("username", "")))
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None:
            give_back(attempts)
        return user


class CodeField(forms.CharField):
    """A code from the app on the phone, or a recovery code."""

    def __init__(self, *, required: bool = True, help_text: Any = "") -> None:
        # Telephones offer the code of a message, and keep their hands off it otherwise.
        typed = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        widget = forms.TextInput(attrs=typed)
        super().__init__(label=_("Code"), max_length=32, required=required, help_text=help_text, widget=widget)


class SignInForm(LoginForm):
    """Wagtail's form, with the code of those who sign in in two steps.

    A right password without its code is answered, and counted, like a wrong password: nobody learns that it is right.
    """

    error_messages = LoginForm.error_messages | {
        "wrong_code": _(
            "Your username, password or code didn't match. Please try again. "
            "If you sign in in two steps, wait until the app shows its next code."
        )
    }
    code = CodeField(
        required=False, help_text=_("Only if you sign in in two steps: the code in the app, or a recovery code.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail makes its label of the field's name, in English.
        self.fields["password"].label = _("Password")
        if not is_on():
            del self.fields["code"]

    def confirm_login_allowed(self, user: Any) -> None:
        """Ask for a code, once the password is right, from those who have a phone for it.

        Raises:
            ValidationError: the user may not sign in, the code is not right, or there were too many attempts.
        """
        super().confirm_login_allowed(user)
        if is_on() and phone_of(user):
            # The signal of Django's that follows marks the session with it.
            user.otp_device = check_code(self.request, user, self.cleaned_data.get("code", ""))
            if user.otp_device is None:
                raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        """Return the same for a wrong name, a wrong password and a wrong code."""
        if not is_on():
            return super().get_invalid_login_error()
        return ValidationError(self.error_messages["wrong_code"], code="invalid_login")


def check_code(request: HttpRequest, user: Any, code: str) -> Device | None:
    """Return what made a code for this user, or ``None``; wrong codes are limited together with wrong passwords.

    Raises:
        ValidationError: the client, or somebody for this user, has tried too often.
    """
    attempts = count_sign_in(request, user.get_username())
    device = verified_device(user, code)
    if device is not None:
        give_back(attempts)
    return device


def count_sign_in(request: HttpRequest, name: str) -> list[Attempt | None]:
    """Count an attempt to sign in, before it is known whether it is right.

    Raises:
        ValidationError: the client, or somebody for the user of this name, has tried too often.
    """
    try:
        return [count("SIGN_IN_RATE", "client", client_of(request)), count("SIGN_IN_RATE", "user", name.casefold())]
    except RateExceeded as error:
        # Not the name: somebody may have typed a password there.
        logger.warning("Sign-in limited: client %s", client_of(request))
        raise ValidationError(try_again(error.seconds), code="rate_limited") from error


def give_back(attempts: list[Attempt | None]) -> None:
    """Take attempts that were right off the counters."""
    for attempt in filter(None, attempts):
        attempt.give_back()


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
