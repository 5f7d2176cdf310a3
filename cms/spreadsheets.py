"""Lists of the admin as files for spreadsheets: what their columns say, in cells that no program takes for formulas.

Wagtail's mixin writes instants in UTC and leaves text in CSV files as it is, where a spreadsheet program reads a cell
that begins with ``=`` as a formula: https://owasp.org/www-community/attacks/CSV_Injection.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import Promise, cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.mixins import ExcelDateFormatter, SpreadsheetExportMixin

# Where a program splits a line depends on its language, in Swedish at a semicolon: what follows one begins a cell too.
FORMULA = re.compile(r"(?:^|(?<=[,;\t\r\n]))(?=[=+\-@\t\r\n＝＋－＠])")
BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheet programs take a CSV file for UTF-8 if it begins with this, else å, ä and ö go wrong."""
CELL_WIDTH = 24
"""In characters; a program shows an instant in a narrower column as a row of #."""


class ColumnExportMixin(SpreadsheetExportMixin):
    """Exports the columns of a list, and more that have no place on screen, as CSV and XLSX."""

    export_columns: Sequence[Column] = ()
    """What is exported: label and value of each; a value is text, a number, a date, an instant, or a list of texts."""

    @cached_property
    def list_export(self) -> list[str]:
        """The names of the exported columns, as Wagtail asks for them."""
        return [column.name for column in self.export_columns]

    def get_filename(self) -> str:
        """Return the list's title, without letters that a system may not know."""
        return slugify(self.get_page_title())

    def get_heading(self, queryset: Any, field: str) -> str:
        return next(str(column.label) for column in self.export_columns if column.name == field)

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {column.name: column.get_value(item) for column in self.export_columns}

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        elif isinstance(value, Promise):
            value = force_str(value)
        if export_format == self.FORMAT_XLSX:
            return _xlsx_value(value)
        return _csv_value(value)

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        # Made at once: by the time that an answer is streamed, the language and the time zone are no longer the user's.
        return iter([BYTE_ORDER_MARK.encode(), *super().stream_csv(queryset)])

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """Write what Wagtail's method writes, with columns as wide as their dates and headings that stay in view."""
        # Loaded when a list is exported: it would add a tenth of a second to each start.
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

        workbook = Workbook(write_only=True, iso_dates=True)
        worksheet = workbook.create_sheet(title=_("List"))
        worksheet.freeze_panes = "A2"
        for number in range(1, len(self.list_export) + 1):
            worksheet.column_dimensions[get_column_letter(number)].width = CELL_WIDTH
        worksheet.append([self.get_heading(queryset, field) for field in self.list_export])
        date_format = ExcelDateFormatter().get()
        for item in queryset:
            worksheet.append(self.generate_xlsx_row(worksheet, self.to_row_dict(item), date_format=date_format))
        workbook.save(output)

    def generate_xlsx_row(self, worksheet: Any, row_dict: dict[str, Any], date_format: Any = None) -> Iterator[Any]:
        for cell in super().generate_xlsx_row(worksheet, row_dict, date_format=date_format):
            if cell.data_type == "f":  # Wagtail 7.4 leaves a text that looks like a formula one
                cell.data_type = "s"
            yield cell


def _xlsx_value(value: Any) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    match value:
        case dt.datetime():
            return timezone.make_naive(value)  # a cell knows no time zone: the clock on the wall
        case str():
            return ILLEGAL_CHARACTERS_RE.sub("", value)
    return value


def _csv_value(value: Any) -> Any:
    match value:
        case dt.datetime():
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        case str():
            return without_formulas(value)
    return value


def without_formulas(text: str) -> str:
    """Return a text with an apostrophe before each place where a spreadsheet program could begin to read a formula."""
    return FORMULA.sub("'", text)
