"""Pages of the admin where an editor hands a draft to a reviewer outside the CMS, and takes it back."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.log_actions import log
from wagtail.models import Page

from cms.models import PreviewLink
from cms.previews import withdraw_previews

DAYS = (1, 7, 14, 30)
SHARED, WITHDRAWN = "cms.share_draft", "cms.withdraw_draft"


def days_to_choose() -> list[tuple[int, str]]:
    """Return for how many days a link can open, in words."""
    return [(days, ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in DAYS]


class ShareForm(forms.Form):
    """For how long the link opens."""

    days = forms.TypedChoiceField(label=_("The link opens for"), choices=days_to_choose, coerce=int, initial=7)


class PageToShareMixin:
    """The page that a view is about; only who may edit it gets any further."""

    page: Page

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> Any:
        """Load the page and check the editor's rights.

        Raises:
            PermissionDenied: for whoever may not edit this page.
        """
        self.page = get_object_or_404(Page, pk=page_id).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, **kwargs)  # type: ignore[misc]  # the view that this is mixed into


class ShareDraftView(PageToShareMixin, WagtailAdminTemplateMixin, View):
    """The links to a page's draft: those that open now, and a form for a new one."""

    template_name = "cms/sharing/share_draft.html"
    page_title = _("Share draft")
    header_icon = "link"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the links; none can be read again, only withdrawn."""
        return self.show(ShareForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a link and show it, this once."""
        form = ShareForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        _link, token = PreviewLink.issue(self.page, request.user, form.cleaned_data["days"])
        log(instance=self.page, action=SHARED, user=request.user)
        return self.show(ShareForm(), new_link=self.page.get_preview_url(None, token))

    def show(self, form: ShareForm, new_link: str = "") -> HttpResponse:
        """Draw the page; the admin tells browsers to keep no copy."""
        links = PreviewLink.objects.open().filter(page_id=self.page.pk).select_related("created_by")
        context = self.get_context_data(form=form, new_link=new_link, links=links, page=self.page)
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        """Return which page it is about, by its title in the draft."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[Any]:
        """Return where the page stands in the tree."""
        above = get_breadcrumbs_items_for_page(self.page, self.request.user)
        return [*above, {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}]


class WithdrawLinkView(PageToShareMixin, View):
    """Makes one link open nothing from now on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, link_id: int) -> HttpResponse:
        """Withdraw the link, if it is one to this page."""
        get_object_or_404(PreviewLink, pk=link_id, page_id=self.page.pk).withdraw()
        log(instance=self.page, action=WITHDRAWN, user=request.user)
        messages.success(request, _("The link is withdrawn."))
        return redirect(reverse("share_draft", args=[self.page.pk]))


class WithdrawPreviewsView(PageToShareMixin, View):
    """Closes the previews of a page that editors have open, wherever their addresses have gone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Withdraw the tokens of all previews of the page."""
        withdraw_previews(self.page)
        messages.success(request, _("The previews are closed. Open a new one in the editor."))
        return redirect(reverse("share_draft", args=[self.page.pk]))
