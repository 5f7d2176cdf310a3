"""What keeps the reason for publishing in spite of warnings, and what stops several pages at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page, PageLogEntry

from cms.lint.problems import ProblemSeverity
from cms.lint.run import lint_content, lint_pages

OVERRIDDEN = "cms.lint.override"
"""The entry of a page's history that keeps the reason."""


class OverrideFormatter(LogFormatter):
    """Shows the reason in a page's history."""

    label = gettext_lazy("Publish in spite of warnings")

    def format_message(self, log_entry: Any) -> str:
        reason = {"reason": log_entry.data.get("reason", "")}
        if log_entry.data.get("for_review"):
            return _("Sent in for review in spite of warnings: %(reason)s") % reason
        return _("Published in spite of warnings: %(reason)s") % reason


def keep_reason(request: HttpRequest, page: Page) -> None:
    """Note in the page's history why it was published or sent in in spite of warnings, and what these were."""
    reason = request.POST.get("lint_reason", "").strip()
    submits = not {"action-submit", "action-restart-workflow"}.isdisjoint(request.POST)
    publishes = "action-publish" in request.POST or request.POST.get("workflow-action-name") == "approve"
    if not reason or not (submits or publishes):
        return
    saved = Page.objects.select_related("latest_revision").get(pk=page.pk)
    for_review = submits and saved.workflow_in_progress
    if not (for_review or (publishes and _is_out(saved))):
        return
    draft = page.get_latest_revision_as_object()
    problems = [each for each in lint_pages([draft])[0].problems if each.severity == ProblemSeverity.WARNING]
    if problems:
        data: dict[str, Any] = {"reason": reason, "warnings": [str(problem) for problem in problems]}
        if for_review:
            data["for_review"] = True
        log(draft, OVERRIDDEN, user=request.user, data=data, revision=page.latest_revision)


def _is_out(page: Page) -> bool:
    """Return whether the latest draft is published or scheduled: Wagtail saves a draft for who may not publish."""
    draft = page.latest_revision
    return bool(draft) and (page.live_revision_id == draft.pk or draft.approved_go_live_at is not None)


def reason_for_review(page: Page) -> str:
    """Return the reason with which the latest draft was sent in for review, if one was given."""
    entries = PageLogEntry.objects.filter(page=page.pk, action=OVERRIDDEN, revision=page.latest_revision_id)
    sent_in = (entry.data["reason"] for entry in entries.order_by("-timestamp", "-pk") if entry.data.get("for_review"))
    return next(sent_in, "")


def stop_bulk_publication(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish several pages at once only if none has something to mend: there is no place to give a reason."""
    if action_type != "publish" or not objects or not isinstance(objects[0], Page):
        return None
    wanted = Page.objects.filter(pk__in=[page.pk for page in objects])
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        for page in objects:
            wanted = wanted | page.get_descendants().filter(live=False)
    refused = [
        linted.page.title
        for linted in lint_content(wanted, drafts=True)
        if any(problem.severity != ProblemSeverity.ADVICE for problem in linted.problems)
    ]
    if not refused:
        return None
    message = _("Some pages have something to mend. Open each of them and publish it there: %(pages)s")
    messages.error(request, message % {"pages": ", ".join(refused)})
    return redirect(action.next_url)
