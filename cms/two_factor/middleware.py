"""Keeps whoever must give a code and has not out of the admin; elsewhere such a session is nobody's."""

from functools import partial
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from cms.two_factor.devices import is_on, must_give_code, phone_of

OPEN = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
"""Names of the admin's addresses that need no code: the ways in and out, and what pages are drawn with."""


class TwoFactorMiddleware(MiddlewareMixin):
    """Asks a session that began without a code to sign in again, and leads to the set-up who must have one.

    The form asks for the code, so a session without one is older than the user's app, or than the setting.
    """

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Return where the request is led instead, or ``None``.

        Raises:
            PermissionDenied: for a request of a script, which can't be led anywhere.
        """
        if not is_on():
            return None
        if not request.path.startswith(reverse("wagtailadmin_home")):
            # Private documents, introspection and the like; whoever asks for no user pays nothing.
            user: Any = SimpleLazyObject(partial(_user_with_code, request, request.user))
            request.user = user
            return None
        if request.path.startswith(reverse("wagtailadmin_password_reset")):
            return None
        if request.path in {reverse(name) for name in OPEN}:
            return None
        if not must_give_code(request, request.user):
            return None
        has_phone = phone_of(request.user) is not None
        setup = reverse("two_factor")
        if not has_phone and request.path == setup:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        if not has_phone:
            return redirect(setup)
        logout(request)
        return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))


def _user_with_code(request: HttpRequest, user: Any) -> Any:
    return AnonymousUser() if must_give_code(request, user) else user
