"""Forms of the admin for the platform section.

What must be different from row to row is checked here and not by the database: rows are saved one by one, so a
constraint would refuse two rows that trade places (two years, two labels, the mark of the current version).
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.lint.forms import LintedPageForm


class AgreementPageForm(LintedPageForm):
    """An agreement's form: each version and each year once, one current version, no signed version removed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_doubles("agreement_versions", "label", _("There is a version with this name already."))
        self._refuse_doubles("agreement_working_groups", "year", _("There is a working group for this year already."))
        marked = [form for form in self._rows("agreement_versions") if form.cleaned_data.get("is_marked_current")]
        for form in marked[1:]:
            form.add_error("is_marked_current", _("Another version is marked as the current one already."))
        self._keep_signed_versions()
        return cleaned

    def _rows(self, name: str) -> Iterator[Any]:
        for form in self.formsets[name].forms:
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form

    def _refuse_doubles(self, name: str, field: str, message: Any) -> None:
        seen = set()
        for form in self._rows(name):
            value = form.cleaned_data.get(field)
            key = value.strip().casefold() if isinstance(value, str) else value
            if key in seen:
                form.add_error(field, message)
            seen.add(key)

    def _keep_signed_versions(self) -> None:
        for form in self.formsets["agreement_versions"].forms:
            version = form.instance
            if self.data.get(f"{form.prefix}-DELETE") and version.pk and version.signatories.exists():
                self.add_error(
                    None,
                    _("Organisations have signed the version “%(label)s”, so it can't be removed.")
                    % {"label": version.label},
                )
