"""Forms of the admin for news."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.lint.forms import LintedPageForm


class NewsPageForm(LintedPageForm):
    """A news item's form: it is not related to itself, and to no other twice."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen = set()
        for form in self.formsets["related_news_links"].forms:
            target = (
                form.cleaned_data.get("target") if form.is_valid() and not form.cleaned_data.get("DELETE") else None
            )
            if target is None:
                continue
            if target.pk == self.instance.pk:
                form.add_error("target", _("Choose another news item: this is the one that you are editing."))
            elif target.pk in seen:
                form.add_error("target", _("This news item is in the list already."))
            seen.add(target.pk)
        return cleaned
