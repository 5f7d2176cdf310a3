"""The page form of every page type: what must be mended stops a publication, never a draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from cms.lint.problems import Problem, ProblemSeverity
from cms.peers import with_related


class LintedPageForm(WagtailAdminPageForm):
    """A page's form: errors stop publishing it, warnings ask for a reason; a draft is always saved."""

    lint_reason = forms.CharField(
        label=gettext_lazy("Reason to publish anyway"),
        help_text=gettext_lazy(
            "Errors stop the page from being published. If warnings are left, say here why you publish it anyway."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lint_problems: list[Problem] | None = None
    """What was found when the editor tried to publish; ``None`` if that was not asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.instance.latest_revision_id:
            from cms.lint.gate import reason_for_review

            # The reviewer reads what the author has written, and publishes with it or with another reason.
            self.initial["lint_reason"] = reason_for_review(self.instance)

    @property
    def is_publishing(self) -> bool:
        """Whether the editor publishes the page with this form, by the button or by approving it in a workflow."""
        data = self.data if self.is_bound else {}
        approves = data.get("action-workflow-action") and data.get("workflow-action-name") == "approve"
        return bool(data.get("action-publish") or approves)

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())
        if not self.is_publishing or not valid or self.lint_problems is not None:
            return valid
        self.lint_problems = problems_in(self)
        errors = [each for each in self.lint_problems if each.severity == ProblemSeverity.ERROR]
        warnings = [each for each in self.lint_problems if each.severity == ProblemSeverity.WARNING]
        if errors:
            self.refuse(_("The page is not published: there are errors to mend. You can save it as a draft."), errors)
        elif warnings and not self.cleaned_data.get("lint_reason"):
            message = _(
                "The page is not published yet: mend the warnings, "
                "or say under “Reason to publish anyway” why they do not apply."
            )
            self.refuse(message, warnings)
        return not self.errors

    def refuse(self, message: str, problems: list[Problem]) -> None:
        """Say why the page is not published, and what there is to mend."""
        for text in (message, *problems):
            self.add_error(None, str(text))


def problems_in(form: Any) -> list[Problem]:
    """Return the problems of a page form that has been validated, as it stands, valid or not."""
    from cms.lint.run import lint_pages

    return lint_pages([as_it_stands(form)])[0].problems


def as_it_stands(form: Any) -> Any:
    """Return a copy of a form's instance with the rows of its formsets, as far as their fields are valid.

    Nothing of the form or its instance changes: saving the form afterwards does what it would have done.
    """
    rows = {
        name: [as_it_stands(each) for each in formset.forms if _is_kept(each)]
        for name, formset in getattr(form, "formsets", {}).items()
        if formset.management_form.is_valid()
    }
    return with_related(form.instance, rows)


def _is_kept(form: Any) -> bool:
    data = getattr(form, "cleaned_data", {})
    return not data.get("DELETE") and bool(form.instance.pk or form.has_changed())
