"""How often a client may do something: GraphQL requests, signing in, new passwords, passwords of pages."""

import datetime
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from limits import parse
from limits.strategies import FixedWindowRateLimiter
from wagtail.models import PageViewRestriction, Site

from cms import rate_limits
from cms.rate_limits import BoundedMemory, RateExceeded, count, shared_counters
from cms.sign_in import try_again
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db

QUERY = {"query": "{ __typename }"}
DATA = {"data": {"__typename": "Query"}}
START = datetime.datetime(2026, 12, 3, 12, tzinfo=datetime.UTC)
PASSWORD = "a long password"


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the clock to so many seconds after noon."""
    return lambda seconds: monkeypatch.setattr(timezone, "now", lambda: START + datetime.timedelta(seconds=seconds))


def ask(client: Client, **environment: Any) -> Any:
    return client.post("/graphql/", QUERY, content_type="application/json", **environment)


class TestGraphQL:
    @pytest.fixture(autouse=True)
    def _three_a_minute(self, settings: Any, after: Any) -> None:
        settings.GRAPHQL_RATE = "3/minute"
        after(0)

    @pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
    def test_one_more_is_429_until_the_window_ends(self, client: Client, after: Any, accept: str) -> None:
        assert [ask(client, HTTP_ACCEPT=accept).json() for _ in range(3)] == [DATA] * 3
        after(18)
        with CaptureQueriesContext(connection) as statements:
            response = ask(client, HTTP_ACCEPT=accept)
        assert (response.status_code, response.headers["Retry-After"], len(statements)) == (429, "42", 0)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.json() == {
            "errors": [
                {
                    "message": "Too many requests. Try again later.",
                    "extensions": {"code": "RATE_LIMITED", "retryAfter": 42},
                }
            ]
        }
        after(59)
        assert ask(client).status_code == 429
        after(60)
        assert ask(client).json() == DATA

    def test_whatever_is_sent_counts(self, client: Client) -> None:
        sent = [
            client.get("/graphql/"),
            client.put("/graphql/"),
            client.post("/graphql/", "x", content_type="text/plain"),
            ask(client),
        ]
        assert [response.status_code for response in sent] == [400, 405, 415, 429]

    def test_clients_are_counted_apart(self, client: Client) -> None:
        statuses = [ask(client, REMOTE_ADDR=f"192.0.2.{number}").status_code for number in (1, 1, 1, 1, 2)]
        assert statuses == [200, 200, 200, 429, 200]

    def test_what_a_stranger_says_of_others_counts_for_nothing(self, client: Client) -> None:
        statuses = [ask(client, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").status_code for number in range(4)]
        assert statuses == [200, 200, 200, 429]

    def test_behind_a_trusted_proxy_visitors_are_counted(self, client: Client, settings: Any) -> None:
        settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
        statuses = [ask(client, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}").status_code for number in (1, 1, 1, 1, 2)]
        assert statuses == [200, 200, 200, 429, 200]

    @pytest.mark.parametrize(
        ("network", "address"),
        [("192.0.2.0/24", "192.0.2.7"), ("2001:db8::7", "2001:db8::7"), ("10.0.0.1", "10.0.0.1")],
    )
    def test_a_front_ends_server_is_not_counted(
        self, client: Client, settings: Any, network: str, address: str
    ) -> None:
        settings.GRAPHQL_RATE_EXEMPT = [ip_network(network)]
        assert [ask(client, REMOTE_ADDR=address).status_code for _ in range(5)] == [200] * 5
        assert [ask(client, REMOTE_ADDR="203.0.113.9").status_code for _ in range(4)] == [200] * 3 + [429]

    def test_visitors_that_a_front_ends_server_names_are_counted(self, client: Client, settings: Any) -> None:
        settings.TRUSTED_PROXIES = settings.GRAPHQL_RATE_EXEMPT = [ip_network("127.0.0.1")]
        assert [ask(client, HTTP_X_FORWARDED_FOR="192.0.2.1").status_code for _ in range(4)] == [200] * 3 + [429]
        assert [ask(client).status_code for _ in range(4)] == [200] * 4

    def test_an_empty_rate_is_none(self, client: Client, settings: Any) -> None:
        settings.GRAPHQL_RATE = ""
        assert [ask(client).status_code for _ in range(5)] == [200] * 5


class TestSignIn:
    @pytest.fixture(autouse=True)
    def _three_in_five_minutes(self, settings: Any, after: Any, db: None) -> None:
        settings.SIGN_IN_RATE = "3/5 minutes"
        after(0)
        get_user_model().objects.create_superuser("eva", "eva@example.org", PASSWORD)

    def sign_in(self, password: str, name: str = "eva", address: str = "/admin/login/", **environment: Any) -> Any:
        """Answer with the errors that the form shows, or with where a right password leads."""
        sent = {"username": name, "password": password, "next": "/admin/"}
        response = Client(**environment).post(address, sent)
        return (
            response.headers["Location"] if response.status_code == 302 else response.context["form"].non_field_errors()
        )

    def test_after_too_many_not_even_the_right_password_helps(self, after: Any) -> None:
        wrong = [self.sign_in("wrong") for _ in range(3)]
        after(100)
        assert (self.sign_in("wrong"), self.sign_in(PASSWORD)) == ([try_again(200)], [try_again(200)])
        assert try_again(200) not in [message for messages in wrong for message in messages]
        after(300)
        assert self.sign_in(PASSWORD) == "/admin/"

    def test_right_passwords_are_not_counted(self) -> None:
        assert [self.sign_in(PASSWORD) for _ in range(5)] == ["/admin/"] * 5

    def test_a_client_is_counted_whatever_names_it_tries(self) -> None:
        for name in ("a", "b", "c"):
            self.sign_in("wrong", name, REMOTE_ADDR="192.0.2.1")
        assert self.sign_in(PASSWORD, REMOTE_ADDR="192.0.2.1") == [try_again(300)]
        assert self.sign_in(PASSWORD, REMOTE_ADDR="192.0.2.2") == "/admin/"

    def test_a_name_is_counted_whoever_tries_it(self) -> None:
        for number, name in enumerate(("eva", "EVA", "Eva")):
            self.sign_in("wrong", name, REMOTE_ADDR=f"192.0.2.{number}")
        assert self.sign_in(PASSWORD, REMOTE_ADDR="192.0.2.9") == [try_again(300)]

    def test_a_name_that_nobody_has_is_counted_likewise(self) -> None:
        tried = [self.sign_in("wrong", "nobody", REMOTE_ADDR=f"192.0.2.{number}") for number in range(4)]
        assert [messages == [try_again(300)] for messages in tried] == [False, False, False, True]

    def test_wagtails_other_form_is_counted_with_it(self) -> None:
        for _ in range(3):
            self.sign_in("wrong", address="/_util/login/")
        assert self.sign_in(PASSWORD, address="/_util/login/") == [try_again(300)]
        assert self.sign_in(PASSWORD) == [try_again(300)]

    def test_each_attempt_too_many_is_in_the_log_without_what_was_typed(self, caplog: Any) -> None:
        for _ in range(5):
            self.sign_in("wrong", REMOTE_ADDR="192.0.2.1")
        logged = [record.getMessage() for record in caplog.records if record.name == "cms.sign_in"]
        assert logged == ["Sign-in limited: client 192.0.2.1"] * 2

    def test_the_message_is_in_swedish(self) -> None:
        with override("sv"):
            assert [try_again(seconds) for seconds in (60, 61)] == [
                "För många försök. Försök igen om 1 minut.",
                "För många försök. Försök igen om 2 minuter.",
            ]

    def test_the_message_is_in_minutes(self) -> None:
        assert [try_again(seconds) == try_again(60) for seconds in (1, 60, 61)] == [True, True, False]


class TestPasswordReset:
    @pytest.fixture(autouse=True)
    def _two_an_hour(self, settings: Any, after: Any, db: None) -> None:
        settings.PASSWORD_RESET_RATE = "2/hour"
        after(0)
        for name in ("eva", "ulla"):
            get_user_model().objects.create_superuser(name, f"{name}@example.org", PASSWORD)

    def ask(self, email: str, address: str = "127.0.0.1") -> Any:
        return Client(REMOTE_ADDR=address).post("/admin/password_reset/", {"email": email})

    def test_a_client_asks_so_often(self, caplog: Any) -> None:
        statuses = [self.ask("eva@example.org").status_code, self.ask("nobody@example.org").status_code]
        refused = self.ask("ulla@example.org")
        assert (statuses, refused.status_code, refused.headers["Retry-After"]) == ([302, 302], 429, "3600")
        assert refused.context["form"].non_field_errors() == [try_again(3600)]
        assert [message.to for message in mail.outbox] == [["eva@example.org"]]
        logged = [record.getMessage() for record in caplog.records if record.name == "cms.sign_in"]
        assert logged == ["Requests for a new password limited: client 127.0.0.1"]

    @pytest.mark.parametrize("email", ["eva@example.org", "nobody@example.org"])
    def test_nobody_is_written_to_more_often_than_that(self, email: str) -> None:
        tried = [email, email.upper(), email]
        statuses = [self.ask(name, f"192.0.2.{number}").status_code for number, name in enumerate(tried)]
        assert statuses == [302, 302, 429]
        assert self.ask("ulla@example.org", "192.0.2.9").status_code == 302

    def test_the_form_is_there(self, client: Client) -> None:
        assert client.get("/admin/password_reset/").status_code == 200


class TestWagtailsForms:
    """Wagtail's own form on the service's host takes the passwords of pages."""

    @pytest.fixture
    def page(self, home_page: Any) -> str:
        page = PlatformPageFactory(parent=home_page)
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="hemligt")
        return f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"

    @pytest.fixture
    def form(self, page: str, site: Site, settings: Any, after: Any) -> str:
        """The address of the form, which three wrong passwords may be sent to."""
        settings.PASSWORD_RATE = "3/5 minutes"
        after(0)
        return page

    def test_wrong_passwords_are_limited(self, client: Client, form: str) -> None:
        tried = [client.post(form, {"password": "x", "return_url": "/"}).status_code for _ in range(4)]
        assert tried == [200, 200, 200, 429]
        refused = client.post(form, {"password": "hemligt", "return_url": "/"})
        assert (refused.status_code, refused.headers["Retry-After"], refused.content.decode()) == (
            429,
            "300",
            try_again(300),
        )
        assert client.get(form).status_code == 200

    def test_right_passwords_are_not(self, client: Client, form: str) -> None:
        tried = [client.post(form, {"password": "hemligt", "return_url": "/"}).status_code for _ in range(5)]
        assert tried == [302] * 5

    def test_a_page_has_one_counter_here_and_in_the_api(
        self, client: Client, page: str, site: Site, settings: Any, graphql: Any
    ) -> None:
        settings.PASSWORD_RATE = "3/5 minutes"
        for _ in range(3):
            client.post(page, {"password": "x", "return_url": "/"})
        path = PageViewRestriction.objects.get().page.url_path.removeprefix("/hem")
        unlock = 'mutation($path: String!) { unlockPage(path: $path, password: "hemligt") { accessToken } }'
        assert graphql(unlock, path=path)["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


class TestCounters:
    def test_memory_is_bounded_and_the_oldest_give_way(self) -> None:
        memory = BoundedMemory(maximum=100)
        limiter = FixedWindowRateLimiter(memory)
        rate = parse("1/minute")
        assert [limiter.hit(rate, str(number)) for number in range(1000)] == [True] * 1000
        assert (len(memory), limiter.hit(rate, "999"), limiter.hit(rate, "0")) == (100, False, True)

    def test_a_new_window_makes_a_counter_young(self, after: Any) -> None:
        memory = BoundedMemory(maximum=2)
        limiter = FixedWindowRateLimiter(memory)
        rate = parse("1/minute")
        after(0)
        assert [limiter.hit(rate, name) for name in ("a", "b")] == [True, True]
        after(60)
        assert [limiter.hit(rate, name) for name in ("a", "c")] == [True, True]
        assert (limiter.hit(rate, "a"), limiter.hit(rate, "b")) == (False, True)

    def test_a_counter_can_be_forgotten(self) -> None:
        memory = BoundedMemory()
        limiter = FixedWindowRateLimiter(memory)
        rate = parse("1/minute")
        assert (limiter.hit(rate, "a"), limiter.test(rate, "a"), memory.check()) == (True, False, True)
        limiter.clear(rate, "a")
        assert (limiter.test(rate, "a"), memory.get_expiry("a") <= timezone.now().timestamp()) == (True, True)

    def test_what_is_counted_has_a_short_name_however_long_it_is(self, settings: Any) -> None:
        settings.SIGN_IN_RATE = "1/minute"
        count("SIGN_IN_RATE", "user", "x" * 1_000_000)
        with pytest.raises(RateExceeded):
            count("SIGN_IN_RATE", "user", "x" * 1_000_000)
        [key] = rate_limits.local_counters._counters
        assert len(key) < 100


class TestRedis:
    @pytest.fixture
    def _no_redis(self, settings: Any) -> Any:
        pytest.importorskip("redis")
        backend = "django.core.cache.backends.redis.RedisCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1/0"}}
        shared_counters.cache_clear()
        yield
        shared_counters.cache_clear()

    @pytest.mark.usefixtures("_no_redis")
    def test_while_it_is_away_each_process_counts_by_itself(
        self, settings: Any, after: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        after(0)
        settings.SIGN_IN_RATE = "2/minute"
        attempt = count("SIGN_IN_RATE", "x")
        assert attempt
        attempt.give_back()
        count("SIGN_IN_RATE", "x")
        count("SIGN_IN_RATE", "x")
        with pytest.raises(RateExceeded) as refused:
            count("SIGN_IN_RATE", "x")
        assert (refused.value.seconds, "Redis does not answer" in caplog.text) == (60, True)

    def test_memory_counts_without_one(self) -> None:
        assert shared_counters() is rate_limits.local_counters


@pytest.mark.parametrize("name", rate_limits.RATES)
def test_a_setting_that_is_no_rate_is_found_at_the_start(settings: Any, name: str) -> None:
    setattr(settings, name, "often")
    assert [problem.msg for problem in run_checks() if problem.id == "cms.E030"] == [
        f"{name} is no rate like 10/minute or 10/5 minutes: often"
    ]
