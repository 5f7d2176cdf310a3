"""What the kernel registers with Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.snippets.models import register_snippet

from cms.admin import AreaViewSet, CategoryViewSet, ContactViewSet, FocusAreaViewSet, OrganisationViewSet
from cms.content_version import next_expiry
from cms.lint.registry import Rule
from cms.lint.rules import KERNEL_RULES
from cms.schema import PageQueries, PasswordMutations, PeopleQueries, SearchQueries, SiteQueries
from cms.sharing import SHARED, WITHDRAWN, ShareDraftView, WithdrawLinkView, WithdrawPreviewsView
from cms.userbar import FrontEndChecker, UserbarView

for viewset in (ContactViewSet, OrganisationViewSet, CategoryViewSet, AreaViewSet, FocusAreaViewSet):
    register_snippet(viewset)


@hooks.register("register_schema_query")
def register_queries(mixins: list[type]) -> None:
    """Add the kernel's root fields to the schema."""
    mixins += [PageQueries, PeopleQueries, SearchQueries, SiteQueries]


@hooks.register("register_admin_urls")
def sharing_urls() -> list[URLPattern]:
    """Add the pages where drafts are shared; Wagtail lets nobody in who may not use the admin."""
    return [
        path("drafts/<int:page_id>/", ShareDraftView.as_view(), name="share_draft"),
        path("drafts/<int:page_id>/close/", WithdrawPreviewsView.as_view(), name="withdraw_previews"),
        path("drafts/<int:page_id>/<int:link_id>/", WithdrawLinkView.as_view(), name="withdraw_preview_link"),
    ]


hooks.register("register_next_change", next_expiry)


@hooks.register("register_public_urls")
def userbar_urls() -> list[URLPattern]:
    """Add the user bar that the front end fetches for its previews."""
    return [path("userbar/", UserbarView.as_view(), name="userbar")]


@hooks.register("construct_wagtail_userbar")
def check_content_on_the_front_end(_request: HttpRequest, items: list[Any], page: Any) -> None:
    """Let the content checker talk to the front end's origin, in the user bar and in the editor."""
    items[:] = [
        FrontEndChecker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("register_log_actions")
def log_sharing(actions: Any) -> None:
    """Show in a page's history that its draft was shared and taken back."""
    actions.register_action(SHARED, _("Share draft"), _("Draft shared by a link"))
    actions.register_action(WITHDRAWN, _("Withdraw draft"), _("Link to the draft withdrawn"))


@hooks.register("register_schema_mutation")
def register_mutations(mixins: list[type]) -> None:
    """Add the kernel's mutations to the schema."""
    mixins += [PasswordMutations]


@hooks.register("register_lint_rules")
def register_lint_rules(rules: list[Rule]) -> None:
    """Add the linter's rules that know no feature."""
    rules += KERNEL_RULES
