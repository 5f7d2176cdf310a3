"""What the linter found when it last read a page, in numbers (``cms.lint.counts``)."""

from django.db import models
from wagtail.models import Page


class LintCount(models.Model):
    """How many problems of each severity a published page has; to read all pages anew takes seconds."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="+")
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    advice = models.PositiveIntegerField()
    counted_at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.errors}, {self.warnings}, {self.advice}"
