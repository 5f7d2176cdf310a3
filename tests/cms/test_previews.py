"""Previews and shared drafts through the admin, as the front end of the tests shows them."""

import datetime as dt
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import signing
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageLogEntry, ReferenceIndex, Site
from wagtail_headless_preview.models import PagePreview

from cms.models import PreviewLink
from cms.previews import withdraw_previews
from tests.admin_forms import form_data
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory, OccasionFactory
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.front_end import open_preview

pytestmark = pytest.mark.django_db

TITLE = "query($token: String!) { page(token: $token) { title } }"
NOT_THERE = {"page": None}


@pytest.fixture
def news(site: Site, home_page: Any) -> Any:
    index = NewsIndexPageFactory(parent=home_page, slug="nyheter")
    return NewsPageFactory(parent=index, title="Publicerad", slug="nyhet")


def signed_in(name: str, **rights: Page) -> Client:
    """A client of a communicator whose rights are only on the pages given, by permission."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right, page in rights.items():
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=right)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "a long password")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def preview_of_form(client: Client, page: Any, title: str, **query: str) -> str:
    """Fill in a title in the editor and open its preview; return the address that it leads to."""
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = form_data(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), type(page), title=title)
    assert client.post(url, data).json() == {"is_valid": True, "is_available": True}
    response = client.get(url, {"mode": "", **query})
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    return response.url


def token_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["token"][0]


def share(client: Client, page: Any, days: int = 7) -> str:
    """Make a link in the admin and return its address, as the editor copies it."""
    response = client.post(reverse("share_draft", args=[page.pk]), {"days": days})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'id="new-link-value" value="([^"]+)"', response.content.decode())
    assert found
    return unescape(found[1])


def save_draft(page: Any, title: str) -> None:
    page.title = title
    page.save_revision()


def age_tokens(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let time pass for signatures alone."""
    now = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: now() + seconds)


# The editor's preview


@pytest.mark.parametrize(
    ("query", "in_panel"), [({"in_preview_panel": "true"}, True), ({}, False)], ids=["panel", "new tab"]
)
def test_the_panel_and_the_new_tab_open_the_front_end(
    admin_client: Client, news: Any, query: dict[str, str], in_panel: bool
) -> None:
    address = preview_of_form(admin_client, news, "I redigeraren", **query)
    assert ("in_preview_panel=true" in address) is in_panel
    shown = open_preview(address)
    assert shown.html == ("<!doctype html><title>I redigeraren</title><h1>I redigeraren</h1><p>/nyheter/nyhet/</p>")
    assert shown.answer["Cache-Control"] == "private, no-store"
    news.refresh_from_db()
    assert news.title == "Publicerad"


def test_a_saved_draft_and_an_old_version_open_the_front_end(admin_client: Client, news: Any) -> None:
    save_draft(news, "Första utkastet")
    first = news.latest_revision
    save_draft(news, "Andra utkastet")
    draft = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[news.pk]))
    version = admin_client.get(reverse("wagtailadmin_pages:revisions_view", args=[news.pk, first.pk]))
    assert "Andra utkastet" in open_preview(draft.url).html
    assert "Första utkastet" in open_preview(version.url).html


def test_a_page_that_was_never_saved_is_previewed_on_its_site(admin_client: Client, news: Any) -> None:
    index = news.get_parent()
    url = reverse("wagtailadmin_pages:preview_on_add", args=["news", "newspage", index.pk])
    editor = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    admin_client.post(url, form_data(admin_client, editor, type(news), title="Helt ny", slug="helt-ny"))
    shown = open_preview(admin_client.get(url, {"mode": ""}).url)
    assert "<h1>Helt ny</h1><p>/nyheter/helt-ny/</p>" in shown.html


def test_a_page_of_another_site_opens_that_sites_front_end(admin_client: Client, news: Any, root_page: Page) -> None:
    home = HomePageFactory(parent=root_page, title="Andra", slug="andra")
    Site.objects.create(hostname="second.example.org", port=443, root_page=home)
    page = NewsPageFactory(parent=NewsIndexPageFactory(parent=home, slug="nytt"), title="Där", slug="dar")
    assert "Ändrad där" in open_preview(preview_of_form(admin_client, page, "Ändrad där"), "second.example.org").html
    assert urlsplit(share(admin_client, page)).netloc == "second.example.org"


def test_two_editors_previews_of_a_page_at_once_show_each_their_own(news: Any) -> None:
    anna, bo = (signed_in(name, change_page=news.get_parent()) for name in ("anna", "bo"))
    addresses = [preview_of_form(anna, news, "Annas text"), preview_of_form(bo, news, "Bos text")]
    assert len(set(map(token_in, addresses))) == 2
    assert ["Annas text" in open_preview(address).html for address in addresses] == [True, False]
    assert ["Bos text" in open_preview(address).html for address in addresses] == [False, True]


def test_a_token_shows_the_form_as_it_was_when_the_token_was_made(admin_client: Client, news: Any) -> None:
    first = preview_of_form(admin_client, news, "Första försöket")
    second = preview_of_form(admin_client, news, "Andra försöket")
    save_draft(news, "Sparat sedan")
    assert "Första försöket" in open_preview(first).html
    assert "Andra försöket" in open_preview(second).html


def test_a_token_is_good_for_a_while_and_its_form_is_then_deleted(
    admin_client: Client, news: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = preview_of_form(admin_client, news, "Hemligt utkast")
    with override_settings(PREVIEW_TOKEN_SECONDS=60):
        age_tokens(monkeypatch, 50)
        assert open_preview(old).status == 200
        age_tokens(monkeypatch, 20)
        assert open_preview(old).status == 404
        new = preview_of_form(admin_client, news, "Nytt")
        assert [preview.token for preview in PagePreview.objects.all()] == [token_in(new)]


def test_previews_of_a_page_can_be_closed(admin_client: Client, news: Any) -> None:
    other = NewsPageFactory(parent=news.get_parent(), title="Annan", slug="annan")
    closed, kept = preview_of_form(admin_client, news, "Hemligt"), preview_of_form(admin_client, other, "Kvar")
    response = admin_client.post(reverse("withdraw_previews", args=[news.pk]))
    assert response.url == reverse("share_draft", args=[news.pk])
    assert [open_preview(address).status for address in (closed, kept)] == [404, 200]
    assert withdraw_previews(news) == 0


def test_a_preview_of_a_deleted_page_shows_nothing(admin_client: Client, news: Any) -> None:
    address = preview_of_form(admin_client, news, "Hemligt")
    news.delete()
    assert open_preview(address).status == 404


@pytest.mark.parametrize("wrong", ["", ":", "id=1", "a:b:c", "ö" * 300, "x" * 43])
def test_a_wrong_token_says_nothing_and_is_not_cached(client: Client, news: Any, wrong: str) -> None:
    body = json.dumps({"query": TITLE, "variables": {"token": wrong}})
    response = client.post("/graphql/", body, content_type="application/json")
    assert response.json() == {"data": NOT_THERE}
    assert response["Cache-Control"] == "private, no-store"


def test_a_token_signed_for_one_page_opens_no_other(query_data: Callable[..., Any], news: Any) -> None:
    token = news.create_page_preview().token
    tampered = token.replace(f"id={news.pk};", f"id={news.get_parent().pk};")
    assert query_data(TITLE, token=tampered) == NOT_THERE


def test_answers_without_a_token_may_be_cached(client: Client, news: Any) -> None:
    query = '{ page(path: "/nyheter/nyhet/") { title } }'
    assert "Cache-Control" not in client.get("/graphql/", {"query": query}).headers
    with_token = client.get("/graphql/", {"query": '{ page(token: "x") { title } }'})
    assert with_token["Cache-Control"] == "private, no-store"


# Links to share


def test_a_shared_link_shows_the_latest_saved_draft(admin_client: Client, news: Any) -> None:
    save_draft(news, "Utkastet")
    address = share(admin_client, news)
    assert urlsplit(address).netloc == "front.example.org"
    preview_of_form(admin_client, news, "Bara i redigeraren")
    shown = open_preview(address)
    assert "<h1>Utkastet</h1>" in shown.html
    assert shown.answer["Cache-Control"] == "private, no-store"
    save_draft(news, "Nästa utkast")
    assert "<h1>Nästa utkast</h1>" in open_preview(address).html


def test_a_shared_link_shows_a_page_that_was_never_published(admin_client: Client, news: Any) -> None:
    draft = NewsPageFactory(parent=news.get_parent(), title="Aldrig ute", slug="aldrig", live=False)
    assert "Aldrig ute" in open_preview(share(admin_client, draft)).html


@pytest.mark.parametrize("days", [1, 7, 14, 30])
def test_a_shared_link_lives_for_the_days_chosen(
    admin_client: Client, news: Any, query_data: Callable[..., Any], days: int
) -> None:
    address = share(admin_client, news, days)
    link = PreviewLink.objects.get()
    assert dt.timedelta(0) <= timezone.now() + dt.timedelta(days=days) - link.expires_at < dt.timedelta(minutes=1)
    PreviewLink.objects.update(expires_at=timezone.now())
    assert open_preview(address).status == 404


@pytest.mark.parametrize("days", ["", "0", "2", "365", "-1", "x"])
def test_no_other_number_of_days_is_taken(admin_client: Client, news: Any, days: str) -> None:
    response = admin_client.post(reverse("share_draft", args=[news.pk]), {"days": days})
    assert response.context["form"].errors
    assert not PreviewLink.objects.exists()


def test_the_token_of_a_link_is_shown_once_and_not_stored(admin_client: Client, news: Any) -> None:
    token = token_in(share(admin_client, news))
    link = PreviewLink.objects.get()
    assert token not in {str(getattr(link, field.attname)) for field in link._meta.concrete_fields}
    assert (link.created_by.username, link.page_id) == ("admin", news.pk)
    again = admin_client.get(reverse("share_draft", args=[news.pk])).content.decode()
    assert token not in again
    assert "new-link-value" not in again
    assert reverse("withdraw_preview_link", args=[news.pk, link.pk]) in again


def test_a_link_can_be_withdrawn(admin_client: Client, news: Any) -> None:
    withdrawn, kept = share(admin_client, news), share(admin_client, news)
    link = PreviewLink.objects.last()
    response = admin_client.post(reverse("withdraw_preview_link", args=[news.pk, link.pk]))
    assert response.url == reverse("share_draft", args=[news.pk])
    assert [open_preview(address).status for address in (withdrawn, kept)] == [404, 200]
    listed = admin_client.get(response.url)
    assert [link.pk for link in listed.context["links"]] == [PreviewLink.objects.first().pk]
    assert set(PageLogEntry.objects.filter(page=news.pk).values_list("action", flat=True)) >= {
        "cms.share_draft",
        "cms.withdraw_draft",
    }
    history = admin_client.get(reverse("wagtailadmin_pages:history", args=[news.pk]))
    assert history.status_code == 200


def test_a_link_is_withdrawn_from_its_own_page_alone(admin_client: Client, news: Any) -> None:
    other = NewsPageFactory(parent=news.get_parent(), title="Annan", slug="annan")
    address = share(admin_client, news)
    url = reverse("withdraw_preview_link", args=[other.pk, PreviewLink.objects.get().pk])
    assert admin_client.post(url).status_code == 404
    assert open_preview(address).status == 200


def test_reading_the_address_withdraws_nothing(admin_client: Client, news: Any) -> None:
    share(admin_client, news)
    for name, arguments in (
        ("withdraw_preview_link", [news.pk, PreviewLink.objects.get().pk]),
        ("withdraw_previews", [news.pk]),
    ):
        assert admin_client.get(reverse(name, args=arguments)).status_code == 405
    assert PreviewLink.objects.open().count() == 1


def test_deleting_the_page_deletes_its_links_and_they_are_no_usage_of_it(admin_client: Client, news: Any) -> None:
    address = share(admin_client, news)
    assert not ReferenceIndex.get_references_to(news).exists()
    news.delete()
    assert open_preview(address).status == 404
    assert not PreviewLink.objects.exists()


# Rights


def test_only_who_may_edit_the_page_shares_it(news: Any, home_page: Any) -> None:
    elsewhere = NewsIndexPageFactory(parent=home_page, slug="annat")
    own = NewsPageFactory(parent=elsewhere, title="Egen", slug="egen")
    link, token = PreviewLink.issue(news, None, 7)
    communicator = signed_in("communicator", change_page=elsewhere)
    assert open_preview(share(communicator, own)).status == 200
    before = PreviewLink.objects.count()
    requests = [
        ("get", reverse("share_draft", args=[news.pk])),
        ("post", reverse("share_draft", args=[news.pk])),
        ("post", reverse("withdraw_preview_link", args=[news.pk, link.pk])),
        ("post", reverse("withdraw_previews", args=[news.pk])),
    ]
    preview = news.create_page_preview().token
    for method, url in requests:
        refused = getattr(communicator, method)(url, {"days": 7}, headers={"X-Requested-With": "XMLHttpRequest"})
        assert refused.status_code == 403, url
        # Wagtail sends a browser to the admin's start page with a message instead.
        assert getattr(communicator, method)(url, {"days": 7}).url == reverse("wagtailadmin_home")
        assert getattr(Client(), method)(url, {"days": 7}).url.startswith(reverse("wagtailadmin_login"))
    assert PreviewLink.objects.count() == before
    assert PreviewLink.objects.open().of_token(token).exists()
    assert PagePreview.objects.filter(token=preview).exists()


def test_sharing_and_withdrawing_are_safe_from_other_sites(admin_client: Client, news: Any) -> None:
    link, _token = PreviewLink.issue(news, None, 7)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin_client.cookies
    for name, arguments in (
        ("share_draft", [news.pk]),
        ("withdraw_preview_link", [news.pk, link.pk]),
        ("withdraw_previews", [news.pk]),
    ):
        assert strict.post(reverse(name, args=arguments), {"days": 7}).status_code == 403
    assert PreviewLink.objects.open().count() == 1


def test_the_status_panel_leads_to_sharing(admin_client: Client, news: Any) -> None:
    share(admin_client, news)
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    assert reverse("share_draft", args=[news.pk]) in editor
    new = reverse("wagtailadmin_pages:add", args=["news", "newspage", news.get_parent().pk])
    assert "status-sidebar-share-draft" not in admin_client.get(new).content.decode()


# What it costs


def test_rows_of_a_shared_draft_cost_no_more_than_the_check_that_makes_them(
    query_data: Callable[..., Any], site: Site, home_page: Any
) -> None:
    query = "query($token: String!) { page(token: $token) { title ... on ActivityPage { occasions { title } } } }"
    index = EventIndexPageFactory(parent=home_page, slug="aktiviteter")
    costs = []
    for rows in (1, 3):
        event = ActivityPageFactory(parent=index, title=f"Träff {rows}", slug=f"traff-{rows}")
        for number in range(1, rows):
            OccasionFactory(event=event, title=f"Del {number}")
        event = type(event).objects.get(pk=event.pk)
        save_draft(event, "Ändrad")
        _link, token = PreviewLink.issue(event, None, 1)
        with CaptureQueriesContext(
            connection,
        ) as statements:
            page = query_data(query, token=token)["page"]
        assert (page["title"], len(page["occasions"])) == ("Ändrad", rows)
        costs.append(len(statements))
    # Wagtail makes each row of a draft with a look at whether its page is there; reading the draft then costs nothing.
    assert costs[1] - costs[0] == 2


# The user bar on the front end


def test_the_front_end_gets_the_user_bar_and_nobody_else_reads_it(client: Client, site: Site) -> None:
    response = client.get("/userbar/", headers={"Origin": "https://front.example.org"})
    html = response.content.decode()
    assert response["Access-Control-Allow-Origin"] == "https://front.example.org"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "origin" in response["Vary"].lower()
    assert 'id="wagtail-userbar-template"' in html
    assert '<script src="//testserver/static/wagtailadmin/js/userbar.js' in html
    for origin in ("https://evil.example.org", "https://front.example.org.evil.example", "null", ""):
        assert "Access-Control-Allow-Origin" not in client.get("/userbar/", headers={"Origin": origin}).headers


def test_the_user_bar_knows_no_page_and_hides_in_the_panel(admin_client: Client, news: Any) -> None:
    whole = admin_client.get("/userbar/").content.decode()
    panel = admin_client.get("/userbar/?in_preview_panel=true").content.decode()
    assert ("<aside hidden" in whole, "<aside hidden" in panel) == (False, True)
    assert f"/admin/pages/{news.pk}/" not in whole
    assert "admin@example.org" not in whole


def test_the_content_checker_talks_to_the_front_end(admin_client: Client, client: Client, news: Any) -> None:
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[news.pk])).content.decode()
    userbar = client.get("/userbar/?in_preview_panel=true").content.decode()
    for html in (editor, userbar):
        found = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', html)
        assert found
        origins = json.loads(found[1])["spec"]["allowedOrigins"]
        assert origins == ["<same_origin>", "https://front.example.org", "http://testserver", "http://localhost:8000"]
