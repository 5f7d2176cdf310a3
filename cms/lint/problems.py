"""What a rule answers with: a problem, where it is, and how much it matters."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProblemSeverity(TextChoices):
    """How much a problem matters.

    ERROR: Wrong for certain; the page is not published.
    WARNING: Probably wrong; the page is published when the editor says why.
    ADVICE: Could be better; nobody is asked.
    """

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    ADVICE = "advice", _("Advice")


SEVERITIES = list(ProblemSeverity)
"""The severities, the gravest first."""


@dataclass(frozen=True)
class Place:
    """Where on a page something stands."""

    label: str
    """What an editor calls it: "Content, Text 3"."""
    path: str = ""
    """Wagtail's content path, which the editor scrolls to: ``body.<id of the block>``."""


@dataclass(frozen=True)
class Problem:
    """Something that an editor should mend."""

    rule: str
    severity: ProblemSeverity
    message: str
    """What is wrong and what to do, in the editor's language."""
    place: Place

    def __str__(self) -> str:
        return f"{self.place.label}: {self.message}" if self.place.label else self.message
