"""Answers from memory: computed once, given again until something public changes, and never after that."""

import datetime as dt
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, close_old_connections, connection, connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test import RequestFactory
from django.utils import timezone
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site
from wagtail_headless_preview.models import PagePreview

from cms import content_version as versions
from cms import front, statements
from cms.commits import commit_index
from cms.front import Answers, AnswersFromMemory
from cms.graphql.documents import digest_of, parsed_documents
from cms.models import Contact, Menus, PreviewLink, Rendition, SiteSettings
from cms.triggers import install_triggers, remove_triggers
from events.models import EventChange, Occasion
from news.models import NewsPage
from tests.conftest import create_roots
from tests.factories.cms import CategoryFactory, ContactFactory, DocumentFactory, ImageFactory
from tests.factories.events import ActivityPageFactory, EventIndexPageFactory, OccasionFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

NOON = dt.datetime(2026, 12, 3, 12, tzinfo=dt.UTC)
NEWS = "{ news(first: 5) { nodes { title author { name email } listingImage { alt } } } }"
TYPENAME = {"query": "{ __typename }"}


@dataclass
class Got:
    """An answer as it goes to the server."""

    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)["data"]


@dataclass
class Service:
    """Answers from memory in front of an application, and how often that was asked."""

    application: Any = field(default_factory=WSGIHandler)
    asked: int = 0

    def __post_init__(self) -> None:
        self.front = AnswersFromMemory(self.count)

    def count(self, environ: Any, start_response: Any) -> Any:
        self.asked += 1
        return self.application(environ, start_response)

    def send(self, environ: dict[str, Any]) -> Got:
        sent: list[Any] = []
        body = self.front(environ, lambda status, headers, exc_info=None: sent.append((status, headers)))
        content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        [(status, headers)] = sent
        return Got(status, {name.lower(): value for name, value in headers}, content)

    def post(self, query: str | dict[str, Any], **environ: Any) -> Got:
        body = {"query": query} if isinstance(query, str) else query
        request = RequestFactory(HTTP_HOST="localhost").post(
            "/graphql/", body, content_type="application/json", **environ
        )
        return self.send(request.environ)

    def get(self, query: str = "{ __typename }", method: str = "GET", **environ: Any) -> Got:
        request = RequestFactory(HTTP_HOST="localhost").get("/graphql/", {"query": query}, **environ)
        return self.send(request.environ | {"REQUEST_METHOD": method})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Set the clock."""
    return lambda instant: monkeypatch.setattr(timezone, "now", lambda: instant)


@pytest.fixture
def service(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service over content that does not change, on the connection that has the test's transaction."""
    monkeypatch.setattr(front, "content_version", lambda: 1)
    monkeypatch.setattr(front, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Service()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def _roots_again(django_db_blocker: Any) -> Iterator[None]:
    """Put back what a test with real commits leaves empty, and forget what was compiled with its keys."""
    yield
    with django_db_blocker.unblock():
        versions.close_connection()
        create_roots()
    statements._kept.clear()
    parsed_documents.clear()


@pytest.fixture
def committed(_roots_again: None, transactional_db: None) -> None:
    """Real commits: the version is read on a connection of its own."""


@pytest.fixture
def version() -> Callable[[], int]:
    def read() -> int:
        number = versions.content_version()
        assert number is not None
        return number

    return read


@pytest.fixture
def news(committed: None, site: Site, home_page: Any) -> NewsPage:
    index = NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")
    page: NewsPage = NewsPageFactory(parent=index, title="0", slug="nyhet", author=ContactFactory(name="Eva"))
    page.save_revision().publish()
    return page


class TestAHit:
    def test_is_what_django_answered_and_does_not_reach_it(self, service: Service, client: Any) -> None:
        first, again = service.post(TYPENAME), service.post(TYPENAME)
        django = client.post("/graphql/", TYPENAME, content_type="application/json")
        assert (first, service.asked) == (again, 1)
        assert (first.status, first.body) == ("200 OK", django.content)
        own = {"etag", "cache-control", "content-length"}
        assert {n: v for n, v in first.headers.items() if n not in own} == {
            n.lower(): v for n, v in django.headers.items() if n.lower() not in own
        }
        assert first.headers["content-length"] == str(len(first.body))

    def test_takes_no_statement_of_djangos_connection(self, news: NewsPage, django_assert_num_queries: Any) -> None:
        service = Service()
        service.post(NEWS)
        with django_assert_num_queries(0):
            assert service.post(NEWS).data["news"]["nodes"][0]["title"] == "0"
        assert (service.asked, versions._own.connection is connections["default"]) == (1, False)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ({"HTTP_ACCEPT": "application/json"}, {"HTTP_ACCEPT": "application/graphql-response+json"}),
            ({"HTTP_ORIGIN": "https://a.example.org"}, {"HTTP_ORIGIN": "https://b.example.org"}),
            ({"HTTP_HOST": "localhost"}, {"HTTP_HOST": "elsewhere.example.org"}),
            ({"wsgi.url_scheme": "http"}, {"wsgi.url_scheme": "https"}),
            ({"CONTENT_TYPE": "application/json"}, {"CONTENT_TYPE": "text/plain"}),
        ],
    )
    def test_is_for_the_same_request_alone(self, service: Service, one: Any, other: Any) -> None:
        for environ in (one, other, one):
            service.post(TYPENAME, **environ)
        assert service.asked == 2

    @pytest.mark.usefixtures("service")
    def test_behind_a_proxy_the_scheme_is_what_the_proxy_says(self, settings: Any) -> None:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        settings.SECURE_SSL_REDIRECT = True
        service = Service()
        statuses = [service.post(TYPENAME, HTTP_X_FORWARDED_PROTO=scheme).status for scheme in ("https", "http")]
        assert statuses == ["200 OK", "301 Moved Permanently"]

    def test_origins_that_may_read_are_told_so_each_time(self, service: Service, settings: Any) -> None:
        settings.CORS_ALLOWED_ORIGINS = ["https://app.example.org"]
        answers = [service.get(HTTP_ORIGIN=f"https://{name}.example.org") for name in ("app", "other", "app", "other")]
        allowed = [answer.headers.get("access-control-allow-origin") for answer in answers]
        assert (allowed, service.asked) == (["https://app.example.org", None] * 2, 2)

    def test_is_counted(self, service: Service, settings: Any, clock: Any) -> None:
        clock(NOON)
        settings.GRAPHQL_RATE = "3/minute"
        statuses = [service.post(TYPENAME, REMOTE_ADDR=f"192.0.2.{n}").status for n in (1, 1, 1, 1, 2)]
        assert statuses == ["200 OK"] * 3 + ["429 Too Many Requests", "200 OK"]

    def test_a_session_gets_what_everyone_gets(self, service: Service) -> None:
        service.get()
        assert (service.get(HTTP_COOKIE="sessionid=x").headers.get("set-cookie"), service.asked) == (None, 1)


class TestConditions:
    @pytest.mark.parametrize("tags", ["{}", "W/{}", '"x", {}', "*"])
    def test_who_has_the_answer_is_not_sent_it(self, service: Service, tags: str) -> None:
        whole = service.get()
        had = service.get(HTTP_IF_NONE_MATCH=tags.format(whole.headers["etag"]))
        assert (had.status, had.body, service.asked) == ("304 Not Modified", b"", 1)
        assert had.headers == {n: v for n, v in whole.headers.items() if n not in ("content-type", "content-length")}

    @pytest.mark.parametrize("tags", ['"x"', "nonsense"])
    def test_another_answer_is_sent(self, service: Service, tags: str) -> None:
        assert service.get(HTTP_IF_NONE_MATCH=tags) == service.get()

    def test_the_first_to_ask_may_have_it_from_before(self, service: Service) -> None:
        tag = service.get().headers["etag"]
        assert Service().get(HTTP_IF_NONE_MATCH=tag).status == "304 Not Modified"

    def test_tags_differ_by_the_kind_of_answer(self, service: Service) -> None:
        kinds = ("application/json", "application/graphql-response+json")
        json_tag, graphql_tag = (service.get(HTTP_ACCEPT=kind).headers["etag"] for kind in kinds)
        assert json_tag != graphql_tag

    def test_a_post_is_answered_whole(self, service: Service) -> None:
        tag = service.post(TYPENAME).headers["etag"]
        assert service.post(TYPENAME, HTTP_IF_NONE_MATCH=tag).status == "200 OK"

    def test_head_has_the_headers_alone(self, service: Service) -> None:
        whole, head = service.get(), service.get(method="HEAD")
        assert (head.status, head.headers, head.body, service.asked) == (whole.status, whole.headers, b"", 1)

    def test_a_cdn_is_told_a_tag_if_it_is_to_be(self, service: Service, settings: Any) -> None:
        assert "cache-tag" not in service.get().headers
        settings.ANSWER_TAG_HEADER = "Cache-Tag"
        assert Service().get().headers["cache-tag"] == "content"


class TestNeverKept:
    @pytest.mark.parametrize(
        ("body", "cache_control"),
        [
            ({"query": "{ nothing }"}, "no-store"),
            ({"query": "{"}, "no-store"),
            ({"query": "{ __schema { description } }"}, "no-store"),
            ({"query": '{ news(first: 1, site: "nowhere") { totalCount } }'}, None),
            ({"query": '{ page(token: "x") { title } }'}, "private, no-store"),
            ({"query": '{ page(path: "/", accessToken: "x") { title } }'}, "private, no-store"),
            ({"query": 'mutation { unlockPage(path: "/", password: "x") { accessToken } }'}, "private, no-store"),
        ],
    )
    def test_errors_tokens_and_mutations(self, service: Service, site: Site, body: Any, cache_control: Any) -> None:
        answers = [service.post(body) for _ in range(2)]
        assert [answer.headers.get("cache-control") for answer in answers] == [cache_control] * 2
        assert (service.asked, len(service.front.answers)) == (2, 0)
        assert "etag" not in answers[0].headers

    def test_an_editors_introspection(self, service: Service, admin_client: Any) -> None:
        cookie = f"sessionid={admin_client.cookies['sessionid'].value}"
        answer = service.post("{ __schema { description } }", HTTP_COOKIE=cookie)
        assert (answer.headers["cache-control"], len(service.front.answers)) == ("private, no-store", 0)
        assert service.post("{ __schema { description } }").status == "400 Bad Request"

    def test_a_document_that_comes_with_its_hash_reaches_django_to_be_kept_there(self, service: Service) -> None:
        query = "{ __typename }"
        sent = {"query": query, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest_of(query)}}}
        answers = [service.post(sent).data for _ in range(2)]
        assert (answers, service.asked) == ([{"__typename": "Query"}] * 2, 2)
        by_hash = {"extensions": sent["extensions"]}
        assert ([service.post(by_hash).data for _ in range(2)], service.asked) == ([{"__typename": "Query"}] * 2, 3)

    @pytest.mark.parametrize("length", ["", "x", "-1", "999999", "9" * 30])
    def test_a_body_of_no_good_length_is_djangos(self, service: Service, length: str) -> None:
        environ = RequestFactory().post("/graphql/", TYPENAME, content_type="application/json").environ
        service.send(environ | {"CONTENT_LENGTH": length, "wsgi.input": BytesIO(b"{}")})
        assert (service.asked, len(service.front.answers)) == (1, 0)

    def test_other_addresses_and_methods_go_through(self, service: Service) -> None:
        factory = RequestFactory(HTTP_HOST="localhost")
        requests = [
            factory.get("/healthz/"),
            factory.options("/graphql/"),
            factory.get("/graphql/", HTTP_ACCEPT="text/html"),
        ]
        statuses = [service.send(request.environ).status for request in requests * 2]
        assert (statuses, service.asked) == (["200 OK"] * 6, 6)

    def test_while_there_is_no_version(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(front, "content_version", lambda: None)
        answers = [service.post(TYPENAME) for _ in range(2)]
        assert (answers[0].data, "etag" in answers[0].headers, service.asked) == ({"__typename": "Query"}, False, 2)

    def test_while_the_next_change_is_not_known(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(_now: dt.datetime) -> None:
            raise DatabaseError

        monkeypatch.setattr(front, "next_change", fail)
        assert ([service.post(TYPENAME).status for _ in range(2)], service.asked) == (["200 OK"] * 2, 2)


class TestMemory:
    def test_is_bounded_and_what_nobody_asked_for_gives_way(self, service: Service) -> None:
        def answer(size: int) -> front.Answer:
            return front.Answer(b"x" * size, [], "", 1, 2.0)

        answers = Answers(maximum=3 * (front.OVERHEAD + 1_000))
        for name in "abc":
            answers.put((name,), answer(900))
        assert answers.get(("a",), 1, 0.0) is not None
        answers.put(("d",), answer(900))
        answers.put(("e" * 1_000_000,), answer(900))
        answers.put(("d",), answer(800))
        kept = [name for name in "abcd" if answers.get((name,), 1, 0.0)]
        assert (kept, len(answers), answers.bytes) == (["a", "c", "d"], 3, 3 * (front.OVERHEAD + 1) + 2_600)
        assert (answers.get(("a",), 2, 0.0), answers.get(("a",), 1, 2.0)) == (None, None)

    def test_misses_at_the_same_time_are_computed_once(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
        arrived, go, got = threading.Semaphore(0), threading.Event(), []

        def arrive() -> int:
            arrived.release()
            return 1

        monkeypatch.setattr(front, "content_version", arrive)
        monkeypatch.setattr(front, "next_change", lambda now: now + dt.timedelta(days=1))

        def application(environ: Any, start_response: Any) -> list[bytes]:
            assert go.wait(30)
            environ[front.PUBLIC] = True
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"computed"]

        service.application = application
        threads = [threading.Thread(target=lambda: got.append(service.post(TYPENAME).body)) for _ in range(4)]
        for thread in threads:
            thread.start()
        assert all(arrived.acquire(timeout=30) for _ in threads)
        go.set()
        for thread in threads:
            thread.join()
        assert (got, service.asked) == ([b"computed"] * 4, 1)


class TestTheClock:
    @pytest.fixture
    def event(self, service: Service, site: Site, home_page: Any, clock: Any) -> Any:
        """An event on the day after tomorrow, with a deadline at one o'clock today."""
        clock(NOON)
        event = ActivityPageFactory(parent=EventIndexPageFactory(parent=home_page), title="Möte")
        OccasionFactory(
            event=event,
            starts_at=NOON + dt.timedelta(days=2),
            ends_at=NOON + dt.timedelta(days=2, hours=2),
            registration_required=True,
            registration_email="anmalan@example.org",
            registration_deadline=NOON + dt.timedelta(hours=1),
        )
        event.refresh_from_db()
        event.save()
        return event

    def test_a_passing_deadline_changes_the_next_answer(
        self, service: Service, event: Any, clock: Any, settings: Any
    ) -> None:
        settings.ANSWER_CACHE_SECONDS = 24 * 60 * 60
        seen = []
        for seconds in (0, 0.5, 3599.9, 3600, 3601):
            clock(NOON + dt.timedelta(seconds=seconds))
            answer = service.post("{ events(first: 1) { nodes { phase } } }")
            seen.append((answer.data["events"]["nodes"][0]["phase"], answer.headers["cache-control"], service.asked))
        # The next border is midnight in Sweden, which is eleven at night in UTC.
        assert seen == [
            ("LAST_DAYS", "public, max-age=3600", 1),
            ("LAST_DAYS", "public, max-age=3599", 1),
            ("LAST_DAYS", "public, max-age=0", 1),
            ("REGISTRATION_CLOSED", "public, max-age=36000", 2),
            ("REGISTRATION_CLOSED", "public, max-age=35999", 2),
        ]

    def test_others_keep_an_answer_no_longer_than_the_setting_says(
        self, service: Service, event: Any, settings: Any
    ) -> None:
        settings.ANSWER_CACHE_SECONDS = 60
        assert [service.get().headers["cache-control"] for _ in range(2)] == ["public, max-age=60"] * 2

    def test_an_expiry_and_midnight_change_the_next_answer(
        self, service: Service, event: Any, clock: Any, home_page: Any
    ) -> None:
        contact = ContactFactory(email="eva@example.org", public_until=NOON.date())
        index = NewsIndexPageFactory(parent=home_page)
        NewsPageFactory(parent=index, title="Kvar", author=contact, published_on=dt.date(2026, 1, 1))
        NewsPageFactory(
            parent=index, title="Går ut", expire_at=NOON + dt.timedelta(minutes=1), published_on=dt.date(2026, 2, 1)
        )
        seen = []
        for instant in (NOON, NOON + dt.timedelta(seconds=59), NOON + dt.timedelta(minutes=1), NOON.replace(hour=23)):
            clock(instant)
            nodes = service.post(NEWS).data["news"]["nodes"]
            seen.append(([(n["title"], n["author"] and n["author"]["email"]) for n in nodes], service.asked))
        both, one = [("Går ut", None), ("Kvar", "eva@example.org")], [("Kvar", "eva@example.org")]
        assert seen == [(both, 1), (both, 1), (one, 2), ([("Kvar", None)], 3)]

    def test_an_answer_from_before_a_border_is_not_kept_for_the_time_after_it(
        self, service: Service, event: Any
    ) -> None:
        before, after = (NOON + dt.timedelta(hours=1, seconds=seconds) for seconds in (-1, 1))
        late = service.front.holds_until(1, after.timestamp())
        assert service.front.holds_until(1, before.timestamp()) == (NOON + dt.timedelta(hours=1)).timestamp()
        assert late == NOON.replace(hour=23).timestamp()


def visible_changes(page: NewsPage, home: Any) -> dict[str, Callable[[], Any]]:
    """Changes of what visitors may see, each by the means by which the CMS or a script makes them."""
    image, document, category = ImageFactory(), DocumentFactory(), CategoryFactory()
    event = ActivityPageFactory(parent=EventIndexPageFactory(parent=home))
    occasion: Any = OccasionFactory(event=event)
    other = NewsIndexPageFactory(parent=home, slug="annat")
    child = NewsPageFactory(parent=other)
    restriction: list[Any] = []

    def publish_again() -> None:
        page.title = "Ny"
        page.save_revision().publish()

    def restrict() -> None:
        restriction.append(PageViewRestriction.objects.create(page=page, restriction_type="login"))

    def close_collection() -> None:
        CollectionViewRestriction.objects.create(collection=Collection.objects.first(), restriction_type="login")

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cms_category SET name = 'Rå'")

    def tag() -> None:
        tagged = NewsPage.objects.get(pk=page.pk)
        tagged.tags.add("vatten")
        tagged.save()

    def rename(thing: Any, name: str, **values: str) -> None:
        vars(thing).update(title=name, **values)
        thing.save()

    return {
        "publish": publish_again,
        "slug": lambda: rename(other, "Annat", slug="nytt"),
        "unpublish": page.unpublish,
        "restriction": restrict,
        "restriction away": lambda: restriction.pop().delete(),
        "move": lambda: Page.objects.get(pk=child.pk).move(
            Page.objects.get(pk=page.get_parent().pk), pos="first-child"
        ),
        "delete": lambda: Page.objects.get(pk=child.pk).delete(),
        "snippet": lambda: Contact.objects.get().save_revision().publish(),
        "snippet deleted": lambda: Contact.objects.get().delete(),
        "image": lambda: rename(image, "Ny bild"),
        "rendition": lambda: Rendition.objects.create(image=image, filter_spec="width-1", file="x", width=1, height=1),
        "document": lambda: rename(document, "Nytt dokument"),
        "collection": close_collection,
        "redirect": lambda: Redirect.objects.create(old_path="/gammal", redirect_link="https://example.org/"),
        "settings": lambda: SiteSettings.objects.create(site=Site.objects.get()),
        "menus": lambda: Menus.objects.create(site=Site.objects.get()),
        "site": lambda: Site.objects.update(hostname="annan.example.org"),
        "locale": lambda: Locale.objects.create(language_code="fi"),
        "tag": lambda: Tag.objects.create(name="ny"),
        "tags of a page": tag,
        "event change": lambda: EventChange.objects.bulk_create(
            [EventChange(event=event, occasion=occasion, changed_at=NOON)]
        ),
        "occasion": lambda: Occasion.objects.filter(pk=occasion.pk).update(title="Ny"),
        "statement": raw,
        "bulk": lambda: type(category).objects.all().delete(),
        "image deleted": lambda: get_image_model().objects.all().delete(),
    }


def invisible_changes(page: NewsPage, admin: Any) -> dict[str, Callable[[], Any]]:
    """What editors do that no visitor sees."""

    def roll_back() -> None:
        with transaction.atomic():
            Page.objects.filter(pk=page.pk).update(title="Aldrig")
            transaction.set_rollback(True)

    def draft() -> None:
        page.title = "Utkast"
        page.save_revision()

    return {
        "draft": draft,
        "draft of a snippet": lambda: Contact.objects.get().save_revision(),
        "the same again": lambda: Page.objects.get(pk=page.pk).save(),
        "lock": lambda: Page.objects.filter(pk=page.pk).update(locked=True, locked_at=NOON),
        "link to the draft": lambda: PreviewLink.issue(page, None, 1),
        "preview": lambda: PagePreview.objects.create(token="x", content_type=page.content_type, content_json="{}"),
        "session": lambda: admin.get("/admin/"),
        "rolled back": roll_back,
    }


class TestVersions:
    def test_whatever_visitors_may_see_raises_it(self, news: NewsPage, home_page: Any, version: Any) -> None:
        unnoticed = []
        for name, change in visible_changes(news, home_page).items():
            before = version()
            change()
            if version() == before:
                unnoticed.append(name)
        assert unnoticed == []

    def test_what_editors_see_alone_does_not(self, news: NewsPage, admin_client: Any, version: Any) -> None:
        admin_client.get("/admin/")
        noticed = []
        for name, change in invisible_changes(news, admin_client).items():
            before = version()
            change()
            if version() != before:
                noticed.append(name)
        assert noticed == []

    def test_it_is_raised_with_the_commit_and_seen_by_others_then(self, news: NewsPage, version: Any) -> None:
        before = version()
        with transaction.atomic():
            Page.objects.filter(pk=news.pk).update(title="Ny")
            within = version()
        assert (within == before, version() == before) == (True, False)

    def test_a_connection_that_breaks_is_replaced(self, committed: None, version: Any) -> None:
        before = version()
        versions._own.connection.connection.close()
        assert version() == before
        CategoryFactory()
        versions._own.connection.connection.close()
        assert version() != before

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked each time")
    def test_sqlite_is_asked_again_only_after_a_commit(self, committed: None, version: Any) -> None:
        version()
        statements: list[str] = []
        versions._own.connection.connection.set_trace_callback(statements.append)
        seen = [version() for _ in range(3)]
        with transaction.atomic():
            Locale.objects.create(language_code="fi")
            seen.append(version())
        assert ([number == seen[0] for number in seen], len(statements)) == ([True] * 4, 0)
        assert [version() == seen[0] for _ in range(3)] == [False] * 3
        assert statements == [versions.READ]

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked each time")
    def test_what_another_process_commits_is_seen_at_once(self, committed: None, version: Any) -> None:
        CategoryFactory(name="0")
        write = (
            "import sqlite3, sys; database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n"
            "for name in sys.stdin:\n"
            "    database.execute('UPDATE cms_category SET name = ?', [name]); print(name, end='', flush=True)"
        )
        command = [sys.executable, "-c", write, str(connection.settings_dict["NAME"])]
        seen = [version()]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as other:
            assert other.stdin
            assert other.stdout
            for number in range(100):
                other.stdin.write(f"{number}\n")
                assert other.stdout.readline() == f"{number}\n"
                seen.append(version())
            other.stdin.close()
        assert len(set(seen)) == 101

    def test_a_database_without_a_log_is_asked_each_time(self, db: None, tmp_path: Path) -> None:
        settings = {**connections.settings["default"], "NAME": str(tmp_path / "db.sqlite3"), "OPTIONS": {}}
        other = DatabaseWrapper(settings, "other")
        other.connect()
        assert commit_index(other) is None
        other.close()

    def test_without_triggers_there_is_none_and_migrations_make_a_new_one(self, committed: None, version: Any) -> None:
        before = version()
        remove_triggers()
        without = versions.content_version()
        install_triggers()
        assert (without, version() == before) == (None, False)

    def test_the_database_may_be_away(self, committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
        versions.close_connection()
        monkeypatch.setattr(versions, "READ", "SELECT number FROM nowhere")
        assert versions.content_version() is None


class TestFreshness:
    def test_each_change_changes_the_next_answer(self, news: NewsPage, client: Any) -> None:
        service, seen = Service(), []

        def ask() -> list[Any]:
            django = client.post("/graphql/", {"query": NEWS}, content_type="application/json").json()["data"]
            answers = [service.post(NEWS).data for _ in range(2)]
            assert answers == [django] * 2
            return [(node["title"], node["author"] and node["author"]["name"]) for node in django["news"]["nodes"]]

        def publish() -> None:
            news.title = "1"
            news.save_revision().publish()

        restrict = {"page": news, "restriction_type": "login"}
        for change in (
            lambda: None,
            publish,
            lambda: Contact.objects.filter(name="Eva").update(name="Eva Ek"),
            lambda: PageViewRestriction.objects.create(**restrict),
            lambda: PageViewRestriction.objects.all().delete(),
            news.unpublish,
            publish,
            lambda: Page.objects.get(pk=news.pk).delete(),
        ):
            change()
            seen.append(ask())
        hidden: list[Any] = []
        shown = [("1", "Eva Ek")]
        assert seen == [[("0", "Eva")], [("1", "Eva")], shown, hidden, shown, hidden, shown, hidden]
        assert service.asked == len(seen)

    def test_the_roots_of_sites_are_those_of_the_version(self, news: NewsPage, site: Site) -> None:
        service, query = Service(), "{ news(first: 1) { nodes { url } } }"
        urls = [service.post(query).data]
        # A bulk statement leaves Wagtail's cache of them as it was.
        Site.objects.update(hostname="ny.example.org")
        urls.append(service.post(query).data)
        assert [answer["news"]["nodes"][0]["url"] for answer in urls] == [
            "https://front.example.org/nyheter/nyhet/",
            "https://ny.example.org/nyheter/nyhet/",
        ]

    def test_nothing_stale_is_read_while_others_write(self, news: NewsPage) -> None:
        service, stale, answered = Service(), [], threading.Semaphore(0)
        written, done = [0], threading.Event()

        def read() -> None:
            while not done.is_set():
                at_least = written[0]
                title = int(service.post(NEWS).data["news"]["nodes"][0]["title"])
                if title < at_least:
                    stale.append((title, at_least))
                answered.release()
            versions.close_connection()
            connections.close_all()

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(1, 16):
            if number % 3:
                news.title = str(number)
                news.save_revision().publish()
            else:
                Page.objects.filter(pk=news.pk).update(title=str(number))
            written[0] = number
            # Readers have their turn between two commits, hits included.
            assert all(answered.acquire(timeout=30) for _ in range(10))
        done.set()
        for reader in readers:
            reader.join()
        assert (stale, service.post(NEWS).data["news"]["nodes"][0]["title"]) == ([], "15")
