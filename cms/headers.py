"""Headers of every answer that tell browsers what a page of this host may do, and who may embed what it hands out.

Django's own middleware adds HSTS, ``nosniff``, the referrer policy and the opener policy.
"""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from cms.previews import front_end_origins


class SecurityHeadersMiddleware(CSPMiddleware):
    """Adds the content security policy, with one of its own for the admin, and what else a browser asks about."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the headers that the view has not set itself."""
        if request.path == self._api and "json" in response.headers.get("Content-Type", ""):
            # Data is no page: its policy depends on nothing, and to build one takes as long as a statement.
            response.headers.setdefault(HEADER, self._policy_of_data)
        else:
            response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        # The user bar in the front end's preview loads its scripts and styles from here.
        embedded = request.path.startswith(settings.STATIC_URL)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if embedded else "same-origin")
        return response

    @cached_property
    def _api(self) -> str:
        return reverse("graphql")

    @cached_property
    def _policy_of_data(self) -> str:
        return str(build_policy())

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the admin's policy for its pages: it frames the front end's preview, and has scripts in its pages."""
        parts: PolicyParts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            if response.headers.get("Content-Type", "").startswith("text/html"):
                parts.update = {"frame-src": front_end_origins()}
        return parts
