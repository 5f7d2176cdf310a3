"""Model fields of the events app."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.db import models

END_OF_DAY = dt.time(23, 59)


class DeadlineFormField(forms.DateTimeField):
    """A date and a time; a date alone means through the end of that day, not its first minute."""

    def to_python(self, value: Any) -> dt.datetime | None:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
            value = f"{value.strip()} {END_OF_DAY:%H:%M}"
        return super().to_python(value)


class DeadlineField(models.DateTimeField):
    """The instant at which something closes."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": DeadlineFormField, **kwargs})
