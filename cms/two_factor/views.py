"""Pages of the account where an editor sets up signing in in two steps, and an administrator's for a lost phone."""

from abc import ABC, abstractmethod
from base64 import b32encode
from typing import Any

import segno
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django_otp import login
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from cms.sign_in import CodeField, check_code
from cms.two_factor.devices import (
    begin,
    begun_by,
    confirm,
    is_on,
    is_required,
    new_recovery_codes,
    phone_of,
    recovery_codes_left,
    remove,
)

TURNED_ON, TURNED_OFF, RESET = "cms.two_factor_on", "cms.two_factor_off", "cms.two_factor_reset"


class CodeForm(forms.Form):
    """The code that shows that the phone is at hand."""

    code = CodeField()

    def __init__(self, name: str, data: Any = None) -> None:
        # Two such forms stand on one page, and no two fields have one id.
        super().__init__(data, auto_id=f"{name}-%s")
        if name != "setup":
            self.fields["code"].help_text = _("The code in the app, or a recovery code.")


class TwoFactorMixin(WagtailAdminTemplateMixin):
    """What the pages share: they are there unless the setting is off."""

    page_title = gettext_lazy("Sign-in in two steps")
    header_icon = "lock"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer, if codes are asked for at all.

        Raises:
            Http404: they are not.
        """
        if not is_on():
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class OwnTwoFactorView(TwoFactorMixin, View):
    """The editor's own page: the way to set it up, or how it is set up and what can be done about it."""

    template_name = "cms/two_factor/account.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show how it is set up, or a new key for the app."""
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Turn it on with the app's first code, and show the recovery codes, this once."""
        if phone_of(request.user):
            return redirect("two_factor")
        form = CodeForm("setup", request.POST)
        device = confirm(request.user, form.cleaned_data["code"]) if form.is_valid() else None
        if device is None:
            if form.is_valid():
                form.add_error("code", wrong_code())
            return self.show(setup_form=form)
        login(request, device)
        log(instance=request.user, action=TURNED_ON, user=request.user)
        return self.show(new_codes=new_recovery_codes(request.user))

    def show(self, **context: Any) -> HttpResponse:
        """Draw the page; the admin tells browsers to keep no copy."""
        user = self.request.user
        if phone_of(user):
            forms_of_page = {"codes_form": CodeForm("codes"), "off_form": CodeForm("off")}
            context = {**forms_of_page, "left": recovery_codes_left(user)} | context
        else:
            device = (begun_by(user) if "setup_form" in context else None) or begin(user)
            context = {"setup_form": CodeForm("setup"), **picture_of(device)} | context
            self.template_name = "cms/two_factor/set_up.html"
        return self.render_to_response(self.get_context_data(is_required=is_required(), **context))

    def get_breadcrumbs_items(self) -> list[Any]:
        """Return that the page belongs to the account."""
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        return [*super().get_breadcrumbs_items(), account, {"url": "", "label": self.page_title}]


class WithCodeView(OwnTwoFactorView, ABC):
    """Something that is done for whoever gives a code."""

    http_method_names = ["post"]
    name = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it, or say what is wrong with the code."""
        if not phone_of(request.user):
            return redirect("two_factor")
        form = CodeForm(self.name, request.POST)
        if form.is_valid():
            try:
                if check_code(request, request.user, form.cleaned_data["code"]) is None:
                    form.add_error("code", wrong_code())
            except ValidationError as error:
                form.add_error("code", error)
        return self.act() if form.is_valid() else self.show(**{f"{self.name}_form": form})

    @abstractmethod
    def act(self) -> HttpResponse:
        """Do it."""


class NewCodesView(WithCodeView):
    """New recovery codes in the place of the old ones."""

    name = "codes"

    def act(self) -> HttpResponse:
        """Show the new codes, this once."""
        return self.show(new_codes=new_recovery_codes(self.request.user))


class TurnOffView(WithCodeView):
    """Lets the editor sign in with a password alone, or set up another phone."""

    name = "off"

    def act(self) -> HttpResponse:
        """Forget the phone and the recovery codes."""
        remove(self.request.user)
        log(instance=self.request.user, action=TURNED_OFF, user=self.request.user)
        messages.success(self.request, _("Sign-in in two steps is turned off."))
        return redirect("two_factor")


class ResetTwoFactorView(TwoFactorMixin, View):
    """An administrator forgets the lost phone of somebody else."""

    template_name = "cms/two_factor/reset.html"

    def dispatch(self, request: HttpRequest, *args: Any, user_id: int, **kwargs: Any) -> Any:
        """Load the user.

        Raises:
            PermissionDenied: for whoever may not change users; and for oneself, who gives a code.
        """
        if not request.user.has_perm("auth.change_user") or request.user.pk == user_id:
            raise PermissionDenied
        self.user = get_object_or_404(get_user_model(), pk=user_id)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask whether it is meant."""
        return self.render_to_response(self.get_context_data(user=self.user, has_phone=phone_of(self.user)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Forget the phone and the recovery codes."""
        if remove(self.user):
            log(instance=self.user, action=RESET, user=request.user)
        messages.success(request, _("The user signs in with a password alone until a phone is set up again."))
        return redirect("wagtailusers_users:index")

    def get_page_subtitle(self) -> str:
        """Return whose phone it is about."""
        return str(self.user.get_full_name() or self.user.get_username())

    def get_breadcrumbs_items(self) -> list[Any]:
        """Return that the page belongs to the users."""
        users = {"url": reverse("wagtailusers_users:index"), "label": _("Users")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), users, here]


def picture_of(device: Any) -> dict[str, str]:
    """Return an app's key as a picture that a phone reads, and in groups of four to type."""
    secret = b32encode(device.bin_key).decode()
    return {
        "picture": segno.make(device.config_url, micro=False).svg_data_uri(scale=5, light="white"),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }


def wrong_code() -> str:
    """Return what somebody is told whose code is not right."""
    return _(
        "The code is not right. Each code can be used once: wait until the app shows the next one, and write that. "
        "After several wrong codes the wait is longer."
    )
