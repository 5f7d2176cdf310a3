"""Fields of the events app, of forms and of models."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

END_OF_DAY = dt.time(23, 59)


class DayField(forms.DateField):
    """A day to choose in a calendar, of this century: with others, dates that follow from it may be none."""

    widget = AdminDateInput

    def __init__(self, **kwargs: Any) -> None:
        first, last = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
        super().__init__(validators=[MinValueValidator(first), MaxValueValidator(last)], **kwargs)


class DeadlineFormField(forms.DateTimeField):
    """A date and a time; a date alone means through the end of that day, not its first minute."""

    def to_python(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            value = f"{value.strip()} {END_OF_DAY:%H:%M}"
        return super().to_python(value)


class DeadlineInput(AdminDateTimeInput):
    """Wagtail's calendar for a deadline: a date alone stays one, and a day that is chosen there means its end."""

    def get_config(self) -> dict[str, Any]:
        """Return the calendar's options; left to itself it makes the first minute of a date that is typed."""
        config: dict[str, Any] = super().get_config()
        return config | {"defaultTime": f"{END_OF_DAY:%H:%M}", "validateOnBlur": False}


class DeadlineField(models.DateTimeField):
    """The instant at which something closes."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": DeadlineFormField, **kwargs})
