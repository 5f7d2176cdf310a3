"""Lists of the admin, read as an editor sees them: the table, its buttons, and the files that it is exported as."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from cms.spreadsheets import BYTE_ORDER_MARK


def table_of(client: Client, url: str, **query: Any) -> list[list[str]]:
    """Return the texts of a list's table, headings first, without the boxes to tick and the menu of each row."""
    table = BeautifulSoup(client.get(url, query).text, "html.parser").select_one("table.listing")
    assert table
    for menu in table.select(".w-dropdown, ul.actions, .w-sr-only"):
        menu.decompose()
    rows = table.select("tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")[1:]] for row in rows]


def titles(client: Client, url: str, **query: Any) -> list[str]:
    """Return what a list holds, by title or name, in order; for a search, after everything has been indexed."""
    if "q" in query:
        call_command("update_index", verbosity=0)
    response = client.get(url, query)
    assert response.status_code == 200
    return [str(row) for row in response.context["page_obj"]]


def exported_csv(client: Client, url: str, **query: Any) -> list[list[str]]:
    """Return the rows of a list's CSV file, headings first."""
    response = client.get(url, {**query, "export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK))))


def exported_xlsx(client: Client, url: str, **query: Any) -> list[list[Any]]:
    """Return the rows of a list's XLSX file, headings first; no cell of it is a formula."""
    response = client.get(url, {**query, "export": "xlsx"})
    cells = list(load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows())
    assert not [cell for row in cells for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in cells]


def menu_of(client: Client) -> list[str]:
    """Return the labels of what stands in the menu, without what stands below an entry."""
    return [item["_args"][0]["label"] for item in _menu_items(client)]


def titles_below(client: Client, label: str) -> dict[str, str]:
    """Return what stands below an entry of the menu, with where it leads."""
    below = next(item["_args"][1] for item in _menu_items(client) if item["_args"][0]["label"] == label)
    return {item["_args"][0]["label"]: item["_args"][0]["url"] for item in below}


def _menu_items(client: Client) -> list[Any]:
    props = BeautifulSoup(client.get("/admin/account/").text, "html.parser").select_one("#wagtail-sidebar-props")
    assert props
    modules = json.loads(props.text)["modules"]
    return [
        item for module in modules if module["_type"] == "wagtail.sidebar.MainMenuModule" for item in module["_args"][0]
    ]


def buttons_of(client: Client, url: str) -> dict[str, str]:
    """Return the buttons in a list's header, with where they lead."""
    return {str(button.label): button.url for button in client.get(url).context["header_buttons"]}
