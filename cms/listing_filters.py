"""What the filters of lists in the admin have in common."""

from typing import Any

import django_filters
from django import forms
from django.db.models import IntegerField, Model, Q, QuerySet, TextChoices
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import WorkflowState

from cms.querysets import base_content_type, is_scheduled


class PublicationStatus(TextChoices):
    """How far what an editor has written has come on its way to visitors."""

    LIVE = "live", pgettext_lazy("publication", "Published")
    CHANGED = "changed", pgettext_lazy("publication", "Published, with changes that are not")
    DRAFT = "draft", pgettext_lazy("publication", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("publication", "Waiting for review")
    SCHEDULED = "scheduled", pgettext_lazy("publication", "Scheduled")
    EXPIRED = "expired", pgettext_lazy("publication", "Expired")


class StatusFilter(django_filters.ChoiceFilter):
    """Narrows a list to what is published, a draft and so on; the words are those of the column, where it has one."""

    def __init__(self, **kwargs: Any) -> None:
        options = {
            "label": _("Status"),
            "choices": PublicationStatus.choices,
            "empty_label": _("All"),
            "widget": forms.RadioSelect,
        }
        super().__init__(**options | kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(with_status(qs.model, PublicationStatus(value))) if value else qs


def with_status(model: type[Model], status: PublicationStatus) -> Q:
    """Return the condition for a row of a model with a draft state that has a status."""
    match status:
        case PublicationStatus.LIVE:
            return Q(live=True)
        case PublicationStatus.CHANGED:
            return Q(live=True, has_unpublished_changes=True)
        case PublicationStatus.DRAFT:
            return Q(live=False, expired=False) & ~Q(is_scheduled(model))
        case PublicationStatus.IN_REVIEW:
            return _is_in_review(model)
        case PublicationStatus.SCHEDULED:
            return Q(is_scheduled(model))
        case PublicationStatus.EXPIRED:
            return Q(live=False, expired=True)


def _is_in_review(model: type[Model]) -> Q:
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=base_content_type(model)
    )
    return Q(pk__in=states.annotate(_row=Cast("object_id", IntegerField())).values("_row"))


class ListingFilterSet(WagtailFilterSet):
    """The filters of a list; Wagtail adds one for the language where rows have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "locale" in self.filters:
            self.filters["locale"].label = _("Language")  # Wagtail's Swedish calls it a place
