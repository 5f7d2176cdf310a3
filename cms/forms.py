"""Forms of the admin that check more than one field or row at a time."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ContactForm(WagtailAdminModelForm):
    """A contact's form: roles without an end add up to no more than full time."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        going_on = [
            form
            for form in self.formsets["roles"].forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
            if form.cleaned_data.get("ends_on") is None and form.cleaned_data.get("share")
        ]
        total = sum(form.cleaned_data["share"] for form in going_on)
        if total > 100:
            going_on[-1].add_error(
                "share",
                _("The roles that go on add up to %(total)s %%. Together they can't be more than 100 %%.")
                % {"total": total},
            )
            self.add_error(None, _("The roles that go on are more than full time together."))
        return cleaned
