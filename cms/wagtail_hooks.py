"""What the kernel registers with Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from cms.admin import AreaViewSet, CategoryViewSet, ContactViewSet, FocusAreaViewSet, OrganisationViewSet
from cms.content_version import next_expiry
from cms.guide import GuideImageView, GuideView
from cms.lint.gate import OVERRIDDEN, OverrideFormatter, keep_reason, stop_bulk_publication
from cms.lint.registry import Rule
from cms.lint.rules import KERNEL_RULES
from cms.lint.views import REPORTERS, LintOnCreateView, LintOnEditView, LintReportView
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
hooks.register("after_create_page", keep_reason)
hooks.register("after_edit_page", keep_reason)
hooks.register("before_bulk_action", stop_bulk_publication)


@hooks.register("register_admin_urls")
def lint_urls() -> list[URLPattern]:
    """Add the linter's report and what the panel in the editor asks."""
    create = "lint/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"
    return [
        path("lint/", LintReportView.as_view(), name="lint_report"),
        path("lint/<int:page_id>/", LintOnEditView.as_view(), name="lint_edit"),
        path(create, LintOnCreateView.as_view(), name="lint_create"),
    ]


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern]:
    """Add the editors' guide and its pictures; Wagtail lets nobody in who may not use the admin."""
    return [
        path("guide/", GuideView.as_view(), name="guide"),
        path("guide/<slug:name>.png", GuideImageView.as_view(), name="guide_image"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Lead to the editors' guide first of all in the help menu."""
    return MenuItem(_("Guide for editors"), reverse("guide"), name="guide", icon_name="help", order=100)


class LintMenuItem(MenuItem):
    """The way to the linter's report, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(PagePermissionPolicy().user_has_any_permission(request.user, REPORTERS))


@hooks.register("register_reports_menu_item")
def lint_menu_item() -> MenuItem:
    """Lead to the linter's report from the menu of reports."""
    return LintMenuItem(_("Content to mend"), reverse("lint_report"), name="lint", icon_name="glasses", order=650)


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
    actions.register_action(OVERRIDDEN)(OverrideFormatter)
    actions.register_action(WITHDRAWN, _("Withdraw draft"), _("Link to the draft withdrawn"))


@hooks.register("register_schema_mutation")
def register_mutations(mixins: list[type]) -> None:
    """Add the kernel's mutations to the schema."""
    mixins += [PasswordMutations]


@hooks.register("register_lint_rules")
def register_lint_rules(rules: list[Rule]) -> None:
    """Add the linter's rules that know no feature."""
    rules += KERNEL_RULES
