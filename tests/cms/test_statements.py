"""Query sets that are compiled once: values and instants at run time, what is kept, rows as Django makes them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, models
from django.db.models import F
from django.db.models.lookups import In
from django.db.models.signals import post_init, pre_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms import statements
from cms.graphql.connections import FirstOf
from cms.models import Contact, Document, Image, SiteSettings
from cms.peers import load_list
from cms.statements import Among, Now, Parameter, Read, Statement, kept, read_only, remembering, statement
from events.models import Occasion
from news.models import NewsPage
from tests.cms.hidden_site import Builder
from tests.factories.cms import ContactFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 1, 15, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def fresh() -> Iterator[Any]:
    """Nothing is kept yet, and nothing of it stays."""
    with mock.patch.object(statements, "_kept", type(statements._kept)()) as nothing:
        yield nothing


def names(found: list[Any]) -> list[str]:
    return [each.name for each in found]


class TestValues:
    def test_a_parameter_is_bound_each_time(self) -> None:
        for name in ("Ada", "Bo"):
            ContactFactory(name=name)
        called = Statement(Contact.objects.filter(name=Parameter("name", models.CharField())))
        assert [names(called.instances(name=name)) for name in ("Bo", "Ada", "Cy")] == [["Bo"], ["Ada"], []]

    def test_a_list_may_have_any_length(self) -> None:
        ids = {name: ContactFactory(name=name).pk for name in ("Ada", "Bo", "Cy")}
        found = Statement(Contact.objects.filter(Among("pk", "ids", Contact)).order_by("name"))
        with CaptureQueriesContext(connection) as queries:
            answers = [names(found.instances(ids=[ids[name] for name in wanted])) for wanted in ("", ["Bo"])]
            answers.append(names(found.instances(ids=set(ids.values()))))
            answers.append(names(found.instances(ids=range(10_000))))
        assert answers == [[], ["Bo"], ["Ada", "Bo", "Cy"], ["Ada", "Bo", "Cy"]]
        assert len(queries) == 4

    def test_a_list_of_words(self) -> None:
        for name in ("Ada", 'B"o', "C,y", "Dåå"):
            ContactFactory(name=name)
        found = Statement(Contact.objects.filter(Among("name", "names", Contact)).order_by("name"))
        assert names(found.instances(names=['B"o', "C,y", "Dåå", "x"])) == ['B"o', "C,y", "Dåå"]

    def test_a_limit(self) -> None:
        for name in ("Ada", "Bo", "Cy"):
            ContactFactory(name=name)
        found = Statement(Contact.objects.order_by("name"), limited=True)
        assert [names(found.instances(limit=limit)) for limit in (0, 2, 9)] == [[], ["Ada", "Bo"], ["Ada", "Bo", "Cy"]]

    def test_a_limit_of_a_part_of_the_rows(self) -> None:
        for name, email in (("Ada", "a@x.se"), ("Bo", "a@x.se"), ("Cy", "b@x.se")):
            ContactFactory(name=name, email=email)
        firsts = FirstOf(Contact.objects.filter(email="a@x.se").order_by("name").values("pk"), "limit")
        found = Statement(Contact.objects.filter(In(models.F("pk"), firsts) | models.Q(name="Cy")).order_by("name"))
        assert [names(found.instances(limit=limit)) for limit in (0, 1, 9)] == [
            ["Cy"],
            ["Ada", "Cy"],
            ["Ada", "Bo", "Cy"],
        ]

    def test_rows_are_counted_without_being_read(self) -> None:
        ContactFactory.create_batch(3)
        found = Statement(Contact.objects.filter(Among("pk", "ids", Contact)).values_list("pk"))
        with CaptureQueriesContext(connection) as queries:
            assert (found.count(ids=range(1000)), found.count(ids=[])) == (3, 0)
        assert len(queries) == 2

    def test_what_can_have_no_rows_runs_nothing(self) -> None:
        nothing = Statement(Contact.objects.none())
        with CaptureQueriesContext(connection) as queries:
            assert (nothing.instances(), nothing.rows(), nothing.count()) == ([], [], 0)
        assert len(queries) == 0


class TestNow:
    @pytest.fixture
    def expiring(self) -> Any:
        ContactFactory(name="Ada", expire_at=NOW)
        return Contact.objects.filter(expire_at__gt=Now())

    def test_it_is_the_instant_when_a_statement_runs(self, expiring: Any) -> None:
        found, counts = Statement(expiring), []
        for seconds in (-1, 1):
            with mock.patch("django.utils.timezone.now", return_value=NOW + dt.timedelta(seconds=seconds)):
                counts.append((len(found.instances()), found.count(), len(found.rows())))
        assert counts == [(1, 1, 1), (0, 0, 0)]

    def test_in_an_ordinary_query_set_it_is_that_of_the_query(self, expiring: Any) -> None:
        for seconds, count in ((-1, 1), (1, 0)):
            with mock.patch("django.utils.timezone.now", return_value=NOW + dt.timedelta(seconds=seconds)):
                assert expiring.count() == count

    def test_it_is_one_instant_throughout_a_request(self, expiring: Any) -> None:
        found = Statement(expiring)
        with mock.patch("django.utils.timezone.now", return_value=NOW - dt.timedelta(seconds=1)) as now:
            with remembering():
                now.return_value = NOW + dt.timedelta(seconds=1)
                assert len(found.instances()) == 1
            assert len(found.instances()) == 0


class TestMemory:
    def test_a_request_asks_once_for_what_concerns_all_of_it(self, site: Site) -> None:
        sites = Statement(Site.objects.filter(pk=Parameter("site", models.AutoField())))
        with CaptureQueriesContext(connection) as queries, remembering():
            first, second = (sites.instances(site=site.pk) for _time in range(2))
            assert sites.instances(site=0) == []
        assert first[0] is second[0]
        assert len(queries) == 2

    def test_lists_share_no_rows(self, site: Site) -> None:
        sites = Statement(Site.objects.filter(Among("pk", "sites", Site)))
        with remembering():
            first, second = (sites.instances(sites=[site.pk]) for _time in range(2))
        assert first == second
        assert first[0] is not second[0]

    def test_nothing_outlives_the_request(self, site: Site) -> None:
        sites = Statement(Site.objects.order_by("pk"))
        for name in ("one", "two"):
            Site.objects.update(site_name=name)
            with remembering():
                assert [each.site_name for each in sites.instances()] == [name]


class TestRows:
    READ = Read(of_instances={}, of_rows={Contact: frozenset({"id", "name"})}, fields={})

    def test_they_are_loaded_with_what_is_read_of_them(self) -> None:
        ContactFactory(name="Ada")
        found = Statement(Contact.objects.order_by("name"))
        with CaptureQueriesContext(connection) as queries, remembering():
            read_only(self.READ)
            rows = found.table()
            assert (set(rows.names), list(rows.column("name"))) == ({"id", "name"}, ["Ada"])
            assert set(found.instances()[0].__dict__) > {field.attname for field in Contact._meta.concrete_fields}
        assert len(queries) == 2

    def test_the_latest_selections_are_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(statements, "MAX_SELECTIONS", 2)
        found = Statement(Contact.objects.all())
        for names in (["name"], ["email"], ["phone"]):
            with remembering():
                read_only(Read(of_instances={}, of_rows={Contact: frozenset({"id", *names})}, fields={}))
                assert set(found.table().names) == {"id", *names}
        assert list(found._compiled) == [None, {"id", "email"}, {"id", "phone"}]

    @pytest.mark.parametrize("count", [1, 3])
    def test_their_instances_are_whole_and_loaded_in_one_statement(self, count: int) -> None:
        for name in ("Ada", "Bo", "Cy")[:count]:
            ContactFactory(name=name, phone=f"{name} 1")
        found = Statement(Contact.objects.annotate(shown=F("name")).order_by("name"))
        with CaptureQueriesContext(connection) as queries, remembering():
            read_only(self.READ)
            rows = found.table()
            assert [(each.name, each.phone, each.shown) for each in rows] == [
                ("Ada", "Ada 1", "Ada"),
                ("Bo", "Bo 1", "Bo"),
                ("Cy", "Cy 1", "Cy"),
            ][:count]
        assert len(queries) == 2


class TestKept:
    def test_what_has_a_name_is_made_once(self, fresh: Any) -> None:
        built: list[str] = []

        def build() -> Any:
            built.append("built")
            return Locale.objects.order_by("pk")

        assert statement("locales", build) is statement("locales", build)
        assert statement(("locales", 2), build) is not statement("locales", build)
        assert len(built) == 2

    def test_what_has_none_is_made_each_time(self, fresh: Any) -> None:
        assert kept(None, object) is not kept(None, object)
        assert len(fresh) == 0

    def test_what_was_not_used_for_longest_gives_way(self, fresh: Any) -> None:
        with mock.patch.object(statements, "MAX_KEPT", 2):
            first, second = kept("first", object), kept("second", object)
            assert kept("first", object) is first
            kept("third", object)
            assert kept("first", object) is first
            assert kept("second", object) is not second
            assert len(fresh) == 2

    def test_nothing_outlives_a_migration(self, fresh: Any) -> None:
        before = kept("first", object)
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert kept("first", object) is not before


class TestInstances:
    def test_they_are_as_django_makes_them(self) -> None:
        Builder().build()
        for model in (NewsPage, Image, Document, Contact, Occasion, SiteSettings, Page, Site, Locale):
            rows = model._default_manager.order_by("pk")
            light, ordinary = Statement(rows).instances(), list(rows)
            assert light == ordinary != []
            for one, other in zip(light, ordinary, strict=True):
                left_out = {"_state", "_peers", "page_url", "_page_url_cache"}
                assert {name: value for name, value in vars(one).items() if name not in left_out} == {
                    name: value for name, value in vars(other).items() if name not in left_out
                }
                assert (one._state.adding, one._state.db) == (other._state.adding, other._state.db)

    def test_they_send_no_signal(self) -> None:
        ContactFactory()
        found = Statement(Contact.objects.all())
        received = []

        def receive(**_values: Any) -> None:
            received.append(1)

        for signal in (pre_init, post_init):
            signal.connect(receive, sender=Contact)
        try:
            assert len(found.instances()) == 1
            assert received == []
            assert len(Contact.objects.all()) == 1
            assert len(received) == 2
        finally:
            for signal in (pre_init, post_init):
                signal.disconnect(receive, sender=Contact)

    def test_they_can_be_saved(self) -> None:
        ContactFactory(name="Ada")
        [contact] = load_list(Contact.objects.all())
        contact.name = "Bo"
        contact.save()
        assert [each.name for each in Contact.objects.all()] == ["Bo"]

    def test_instants_are_aware(self, home_page: Any) -> None:
        NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page), first_published_at=NOW)
        [page] = load_list(NewsPage.objects.all())
        assert (page.first_published_at, timezone.is_aware(page.first_published_at)) == (NOW, True)
        assert page.live is True
