"""Pages behind a password: what opens them, for how long, how often one may try, and that no list shows them."""

import datetime
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from tests.admin_forms import edit_page, errors_of
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import AgreementPageFactory, AgreementVersionFactory, PlatformPageFactory

pytestmark = pytest.mark.django_db

SECRET = "hemligt"
PASSWORD = "öppna Sesam"
WRONG = "fel"
PATH = "/styrelsen/"
CHILD_PATH = "/styrelsen/protokoll/"
NOTHING = {"accessToken": None, "expiresAt": None}

UNLOCK = """mutation($path: String!, $password: String!, $held: String, $site: String) {
    unlockPage(path: $path, password: $password, accessToken: $held, site: $site) { accessToken expiresAt } }"""
PAGE = "query($path: String!, $token: String) { page(path: $path, accessToken: $token) { title } }"
ROUTE = """query($path: String!, $token: String) { route(path: $path, accessToken: $token) { __typename
    ... on PageRoute { page { title } } ... on PasswordRequiredRoute { path title } } }"""


def lock(page: Page, kind: str = PageViewRestriction.PASSWORD, password: str = PASSWORD) -> PageViewRestriction:
    """Put a restriction on a page."""
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)


@pytest.fixture
def section(site: Site, home_page: Any) -> Any:
    """A page behind a password."""
    page = PlatformPageFactory(parent=home_page, title=SECRET, slug="styrelsen")
    lock(page)
    return page


@pytest.fixture
def child(section: Any) -> Any:
    """A page below it."""
    return PlatformPageFactory(parent=section, title=f"{SECRET} protokoll", slug="protokoll")


@pytest.fixture
def unlock(query_data: Callable[..., Any]) -> Callable[..., Any]:
    """Send a password; answers with what it gave."""

    def send(path: str = PATH, password: str = PASSWORD, **more: Any) -> Any:
        return query_data(UNLOCK, path=path, password=password, **more)["unlockPage"]

    return send


@pytest.fixture
def title_at(query_data: Callable[..., Any]) -> Callable[..., str | None]:
    """Return the title of the page at a path, or none; ``page`` and ``route`` must agree."""

    def ask(path: str, token: str | None = None) -> str | None:
        page = query_data(PAGE, path=path, token=token)["page"]
        route = query_data(ROUTE, path=path, token=token)["route"] or {}
        assert route.get("page") == page
        return page["title"] if page else None

    return ask


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime.datetime], None]:
    """Set the clock."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


class TestUnlocking:
    def test_the_right_password_opens_the_page_and_the_pages_below(
        self, unlock: Any, title_at: Any, section: Any, child: Any
    ) -> None:
        assert (title_at(PATH), title_at(CHILD_PATH)) == (None, None)
        token = unlock()["accessToken"]
        assert (title_at(PATH, token), title_at(CHILD_PATH, token)) == (SECRET, f"{SECRET} protokoll")
        assert (title_at(PATH), title_at(CHILD_PATH)) == (None, None)

    def test_the_password_can_be_given_on_a_page_below(
        self, unlock: Any, title_at: Any, section: Any, child: Any
    ) -> None:
        assert title_at(PATH, unlock(CHILD_PATH)["accessToken"]) == SECRET

    def test_spaces_around_the_password_do_not_count(self, unlock: Any, section: Any) -> None:
        assert unlock(password=f" {PASSWORD}\n")["accessToken"]

    @pytest.mark.parametrize("password", ["", " ", "x", PASSWORD.upper(), PASSWORD[:-1], f"{PASSWORD}!", "%"])
    def test_a_wrong_password_gives_nothing(self, unlock: Any, section: Any, password: str) -> None:
        assert unlock(password=password) == NOTHING

    def test_a_restriction_without_a_password_stays_closed(self, unlock: Any, site: Site, home_page: Any) -> None:
        lock(PlatformPageFactory(parent=home_page, slug="styrelsen"), password="")
        assert unlock(password="") == NOTHING

    def test_nothing_tells_a_wrong_password_from_a_page_that_has_none(
        self, graphql: Any, section: Any, home_page: Any
    ) -> None:
        open_page = PlatformPageFactory(parent=home_page, slug="oppen")
        login = PlatformPageFactory(parent=home_page, slug="inloggning")
        lock(login, PageViewRestriction.LOGIN)
        lock(PlatformPageFactory(parent=home_page, slug="utkast", live=False))
        past = timezone.now() - datetime.timedelta(days=1)
        lock(PlatformPageFactory(parent=home_page, slug="utgangen", expire_at=past))
        answers = []
        graphql(UNLOCK, path="/", password="x")
        for path, password in [
            (PATH, "x"),
            ("/finns-inte/", PASSWORD),
            (f"/{open_page.slug}/", PASSWORD),
            (f"/{login.slug}/", PASSWORD),
            ("/utkast/", PASSWORD),
            ("/utgangen/", PASSWORD),
        ]:
            with CaptureQueriesContext(connection) as statements:
                body = graphql(UNLOCK, path=path, password=password)
            answers.append((body, len(statements)))
        assert answers == [({"data": {"unlockPage": NOTHING}}, answers[0][1])] * 6

    def test_expires_at(self, unlock: Any, at: Any, section: Any, settings: Any) -> None:
        settings.ACCESS_TOKEN_SECONDS = 60
        at(datetime.datetime(2026, 12, 3, 12, 0, tzinfo=datetime.UTC))
        assert unlock()["expiresAt"] == "2026-12-03T13:01:00+01:00"

    def test_the_page_of_another_site(self, unlock: Any, query_data: Any, root_page: Page, site: Site) -> None:
        other = HomePageFactory(parent=root_page, slug="annan")
        Site.objects.create(hostname="other.example.org", port=443, root_page=other)
        lock(PlatformPageFactory(parent=other, title=SECRET, slug="styrelsen"))
        assert unlock() == NOTHING
        token = unlock(site="other.example.org")["accessToken"]
        query = "query($token: String) { page(path: $path, accessToken: $token, site: $site) { title } }"
        query = query.replace("$path", '"/styrelsen/"').replace("$site", '"other.example.org"')
        assert query_data(query, token=token) == {"page": {"title": SECRET}}


class TestTokens:
    def test_an_old_token_opens_nothing(self, unlock: Any, title_at: Any, at: Any, section: Any, settings: Any) -> None:
        now = timezone.now()
        token = unlock()["accessToken"]
        at(now + datetime.timedelta(seconds=settings.ACCESS_TOKEN_SECONDS - 2))
        assert title_at(PATH, token) == SECRET
        at(now + datetime.timedelta(seconds=settings.ACCESS_TOKEN_SECONDS + 1))
        assert title_at(PATH, token) is None

    def test_a_tampered_token_opens_nothing(self, unlock: Any, title_at: Any, section: Any) -> None:
        token = unlock()["accessToken"]
        payload, signature = token.split(":")
        middle = len(payload) // 2
        changed = payload[:middle] + ("A" if payload[middle] != "A" else "B") + payload[middle + 1 :]
        forged = [f"{changed}:{signature}", f"{payload}:{signature[:-1]}", payload, f"{payload}:", f"{token}x", ""]
        assert [title_at(PATH, value) for value in forged] == [None] * len(forged)

    @pytest.mark.parametrize("token", ["x", ":", "å:å", "a:b:c:d", "x" * 5000])
    def test_what_is_no_token_opens_nothing(self, title_at: Any, section: Any, token: str) -> None:
        assert title_at(PATH, token) is None

    def test_the_password_cannot_be_read_from_the_token(self, unlock: Any, section: Any) -> None:
        import base64

        payload = unlock()["accessToken"].split(":")[0]
        text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
        assert (PASSWORD in text, PASSWORD.encode("unicode-escape").decode() in text) == (False, False)

    def test_the_token_of_another_page_opens_nothing(
        self, unlock: Any, title_at: Any, section: Any, home_page: Any
    ) -> None:
        lock(PlatformPageFactory(parent=home_page, title=SECRET, slug="valberedningen"))
        token = unlock("/valberedningen/")["accessToken"]
        assert (title_at("/valberedningen/", token), title_at(PATH, token)) == (SECRET, None)

    def test_a_changed_password_revokes_tokens(self, unlock: Any, title_at: Any, section: Any) -> None:
        token = unlock()["accessToken"]
        restriction = section.view_restrictions.get()
        restriction.password = "något annat"
        restriction.save()
        assert title_at(PATH, token) is None

    def test_a_new_restriction_with_the_same_password_revokes_tokens(
        self, unlock: Any, title_at: Any, section: Any
    ) -> None:
        token = unlock()["accessToken"]
        section.view_restrictions.all().delete()
        assert title_at(PATH) == SECRET
        lock(section)
        assert title_at(PATH, token) is None

    def test_a_restriction_that_now_asks_for_a_login_stays_closed(
        self, unlock: Any, title_at: Any, query_data: Any, section: Any
    ) -> None:
        token = unlock()["accessToken"]
        section.view_restrictions.update(restriction_type=PageViewRestriction.LOGIN)
        assert title_at(PATH, token) is None
        assert query_data(ROUTE, path=PATH, token=token) == {"route": None}

    def test_a_page_that_is_unpublished_stays_closed(self, unlock: Any, title_at: Any, section: Any) -> None:
        token = unlock()["accessToken"]
        section.unpublish()
        assert title_at(PATH, token) is None

    @pytest.mark.parametrize("argument", ['id: "1"', 'token: "x"'])
    def test_a_token_goes_with_a_path(self, graphql: Any, section: Any, argument: str) -> None:
        errors = graphql(f'{{ page({argument}, accessToken: "x") {{ title }} }}')["errors"]
        assert [error["extensions"]["code"] for error in errors] == ["BAD_USER_INPUT"]


class TestSeveralRestrictions:
    @pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
    def test_a_login_below_a_password(
        self, unlock: Any, title_at: Any, query_data: Any, section: Any, child: Any, kind: str
    ) -> None:
        lock(child, kind)
        token = unlock()["accessToken"]
        assert (title_at(PATH, token), title_at(CHILD_PATH, token)) == (SECRET, None)
        assert unlock(CHILD_PATH) == NOTHING
        assert query_data(ROUTE, path=CHILD_PATH) == {"route": None}

    def test_a_password_below_a_login(
        self, unlock: Any, query_data: Any, home_page: Any, section: Any, child: Any
    ) -> None:
        lock(child)
        section.view_restrictions.update(restriction_type=PageViewRestriction.LOGIN)
        assert unlock(CHILD_PATH) == NOTHING
        assert query_data(ROUTE, path=CHILD_PATH) == {"route": None}

    def test_a_password_below_a_password_takes_both(
        self, unlock: Any, title_at: Any, query_data: Any, section: Any, child: Any
    ) -> None:
        lock(child, password="inre")
        outer = unlock(CHILD_PATH)["accessToken"]
        assert (title_at(PATH, outer), title_at(CHILD_PATH, outer)) == (SECRET, None)
        assert query_data(ROUTE, path=CHILD_PATH, token=outer)["route"]["__typename"] == "PasswordRequiredRoute"
        inner = unlock(CHILD_PATH, "inre")["accessToken"]
        assert (title_at(PATH, inner), title_at(CHILD_PATH, inner)) == (None, None)
        both = unlock(CHILD_PATH, "inre", held=outer)["accessToken"]
        assert (title_at(PATH, both), title_at(CHILD_PATH, both)) == (SECRET, f"{SECRET} protokoll")

    def test_a_held_token_lives_no_longer_for_it(
        self, unlock: Any, title_at: Any, at: Any, section: Any, child: Any, settings: Any
    ) -> None:
        lock(child, password="inre")
        now = timezone.now()
        first = unlock(CHILD_PATH)
        at(now + datetime.timedelta(seconds=settings.ACCESS_TOKEN_SECONDS // 2))
        both = unlock(CHILD_PATH, "inre", held=first["accessToken"])
        assert both["expiresAt"] == first["expiresAt"]
        at(now + datetime.timedelta(seconds=settings.ACCESS_TOKEN_SECONDS + 1))
        assert title_at(CHILD_PATH, both["accessToken"]) is None

    def test_the_same_password_twice_is_given_once(self, unlock: Any, title_at: Any, section: Any, child: Any) -> None:
        lock(child)
        assert title_at(CHILD_PATH, unlock(CHILD_PATH)["accessToken"]) == f"{SECRET} protokoll"


class TestRoute:
    @pytest.mark.parametrize(("shown", "title"), [(False, None), (True, SECRET)])
    def test_the_title_is_shown_if_the_editor_lets_it(
        self, query_data: Any, section: Any, shown: bool, title: str | None
    ) -> None:
        section.show_title_before_password = shown
        section.save()
        route = {"__typename": "PasswordRequiredRoute", "path": PATH, "title": title}
        assert query_data(ROUTE, path=PATH) == {"route": route}

    def test_a_draft_title_is_not_shown(self, query_data: Any, section: Any) -> None:
        section.show_title_before_password = True
        section.save()
        section.title = "Ännu hemligare"
        section.save_revision()
        assert query_data(ROUTE, path=PATH)["route"]["title"] == SECRET

    def test_the_editor_decides_in_the_admin(self, admin_client: Client, query_data: Any, section: Any) -> None:
        assert (
            errors_of(edit_page(admin_client, section, show_title_before_password="on", lint_reason="Ett prov.")) == {}
        )
        assert query_data(ROUTE, path=PATH)["route"]["title"] == SECRET

    def test_a_redirect_at_its_path_does_not_stand_before_it(
        self, query_data: Any, section: Any, home_page: Any, site: Site
    ) -> None:
        Redirect.objects.create(old_path="/styrelsen", redirect_page=home_page, site=site)
        assert query_data(ROUTE, path=PATH)["route"]["__typename"] == "PasswordRequiredRoute"


class TestLists:
    @pytest.fixture
    def news(self, site: Site, home_page: Any) -> Any:
        index = NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")
        secret = NewsPageFactory(parent=index, title=SECRET, slug="nyhet", published_on=datetime.date(2030, 1, 1))
        lock(secret)
        NewsPageFactory(
            parent=index,
            title="Öppet",
            slug="oppet",
            event=secret,
            body=[("text", f'<p>Läs <a linktype="page" id="{secret.pk}">mer</a>.</p>')],
        )
        return secret

    def test_an_unlocked_page_is_in_no_list_of_the_same_request(self, unlock: Any, query_data: Any, news: Any) -> None:
        call_command("update_index", verbosity=0)
        token = unlock("/nyheter/nyhet/")["accessToken"]
        query = """query($token: String, $id: ID!) {
            unlocked: page(path: "/nyheter/nyhet/", accessToken: $token) { title breadcrumbs { title } }
            byId: page(id: $id) { title }
            news { totalCount nodes { title } }
            found: news(search: "hemligt") { totalCount nodes { title } }
            allPages { nodes { title } }
            index: page(path: "/nyheter/", accessToken: $token) { children { totalCount nodes { title } } }
            open: page(path: "/nyheter/oppet/", accessToken: $token) { ... on NewsPage {
                event { title } relatedNews { title } previous { title } next { title }
                body { ... on RichTextBlock { html } } } } }"""
        assert query_data(query, token=token, id=str(news.pk)) == {
            "unlocked": {
                "title": SECRET,
                "breadcrumbs": [{"title": "Hem"}, {"title": "Nyheter"}, {"title": SECRET}],
            },
            "byId": None,
            "news": {"totalCount": 1, "nodes": [{"title": "Öppet"}]},
            "found": {"totalCount": 0, "nodes": []},
            "allPages": {"nodes": [{"title": "Hem"}, {"title": "Nyheter"}, {"title": "Öppet"}]},
            "index": {"children": {"totalCount": 1, "nodes": [{"title": "Öppet"}]}},
            "open": {
                "event": None,
                "relatedNews": [],
                "previous": None,
                "next": None,
                "body": [{"html": "<p>Läs mer.</p>"}],
            },
        }

    def test_pages_below_and_above_are_in_no_edge(self, unlock: Any, query_data: Any, section: Any, child: Any) -> None:
        token = unlock()["accessToken"]
        query = """query($path: String!, $token: String) { page(path: $path, accessToken: $token) {
            title breadcrumbs { title } children { totalCount nodes { title } } } }"""
        assert query_data(query, path=PATH, token=token)["page"] == {
            "title": SECRET,
            "breadcrumbs": [{"title": "Hem"}, {"title": SECRET}],
            "children": {"totalCount": 0, "nodes": []},
        }
        assert query_data(query, path=CHILD_PATH, token=token)["page"] == {
            "title": child.title,
            "breadcrumbs": [{"title": "Hem"}, {"title": child.title}],
            "children": {"totalCount": 0, "nodes": []},
        }


class TestWhole:
    """A page that is unlocked is whole: its own rows are read through it."""

    def test_an_agreement(self, unlock: Any, query_data: Any, site: Site, home_page: Any) -> None:
        page = AgreementPageFactory(parent=home_page, slug="overenskommelsen")
        AgreementVersionFactory(page=page, label="Ny", adopted_on=datetime.date(2020, 1, 1))
        query = """query($token: String) { page(path: "/overenskommelsen/", accessToken: $token) {
            ... on AgreementPage { versions { label isCurrent } currentVersion { label } } } }"""
        public = query_data(query)
        assert public["page"]["versions"] == [{"label": "Ny", "isCurrent": True}]
        lock(page)
        token = unlock("/overenskommelsen/")["accessToken"]
        assert (query_data(query), query_data(query, token=token)) == ({"page": None}, public)

    def test_an_activity(self, unlock: Any, query_data: Any, site: Site, home_page: Any) -> None:
        page = ActivityPageFactory(
            parent=EventIndexPageFactory(parent=home_page, slug="aktiviteter"), title="Möte", slug="mote"
        )
        query = """query($token: String) { page(path: "/aktiviteter/mote/", accessToken: $token) {
            title ... on EventInterface { startsAt phase venue { name }
            occasions { title startsAt venue { name city } registration { status } programme { title } } } } }"""
        public = query_data(query)
        assert len(public["page"]["occasions"]) == 1
        lock(page)
        token = unlock("/aktiviteter/mote/")["accessToken"]
        assert (query_data(query), query_data(query, token=token)) == ({"page": None}, public)

    def test_a_token_costs_one_statement_whatever_it_opens(
        self, unlock: Any, query_data: Any, section: Any, child: Any
    ) -> None:
        def statements(path: str, token: str | None = None) -> int:
            with CaptureQueriesContext(connection) as captured:
                assert query_data(PAGE, path=path, token=token)["page"]
            return len(captured)

        lock(child, password="inre")
        one = unlock()["accessToken"]
        two = unlock(CHILD_PATH, "inre", held=unlock(CHILD_PATH)["accessToken"])["accessToken"]
        with_token = [statements(PATH, one), statements(PATH, two), statements(CHILD_PATH, two)]
        PageViewRestriction.objects.all().delete()
        assert with_token == [statements(PATH) + 1] * 3


class TestAttempts:
    @pytest.fixture(autouse=True)
    def _three_attempts(self, settings: Any) -> None:
        settings.PASSWORD_RATE = "3/5 minutes"

    @pytest.fixture
    def attempt(self, client: Client) -> Callable[..., Any]:
        """Try a password; answers with the code of the error, or with whether there is a token."""

        def send(password: str = WRONG, path: str = PATH, **environment: Any) -> Any:
            body = client.post(
                "/graphql/",
                {"query": UNLOCK, "variables": {"path": path, "password": password}},
                content_type="application/json",
                **environment,
            ).json()
            if "errors" in body:
                return body["errors"][0]["extensions"]["code"]
            return body["data"]["unlockPage"]["accessToken"] is not None

        return send

    def test_after_too_many_not_even_the_right_password_helps(self, attempt: Any, section: Any) -> None:
        assert [attempt() for _ in range(4)] == [False, False, False, "RATE_LIMITED"]
        assert attempt(PASSWORD) == "RATE_LIMITED"

    def test_the_error_says_when_to_try_again(self, graphql: Any, unlock: Any, at: Any, section: Any) -> None:
        at(datetime.datetime(2026, 12, 3, 12, 0, tzinfo=datetime.UTC))
        for _ in range(3):
            unlock(password=WRONG)
        at(datetime.datetime(2026, 12, 3, 12, 1, tzinfo=datetime.UTC))
        body = graphql(UNLOCK, path=PATH, password=PASSWORD)
        assert (body["data"], [error["extensions"] for error in body["errors"]]) == (
            None,
            [{"code": "RATE_LIMITED", "retryAfter": 240}],
        )
        at(datetime.datetime(2026, 12, 3, 12, 5, tzinfo=datetime.UTC))
        assert unlock()["accessToken"]

    def test_right_passwords_are_not_counted(self, attempt: Any, section: Any) -> None:
        assert [attempt(PASSWORD) for _ in range(5)] == [True] * 5
        assert attempt() is False

    def test_pages_below_one_restriction_are_counted_together(self, attempt: Any, section: Any, child: Any) -> None:
        assert [attempt(path=path) for path in (PATH, CHILD_PATH, PATH, CHILD_PATH)] == [False] * 3 + ["RATE_LIMITED"]

    def test_another_page_has_attempts_of_its_own(self, attempt: Any, section: Any, home_page: Any) -> None:
        lock(PlatformPageFactory(parent=home_page, slug="valberedningen"))
        assert [attempt() for _ in range(4)][-1] == "RATE_LIMITED"
        assert attempt(PASSWORD, "/valberedningen/") is True

    def test_paths_without_a_password_are_limited_likewise(self, attempt: Any, section: Any, home_page: Any) -> None:
        lock(PlatformPageFactory(parent=home_page, slug="inloggning"), PageViewRestriction.LOGIN)
        tried = [attempt(path=path) for path in ("/inloggning/", "/x/", "/y/", "/inloggning/")]
        assert tried == [False] * 3 + ["RATE_LIMITED"]

    def test_many_in_one_request_are_counted_one_by_one(self, graphql: Any, section: Any) -> None:
        fields = " ".join(
            f'a{n}: unlockPage(path: "{PATH}", password: "{PASSWORD if n == 5 else n}") {{ accessToken }}'
            for n in range(6)
        )
        body = graphql(f"mutation {{ {fields} }}")
        assert body["data"] is None
        assert {error["extensions"]["code"] for error in body["errors"]} == {"RATE_LIMITED"}

    def test_clients_are_counted_apart(self, attempt: Any, section: Any) -> None:
        assert [attempt(REMOTE_ADDR="192.0.2.1") for _ in range(4)][-1] == "RATE_LIMITED"
        assert attempt(REMOTE_ADDR="192.0.2.2") is False

    def test_a_network_of_ipv6_is_one_client(self, attempt: Any, section: Any) -> None:
        tried = [attempt(REMOTE_ADDR=f"2001:db8::{n}") for n in range(1, 5)]
        assert tried == [False] * 3 + ["RATE_LIMITED"]
        assert attempt(REMOTE_ADDR="2001:db8:0:1::1") is False

    def test_forwarded_addresses_are_made_up_unless_a_proxy_is_trusted(self, attempt: Any, section: Any) -> None:
        tried = [attempt(HTTP_X_FORWARDED_FOR=f"192.0.2.{n}") for n in range(4)]
        assert tried == [False] * 3 + ["RATE_LIMITED"]

    def test_trusted_proxies_tell_clients_apart(self, attempt: Any, section: Any, settings: Any) -> None:
        settings.TRUSTED_PROXIES = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8")]
        tried = [attempt(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 192.0.2.1, 10.1.2.3") for n in range(4)]
        assert tried == [False] * 3 + ["RATE_LIMITED"]
        assert attempt(HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2, 10.1.2.3") is False
        assert attempt(HTTP_X_FORWARDED_FOR="nonsense") is False


class TestRequests:
    def test_a_mutation_is_not_answered_by_get(self, client: Client, section: Any) -> None:
        query = f'mutation {{ unlockPage(path: "{PATH}", password: "{PASSWORD}") {{ accessToken }} }}'
        response = client.get(f"/graphql/?{urlencode({'query': query})}")
        assert (response.status_code, response.headers["Allow"]) == (405, "POST")
        assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}

    @pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data"])
    def test_a_mutation_is_json(self, client: Client, section: Any, content_type: str) -> None:
        response = client.post("/graphql/", '{"query": "mutation { x }"}', content_type=content_type)
        assert response.status_code == 415

    def test_no_cache_keeps_a_mutation_or_what_a_token_opened(self, client: Client, section: Any, unlock: Any) -> None:
        def cache_control(query: str, **variables: Any) -> str | None:
            body = {"query": query, "variables": variables}
            return client.post("/graphql/", body, content_type="application/json").headers.get("Cache-Control")

        token = unlock()["accessToken"]
        private = "private, no-store"
        assert cache_control(UNLOCK, path=PATH, password=PASSWORD) == private
        assert cache_control(UNLOCK, path=PATH, password="x") == private
        assert cache_control(PAGE, path=PATH, token=token) == private
        assert cache_control(ROUTE, path=PATH, token="x") == private
        assert cache_control(PAGE, path=PATH) is None
        by_get = urlencode({"query": PAGE, "variables": f'{{"path": "{PATH}", "token": "{token}"}}'})
        response = client.get(f"/graphql/?{by_get}")
        assert (response.headers["Cache-Control"], response.json()) == (private, {"data": {"page": {"title": SECRET}}})
        assert response.headers.get("Set-Cookie") is None
