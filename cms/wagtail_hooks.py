"""What the kernel registers with Wagtail."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from cms.admin import ContactViewSet, OrganisationViewSet, VocabularyViewSetGroup
from cms.content_version import next_expiry
from cms.first_screen import KERNEL_PANELS
from cms.guide import GuideImageView, GuideView
from cms.lint.gate import OVERRIDDEN, OverrideFormatter, keep_reason, stop_bulk_publication
from cms.lint.registry import Rule
from cms.lint.rules import KERNEL_RULES
from cms.lint.views import REPORTERS, LintOnCreateView, LintOnEditView, LintReportView
from cms.schema import PageQueries, PasswordMutations, PeopleQueries, SearchQueries, SiteQueries
from cms.sharing import SHARED, WITHDRAWN, ShareDraftView, WithdrawLinkView, WithdrawPreviewsView
from cms.two_factor.devices import is_on
from cms.two_factor.views import (
    RESET,
    TURNED_OFF,
    TURNED_ON,
    NewCodesView,
    OwnTwoFactorView,
    ResetTwoFactorView,
    TurnOffView,
)
from cms.userbar import FrontEndChecker, UserbarView
from cms.views import image_size

for viewset in (ContactViewSet, OrganisationViewSet, VocabularyViewSetGroup):
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


@hooks.register("construct_help_menu")
def leave_out_wagtails_guides(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out Wagtail's own guide and news of its releases: in English, for those who run the site."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new-in-wagtail", "editor-guide"))]


@hooks.register("construct_snippet_action_menu")
def publish_first(items: list[Any], _request: HttpRequest, _context: dict[str, Any]) -> None:
    """Make publishing the button of an editor without a review, as of a contact: a telephone number is to be seen."""
    items.sort(key=lambda item: item.name != "action-publish")


class LintMenuItem(MenuItem):
    """The way to the linter's report, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(PagePermissionPolicy().user_has_any_permission(request.user, REPORTERS))


@hooks.register("register_reports_menu_item")
def lint_menu_item() -> MenuItem:
    """Lead to the linter's report from the menu of reports."""
    return LintMenuItem(_("Content to mend"), reverse("lint_report"), name="lint", icon_name="glasses", order=650)


@hooks.register("insert_global_admin_css")
def menu_style() -> str:
    """Let long labels of the menu go on in a second line."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("cms/menu.css"))


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


@hooks.register("construct_homepage_panels")
def add_panels(_request: HttpRequest, panels: list[Any]) -> None:
    """Add to the first screen of the admin what needs doing in any kind of content."""
    panels += [panel() for panel in KERNEL_PANELS]


@hooks.register("register_admin_urls")
def two_factor_urls() -> list[URLPattern]:
    """Add the pages about signing in in two steps."""
    return [
        path("account/two-step/", OwnTwoFactorView.as_view(), name="two_factor"),
        path("account/two-step/codes/", NewCodesView.as_view(), name="two_factor_codes"),
        path("account/two-step/off/", TurnOffView.as_view(), name="two_factor_off"),
        path("users/<int:user_id>/two-step/", ResetTwoFactorView.as_view(), name="two_factor_reset"),
    ]


@hooks.register("register_account_menu_item")
def two_factor_menu_item(_request: HttpRequest) -> dict[str, Any] | None:
    """Lead from the account to signing in in two steps."""
    if not is_on():
        return None
    help_text = _("Give a code from your phone beside the password, so that nobody signs in with a stolen password.")
    return {"url": reverse("two_factor"), "label": _("Sign-in in two steps"), "help_text": help_text}


@hooks.register("register_user_listing_buttons")
def two_factor_user_button(user: Any, request_user: Any) -> list[Button]:
    """Lead from a user in the list to what helps when the phone is lost."""
    if not is_on() or user == request_user or not request_user.has_perm("auth.change_user"):
        return []
    return [Button(_("Phone lost"), reverse("two_factor_reset", args=[user.pk]), icon_name="lock", priority=25)]


@hooks.register("register_log_actions")
def log_two_factor(actions: Any) -> None:
    """Show in a user's history that signing in in two steps was turned on and off."""
    actions.register_action(TURNED_ON, _("Turn on sign-in in two steps"), _("Sign-in in two steps turned on"))
    actions.register_action(TURNED_OFF, _("Turn off sign-in in two steps"), _("Sign-in in two steps turned off"))
    actions.register_action(RESET, _("Forget a lost phone"), _("Lost phone forgotten"))


@hooks.register("register_admin_urls")
def image_size_url() -> list[URLPattern]:
    """Add what the image chooser asks about a picture before it is uploaded."""
    return [path("image-size/", image_size, name="image_size")]


@hooks.register("insert_editor_js")
def image_size_script() -> str:
    """Load what asks it, wherever an image chooser may open."""
    return format_html('<script src="{}"></script>', versioned_static("cms/images/size.js"))
