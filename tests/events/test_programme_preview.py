"""A pasted programme in the admin: shown with what does not fit, and nothing saved."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import inline_formset

from events.models import ActivityPage, ProgrammeItem
from tests.events.test_admin import add_url, errors_of, occasion_data, page_data

URL = "/admin/events/programme-preview/"
TEXT = """Välkomna!
18.00-18.30 Registrering
18.40 Samtal
• Vad <nu>?
• Vad sedan?
Eva Exempel, professor, Högskolan
21.00 Slut
"""


def preview(client, text=TEXT, starts_at="2017-10-19 18:00", ends_at="2017-10-19 20:00", **headers):
    """Ask what a text becomes."""
    return client.post(URL, {"text": text, "starts_at": starts_at, "ends_at": ends_at}, **headers)


def rows_of(html):
    """Return the cells of the table, row by row."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
        for row in BeautifulSoup(html, "html.parser").find_all("tr")[1:]
    ]


def test_shows_what_the_text_becomes(admin_client):
    response = preview(admin_client)
    assert response.status_code == 200
    html = response.json()["html"]
    assert response.json()["unparsed"] == ["Välkomna!"]
    over = "Tillfället är slut vid den här tiden."
    assert rows_of(html) == [
        ["18:00–18:30", "Registrering", "Registrering", "", ""],
        [
            "18:40–21:00",
            "Samtal • Vad <nu>? • Vad sedan?",
            "Gruppsamtal",
            "Eva Exempel, professor, Högskolan",
            f"Det är ett glapp mellan den här och ”Registrering”. {over}",
        ],
        ["21:00", "Slut", "Anförande", "", over],
    ]
    soup = BeautifulSoup(html, "html.parser")
    assert [line.get_text() for line in soup.find_all("li")] == ["Välkomna!"]
    assert "3 saker att titta på" in soup.get_text()
    assert soup.find_all("button")[-1].get_text(strip=True) == "Lägg till 3 punkter i programmet"
    assert not ProgrammeItem.objects.exists()


def test_values_of_the_rows_are_saved_by_the_page(admin_client, site, event_index):
    answer = preview(admin_client, text=TEXT.replace("21.00", "20.00")).json()
    assert answer["added"] == "3 programpunkter har lagts till. Spara sidan för att behålla dem."
    rows = [row | {"speakers": inline_formset(row["speakers"])} for row in answer["items"]]
    response = admin_client.post(add_url(event_index), page_data([occasion_data(programme=rows)]))
    assert response.status_code == 302, errors_of(response)
    items = ActivityPage.objects.get().occasions.get().programme.all()
    assert [(f"{item.start_time:%H.%M}", item.kind, item.title) for item in items] == [
        ("18.00", "registration", "Registrering"),
        ("18.40", "group_talk", "Samtal"),
        ("20.00", "talk", "Slut"),
    ]
    points = BeautifulSoup(items[1].description, "html.parser").select("ul > li")
    assert [point.get_text() for point in points] == ["Vad <nu>?", "Vad sedan?"]
    assert [(s.name, s.title, s.organisation) for s in items[1].speakers.all()] == [
        ("Eva Exempel", "professor", "Högskolan")
    ]


def test_an_item_without_a_description_has_an_empty_one(admin_client):
    [row] = preview(admin_client, "18.00 Fika").json()["items"]
    assert [block["text"] for block in json.loads(row.pop("description"))["blocks"]] == [""]
    assert row == {
        "day": "1",
        "start_time": "18:00",
        "end_time": "",
        "title": "Fika",
        "kind": "break",
        "speakers": [],
    }


@pytest.mark.parametrize("starts_at", ["", "i morgon"])
def test_without_a_start_says_what_it_cannot_see(admin_client, starts_at):
    html = preview(admin_client, "3.00 Fika", starts_at=starts_at).json()["html"]
    assert [row[-1] for row in rows_of(html)] == [""]
    assert "Fyll i när tillfället börjar" in html


@pytest.mark.parametrize(
    ("text", "status", "error"),
    [
        (" \n", 400, "Klistra in programmet först."),
        ("9.00 Fika\n" * 501, 400, "Texten är för lång. Klistra in programmet för bara ett tillfälle."),
        ("9.00 Fika\n" * 2001, 400, "Texten är för lång. Klistra in programmet för bara ett tillfälle."),
        ("Ingen tid", 200, "Ingen rad i texten börjar med en tid, så det finns inga programpunkter i den."),
    ],
)
def test_a_text_without_a_programme(admin_client, text, status, error):
    response = preview(admin_client, text)
    assert (response.status_code, response.json()["items"]) == (status, [])
    soup = BeautifulSoup(response.json()["html"], "html.parser")
    assert soup.find(role="alert").get_text(strip=True) == error
    assert soup.find("button") is None


def test_needs_a_post_with_a_token(admin_client, django_user_model):
    assert admin_client.get(URL).status_code == 405
    client = Client(enforce_csrf_checks=True)
    client.force_login(django_user_model.objects.get())
    assert preview(client).status_code == 403


def test_is_for_those_who_edit_pages(client, django_user_model, root_page):
    assert preview(client).status_code == 302
    user = django_user_model.objects.create_user("editor", "editor@example.org", "a long password")
    group = Group.objects.create(name="Redaktion")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    refused = preview(client, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert (refused.status_code, b"Registrering" in refused.content) == (403, False)
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")
    GroupPagePermission.objects.create(group=group, page=root_page, permission=permission)
    assert preview(client).status_code == 200


@pytest.mark.parametrize("page_type", ["activitypage", "conferencepage"])
def test_the_editor_has_a_place_to_paste_and_its_script(admin_client, site, event_index, page_type):
    html = admin_client.get(add_url(event_index, page_type)).content.decode()
    assert 'data-paste-programme-prefix-value="id_occasions-__prefix__-programme"' in html
    assert f'data-paste-programme-url-value="{reverse("programme_preview")}"' in html
    assert html.count("events/paste-programme.js") == 1
