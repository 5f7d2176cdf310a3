"""Search in Swedish: what is found, in which order, how it is shown, and what is never found."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Locale, PageViewRestriction, Site
from wagtail.rich_text import RichText

from cms.search import engine, excerpt, terms_of
from cms.search.swedish import akin
from cms.search.terms import MAX_TERMS, Term
from tests.contract.documents import operations
from tests.factories.cms import ContactFactory, ContactRoleFactory, DocumentFactory
from tests.factories.events import ActivityPageFactory, ConferencePageFactory, EventIndexPageFactory
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory, ProjectPageFactory, SignatoryFactory

SEARCH = """
query S($query: String!, $types: [SearchType!], $first: Int = 10, $after: String, $site: String, $locale: String) {
  search(query: $query, types: $types, first: $first, after: $after, site: $site, locale: $locale) {
    totalCount
    suggestion
    facets { type count }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor node { excerpt } }
    nodes { type excerpt page { title } document { title } }
  }
}
"""


@pytest.fixture
def search(site: Site, query_data: Callable[..., Any]) -> Callable[..., Any]:
    """Search after everything has been indexed; answers with the whole field."""

    def send(query: str, *, index: bool = True, **variables: Any) -> Any:
        if index:
            call_command("update_index", verbosity=0)
        return query_data(SEARCH, query=query, **variables)["search"]

    return send


def titles(answer: Any) -> list[str]:
    return [(node["page"] or node["document"])["title"] for node in answer["nodes"]]


class TestWords:
    @pytest.mark.parametrize("word", ["konferens", "konferensen", "konferenser", "konferensernas"])
    def test_inflections_are_akin(self, word: str) -> None:
        assert akin(word, "konferens")
        assert akin("konferens", word)

    @pytest.mark.parametrize(
        ("word", "text", "found"),
        [
            ("konferens", "Konferenserna", True),
            ("konferenserna", "en konferens", True),
            ("konferens", "konferenslokal", True),
            ("plats", "en plattform", False),
            ("plats", "platserna", True),
            ("brevet", "ett brev", True),
            ("förening", "FÖRENINGAR", True),
            ("forening", "förening", False),
            ("halland", "Hälland", False),
            ("år", "året", True),
            ("år", "årsmöte", False),
            ("eu", "Europa", False),
            ("eu", "EU:s stöd", True),
            ("rum", "forum", False),
            ("konferens", "samverkanskonferens", True),
            ("konferenser", "Samverkanskonferensen", True),
            ("stad", "huvudstaden", True),
            ("möte", "årsmöten", True),
            ("bana", "turban", False),
            ("ställa", "beställa", False),
            ("plats", "anläggningsplatsannons", False),
            ("hemligheten", "hem", False),
        ],
    )
    def test_a_term_stands_for(self, word: str, text: str, found: bool) -> None:
        assert Term(word).is_in(text) is found

    def test_signs_and_words_that_say_nothing_are_no_terms(self) -> None:
        assert [term.word for term in terms_of('om "Idé" AND (e-post* OR NEAR/3) \x00 🎉 idé \ud800')] == [
            "idé",
            "and",
            "e",
            "post",
            "or",
            "near",
            "3",
        ]
        assert len(terms_of(" ".join(f"ord{number}" for number in range(1000)))) == MAX_TERMS

    def test_a_letter_in_two_parts_is_one(self) -> None:
        assert terms_of("va\u030art") == terms_of("vårt") == []
        assert terms_of("ha\u0308lsa") == [Term("hälsa")]


class TestExcerpt:
    def test_hits_are_marked_and_all_else_escaped(self) -> None:
        text = 'Om <script>alert("x")</script> & konferensen i Halmstad, en Konferens till.'
        assert excerpt(text, terms_of("konferens")) == (
            "Om &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; <mark>konferensen</mark> i Halmstad, en "
            "<mark>Konferens</mark> till."
        )

    def test_a_long_text_is_cut_between_words_around_the_hit(self) -> None:
        text = "början " * 100 + "träffen " + "slutet " * 100
        shown = excerpt(text, terms_of("träffen"))
        assert shown.startswith("… början ")
        assert " <mark>träffen</mark> " in shown
        assert shown.endswith(" slutet …")
        assert set(shown.replace("<mark>träffen</mark>", "träffen").split()) == {"…", "början", "träffen", "slutet"}
        assert 150 < len(shown) < 230

    def test_the_part_with_most_of_the_words_is_shown(self) -> None:
        text = "äpple " + "fyllning " * 100 + "äpple päron " + "fyllning " * 50
        assert "<mark>äpple</mark> <mark>päron</mark>" in excerpt(text, terms_of("äpple päron"))

    def test_without_a_hit_it_is_the_beginning(self) -> None:
        assert excerpt("kort text", terms_of("annat")) == "kort text"
        assert excerpt("", terms_of("annat")) == ""

    def test_one_endless_word_is_cut(self) -> None:
        assert excerpt("x" * 500, terms_of("y")) == "x" * 200 + " …"
        assert "<mark>" not in excerpt("z" * 500, terms_of("z"))


@pytest.mark.django_db
class TestFinding:
    def test_every_kind_is_found_and_counted(self, home_page: Any, search: Callable[..., Any]) -> None:
        NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page), title="Nyhet om samverkan")
        ActivityPageFactory(parent=EventIndexPageFactory(parent=home_page), title="Träff om samverkan")
        ProjectPageFactory(parent=home_page, title="Projekt om samverkan")
        PlatformPageFactory(parent=home_page, title="Sida om samverkan")
        DocumentFactory(title="Rapport om samverkan", publisher="Region Halland")
        answer = search("samverkan")
        assert answer["totalCount"] == 5
        assert answer["facets"] == [
            {"type": name, "count": 1} for name in ("NEWS", "EVENT", "PROJECT", "PAGE", "DOCUMENT")
        ]
        assert {node["type"] for node in answer["nodes"]} == {"NEWS", "EVENT", "PROJECT", "PAGE", "DOCUMENT"}
        some = search("samverkan", types=["DOCUMENT", "NEWS"], index=False)
        assert sorted(titles(some)) == ["Nyhet om samverkan", "Rapport om samverkan"]
        assert some["facets"] == answer["facets"]
        assert some["totalCount"] == 2
        assert search("samverkan", types=[], index=False)["totalCount"] == 0
        document = search("halland", index=False)["nodes"]
        assert document == [
            {
                "type": "DOCUMENT",
                "excerpt": "Region <mark>Halland</mark>",
                "page": None,
                "document": {"title": "Rapport om samverkan"},
            }
        ]

    def test_title_before_summary_before_text(self, home_page: Any, search: Callable[..., Any]) -> None:
        text = "<p>" + "Brovakt och brovakten. " * 20 + "</p>"
        PlatformPageFactory(parent=home_page, title="I texten", summary="Kort.", body=[("text", RichText(text))])
        PlatformPageFactory(parent=home_page, title="I ingressen", summary="En brovakt.")
        PlatformPageFactory(parent=home_page, title="Brovakten", summary="Kort.")
        assert titles(search("brovakt")) == ["Brovakten", "I ingressen", "I texten"]

    @pytest.mark.parametrize("word", ["konferens", "KONFERENSEN", "konferenser", "konferensernas"])
    def test_inflections(self, home_page: Any, search: Callable[..., Any], word: str) -> None:
        for title in ("En konferens", "Konferensen", "Konferenser", "Plattformen"):
            PlatformPageFactory(parent=home_page, title=title, summary="")
        assert sorted(titles(search(word))) == ["En konferens", "Konferensen", "Konferenser"]

    @pytest.mark.parametrize("word", ["konferens", "konferensen", "konferenserna"])
    def test_a_compound_is_found_by_its_end_behind_the_word_itself(
        self, home_page: Any, search: Callable[..., Any], word: str
    ) -> None:
        text = [("text", RichText("<p>En konferens.</p>"))]
        PlatformPageFactory(parent=home_page, title="I texten", summary="", body=text)
        PlatformPageFactory(parent=home_page, title="Konferenslokal", summary="")
        PlatformPageFactory(parent=home_page, title="Samverkanskonferenser", summary="")
        in_text = [("text", RichText("<p>En <b>samverkanskonferens</b> till.</p>"))]
        PlatformPageFactory(parent=home_page, title="Sammansatt", summary="", body=in_text)
        DocumentFactory(title="Underlag", publisher="Rikskonferensens kansli")
        found = titles(search(word))
        words = {"I texten", "Konferenslokal"} if word == "konferens" else {"I texten"}
        assert set(found[: len(words)]) == words
        assert found[len(words)] == "Samverkanskonferenser"
        assert set(found[len(words) + 1 :]) == {"Sammansatt", "Underlag"}
        assert search("till " + word, index=False)["nodes"][-1]["excerpt"] in {
            "En <mark>samverkanskonferens</mark> till.",
            "<mark>Rikskonferensens</mark> kansli",
        }
        assert search("konferans", index=False)["totalCount"] == 0

    def test_all_words_are_needed_as_compounds_too(self, home_page: Any, search: Callable[..., Any]) -> None:
        PlatformPageFactory(parent=home_page, title="Årsmöte", summary="Med lokalhistoria.")
        PlatformPageFactory(parent=home_page, title="Styrelsemöte", summary="")
        assert titles(search("historia möte")) == ["Årsmöte"]

    def test_a_signatory_is_found_by_the_end_of_its_name(
        self, home_page: Any, site: Site, query_data: Callable[..., Any]
    ) -> None:
        for name in ("Hallands Idrottsförbund", "Region Halland"):
            SignatoryFactory(organisation__name=name, version__page__parent=home_page)
        call_command("update_index", verbosity=0)
        answer = query_data('{ signatories(search: "förbund") { nodes { organisation { name } } } }')
        assert answer == {"signatories": {"nodes": [{"organisation": {"name": "Hallands Idrottsförbund"}}]}}

    def test_aring_is_a_letter_of_its_own(self, home_page: Any, search: Callable[..., Any]) -> None:
        for title in ("Hårda bud", "Harda bud", "Härda bud"):
            PlatformPageFactory(parent=home_page, title=title, slug=f"sida-{ord(title[1])}", summary="")
        assert titles(search("HÅRDA")) == ["Hårda bud"]
        assert titles(search("härda", index=False)) == ["Härda bud"]

    def test_words_that_look_alike_hide_no_hit(
        self, home_page: Any, search: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "MAX_HITS", 2)
        for number in range(5):
            PlatformPageFactory(parent=home_page, title=f"Radio {number}", slug=f"radio-{number}", summary="Radio")
        for number in range(3):
            PlatformPageFactory(parent=home_page, title=f"Sida {number}", slug=f"sida-{number}", summary="Gode råd.")
        found = titles(search("råd"))
        assert len(found) == 2
        assert set(found) < {"Sida 0", "Sida 1", "Sida 2"}

    def test_all_words_are_needed(self, home_page: Any, search: Callable[..., Any]) -> None:
        PlatformPageFactory(parent=home_page, title="Idrott", summary="I Halmstad.")
        PlatformPageFactory(parent=home_page, title="Idrotten", summary="I Varberg.")
        assert search("idrott för Halmstad")["totalCount"] == 1

    def test_one_language_and_one_site(self, root_page: Any, home_page: Any, search: Callable[..., Any]) -> None:
        PlatformPageFactory(parent=home_page, title="Tradition här", summary="")
        other = HomePageFactory(parent=root_page, title="Annan", slug="annan")
        Site.objects.create(hostname="annan.example.org", port=443, root_page=other)
        PlatformPageFactory(parent=other, title="Tradition där", summary="")
        english = home_page.copy_for_translation(Locale.objects.get(language_code="en"))
        english.save_revision().publish()
        PlatformPageFactory(parent=english, title="Tradition there", summary="", locale=english.locale)
        DocumentFactory(title="Tradition one", language="en")
        DocumentFactory(title="Tradition alla", language="")
        assert sorted(titles(search("tradition"))) == ["Tradition alla", "Tradition här"]
        there = search("tradition", locale="en", index=False)
        assert sorted(titles(there)) == ["Tradition alla", "Tradition one", "Tradition there"]
        elsewhere = search("tradition", site="annan.example.org", index=False)
        assert sorted(titles(elsewhere)) == ["Tradition alla", "Tradition där"]

    def test_what_is_hidden_is_not_found_nor_counted_nor_suggested(
        self, home_page: Any, search: Callable[..., Any]
    ) -> None:
        PlatformPageFactory(parent=home_page, title="Hemligheten utkast", live=False)
        expired = PlatformPageFactory(parent=home_page, title="Hemligheten utgången")
        type(expired).objects.filter(pk=expired.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
        private = PlatformPageFactory(parent=home_page, title="Hemligheten bakom lösenord")
        PlatformPageFactory(parent=private, title="Hemligheten under lösenord")
        PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
        collection = Collection.get_first_root_node().add_child(name="Privat")
        below = collection.add_child(name="Under")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        DocumentFactory(title="Hemligheten", collection=below)
        draft = PlatformPageFactory(parent=home_page, title="Öppen")
        draft.title = "Hemligheten ännu inte"  # type: ignore[assignment]  # the factory has no type
        draft.save_revision()
        empty: dict[str, Any] = {
            "totalCount": 0,
            "suggestion": None,
            "facets": [],
            "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "endCursor": None},
            "edges": [],
            "nodes": [],
        }
        assert search("hemligheten") == empty
        assert search("hemlighetan", index=False) == empty
        PageViewRestriction.objects.all().delete()
        assert search("hemligheten", index=False)["totalCount"] == 2

    def test_a_conference_summary_is_not_found_before_its_day(self, home_page: Any, search: Callable[..., Any]) -> None:
        conference = ConferencePageFactory(parent=EventIndexPageFactory(parent=home_page), title="Dagarna")
        conference.summary_lead = "Slutsatsen var bläckfisk."
        conference.summary_published_on = timezone.localdate() + dt.timedelta(days=1)
        conference.save()
        assert search("bläckfisk")["totalCount"] == 0
        conference.summary_published_on = timezone.localdate()
        conference.save()
        assert "<mark>bläckfisk</mark>" in search("bläckfisk")["nodes"][0]["excerpt"]

    def test_a_contact_is_not_found_by_a_role_that_has_ended(self, query_data: Callable[..., Any], site: Site) -> None:
        contact = ContactFactory(name="Robin")
        ContactRoleFactory(contact=contact, title="Ordförande")
        ContactRoleFactory(contact=contact, title="Kassör", ends_on=timezone.localdate() - dt.timedelta(days=1))
        call_command("update_index", verbosity=0)
        count = "query C($words: String!) { contacts(search: $words) { totalCount } }"
        assert query_data(count, words="ordföranden") == {"contacts": {"totalCount": 1}}
        assert query_data(count, words="kassör") == {"contacts": {"totalCount": 0}}


@pytest.mark.django_db
class TestSuggestion:
    def test_a_near_word_that_finds_something(self, home_page: Any, search: Callable[..., Any]) -> None:
        PlatformPageFactory(parent=home_page, title="Konferens i Halmstad", summary="")
        assert search("Konferans i Halmstad")["suggestion"] == "konferens i halmstad"
        assert search("konferens", index=False)["suggestion"] is None
        assert search("xylofon", index=False)["suggestion"] is None
        assert search("🎉", index=False)["suggestion"] is None

    def test_none_when_the_words_do_not_stand_together(self, home_page: Any, search: Callable[..., Any]) -> None:
        PlatformPageFactory(parent=home_page, title="Konferens", summary="")
        PlatformPageFactory(parent=home_page, title="Promenad", summary="")
        assert search("konferans promenad")["suggestion"] is None


@pytest.mark.django_db
class TestPaging:
    def test_pages_follow_each_other_while_content_is_added(self, home_page: Any, search: Callable[..., Any]) -> None:
        for number in range(7):
            PlatformPageFactory(parent=home_page, title=f"Ordna {number}", summary="")
        whole = titles(search("ordna"))
        walked, after = [], None
        for _turn in range(4):
            page = search("ordna", first=2, after=after, index=False)
            assert page["totalCount"] == 7
            assert page["pageInfo"]["hasPreviousPage"] is bool(after)
            walked += titles(page)
            after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] is False
        assert walked == whole
        assert page["edges"][-1]["cursor"] == after
        assert search("ordna", first=0, index=False)["nodes"] == []

    @pytest.mark.parametrize("after", ["x", "W10=", "WzEsMiwzLDRd", "WzEsInQiLDMsNF0=", "å", "bnVsbA=="])
    def test_what_is_no_cursor(self, site: Site, graphql: Callable[..., Any], after: str) -> None:
        errors = graphql(SEARCH, query="ordna", after=after)["errors"]
        assert [error["extensions"]["code"] for error in errors] == ["BAD_USER_INPUT"]

    def test_a_cursor_of_other_words(self, home_page: Any, search: Callable[..., Any], graphql: Any) -> None:
        PlatformPageFactory(parent=home_page, title="Ordna annat", summary="")
        cursor = search("ordna")["pageInfo"]["endCursor"]
        errors = graphql(SEARCH, query="annat", after=cursor)["errors"]
        assert errors[0]["message"] == "after is a cursor of another query."

    @pytest.mark.parametrize("first", [-1, 101])
    def test_first_out_of_range(self, site: Site, graphql: Callable[..., Any], first: int) -> None:
        assert graphql(SEARCH, query="a", first=first)["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.django_db
class TestRobustness:
    @pytest.mark.parametrize(
        "query",
        [
            "",
            "   ",
            '"',
            "'",
            "\\",
            "*",
            "{title} : hemma",
            'hemma" OR "x',
            "hemma AND",
            "NOT hemma",
            "NEAR(hemma sida)",
            "^hemma -sida",
            "hemma:*",
            "hemma | !sida & <->",
            "🎉👩‍👩‍👧",
            "%s %(x)s",
            "och att det",
            "a " * 100,
            "ﬁn ① Ⅻ ² ß İ",
            "\u0308\u030a",
            "日本語",
        ],
    )
    def test_any_query_answers(self, search: Callable[..., Any], query: str) -> None:
        assert search(query)["totalCount"] >= 0

    def test_a_query_that_is_too_long(self, site: Site, graphql: Callable[..., Any]) -> None:
        error = graphql(SEARCH, query="ord " * 1000)["errors"][0]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert error["message"] == "query must have at most 200 characters."

    def test_an_index_that_is_broken_breaks_nothing(
        self, home_page: Any, search: Callable[..., Any], query_data: Callable[..., Any], caplog: Any
    ) -> None:
        PlatformPageFactory(parent=home_page, title="Hemma", summary="")
        assert search("hemma")["totalCount"] == 1
        call_command("update_index", verbosity=0)
        with connection.cursor() as cursor:
            for table in ("wagtailsearch_indexentry_fts", "wagtailsearch_indexentry"):
                if table in connection.introspection.table_names():
                    cursor.execute(f"ALTER TABLE {table} RENAME TO gone_{table[-5:]}")
        with caplog.at_level(logging.ERROR, "cms.search"):
            answer = query_data(
                '{ search(query: "hemma") { totalCount suggestion nodes { excerpt } } '
                'contacts(search: "hemma") { totalCount } page(path: "/") { title } }'
            )
        assert answer == {
            "search": {"totalCount": 0, "suggestion": None, "nodes": []},
            "contacts": {"totalCount": 0},
            "page": {"title": "Hem"},
        }
        assert "The search index cannot be read" in caplog.text

    def test_what_is_not_indexed_is_not_found(self, search: Callable[..., Any], home_page: Any) -> None:
        PlatformPageFactory(parent=home_page, title="Hemma", summary="")
        assert search("hemma", index=False)["totalCount"] == 0


@pytest.mark.django_db
def test_what_a_search_costs_does_not_depend_on_its_length(
    home_page: Any, search: Callable[..., Any], query_data: Callable[..., Any]
) -> None:
    def cost() -> int:
        call_command("update_index", verbosity=0)
        ask = {"query": "möten", "first": 50}
        assert query_data(operations()["Search"], **ask)["search"]["nodes"]
        with CaptureQueriesContext(connection) as queries:
            query_data(SEARCH, **ask)
            answer = query_data(operations()["Search"], **ask)["search"]
        assert len(answer["nodes"]) == min(answer["totalCount"], 50)
        return len(queries)

    news = NewsIndexPageFactory(parent=home_page)
    costs = []
    for size in (1, 3, 25):
        while news.get_children().count() < size:
            number = news.get_children().count()
            NewsPageFactory(parent=news, title=f"Möte {number}")
            DocumentFactory(title=f"Protokoll från mötet {number}")
        costs.append(cost())
    assert len(set(costs)) == 1
