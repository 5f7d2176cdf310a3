"""The admin's views of the linter: what is wrong with a form as it stands, and the report of all content."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages import preview, workflow
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.lint.counts import without_flawless
from cms.lint.forms import problems_in
from cms.lint.problems import ProblemSeverity
from cms.lint.registry import all_rules
from cms.lint.run import lint_content, lint_pages

# Wagtail 7.4 has these views without "View" in their names.
PreviewOnCreateView: Any = getattr(preview, "PreviewOnCreateView", None) or preview.PreviewOnCreate
PreviewOnEditView: Any = getattr(preview, "PreviewOnEditView", None) or preview.PreviewOnEdit
WorkflowActionView: Any = getattr(workflow, "WorkflowActionView", None) or workflow.WorkflowAction

PAGE_SIZE = 50
REPORTERS = ["add", "change", "publish"]
"""Who may read the report: those who may do one of these somewhere in the tree."""


class _LintForm:
    """Answers a form that is sent as it stands with its problems, and keeps nothing of it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The form is read as for a preview, which Wagtail's class does; where it is kept is left out.
        form = self.get_form(request.POST)  # type: ignore[attr-defined] # from the class that this stands before
        form.defer_required_fields()
        form.is_valid()
        return render(request, "cms/lint/problems.html", {"problems": problems_in(form), "is_valid": not form.errors})


class LintOnEditView(_LintForm, PreviewOnEditView):
    """The problems of a page that is being edited; for those who may edit it."""


class LintOnCreateView(_LintForm, PreviewOnCreateView):
    """The problems of a page that is being made; for those who may make one there."""


class LintedWorkflowActionView(WorkflowActionView):
    """Approves a page outside its form only if it has nothing to mend: there is no place to give a reason."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = self.object.specific.get_latest_revision_as_object()
        problems = [each for each in lint_pages([draft])[0].problems if each.severity != ProblemSeverity.ADVICE]
        if self.action_name != "approve" or not problems:
            answer: HttpResponse = super().post(request, *args, **kwargs)
            return answer
        message = _("The page is not approved. Mend this first and then approve the page here: %(problems)s")
        messages.error(request, message % {"problems": " ".join(map(str, problems))})
        editor = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            modal: HttpResponse = self.render_modal_json(request, {"step": "success", "redirect": editor})
            return modal
        return redirect(editor)


class ReportFilter(forms.Form):
    """Which problems the report shows."""

    severity = forms.ChoiceField(label=gettext_lazy("Severity"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Rule"), required=False)
    page_type = forms.ChoiceField(label=gettext_lazy("Page type"), required=False)
    drafts = forms.BooleanField(label=gettext_lazy("Include drafts"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from cms.models import BasePage

        super().__init__(*args, **kwargs)
        types = [model for model in _all_subclasses(BasePage) if not model._meta.abstract and model.is_creatable]
        every = ("", _("All"))
        names = sorted(
            ((model._meta.label_lower, str(model._meta.verbose_name)) for model in types), key=lambda t: t[1]
        )
        choices: dict[str, list[Any]] = {
            "severity": [*ProblemSeverity.choices],
            "rule": [(rule.name, rule.title) for rule in all_rules()],
            "page_type": names,
        }
        for name, values in choices.items():
            field: Any = self.fields[name]
            field.choices = [every, *values]


class LintReportView(WagtailAdminTemplateMixin, View):
    """The problems of all pages that the editor may change, by severity, rule and page type."""

    template_name = "cms/lint/report.html"
    page_title = gettext_lazy("Content to mend")
    header_icon = "glasses"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not PagePermissionPolicy().user_has_any_permission(request.user, REPORTERS):
            raise PermissionDenied
        self.filter = ReportFilter(request.GET)
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": _("Content to mend")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), PAGE_SIZE).get_page(self.request.GET.get("p"))
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(**kwargs) | {"filter": self.filter, "rows": page, "query": query.urlencode()}

    def rows(self) -> list[dict[str, Any]]:
        """Return a row for each problem that the filter lets through, the gravest first.

        To read a thousand pages takes seconds: those that had no problem when they were counted last are not read.
        """
        wanted = self.filter.cleaned_data if self.filter.is_valid() else {}
        pages = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        titles = {rule.name: rule.title for rule in all_rules()}
        rows = [
            {"page": linted.page, "problem": problem, "rule": titles[problem.rule]}
            for linted in lint_content(without_flawless(pages), drafts=bool(wanted.get("drafts")))
            if wanted.get("page_type") in (None, "", linted.page._meta.label_lower)
            for problem in linted.problems
            if wanted.get("severity") in (None, "", problem.severity)
            if wanted.get("rule") in (None, "", problem.rule)
        ]
        order = list(ProblemSeverity)
        return sorted(rows, key=lambda row: order.index(row["problem"].severity))


def _all_subclasses(model: type) -> set[Any]:
    below: set[Any] = set(model.__subclasses__())
    return below | {each for child in below for each in _all_subclasses(child)}
