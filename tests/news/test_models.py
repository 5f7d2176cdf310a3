"""News: what is read next, what stands beside, tags, reading time, and the rules of the form and the database."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from cms.peers import set_peers
from events.models import EventIndexPage
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage, RelatedNewsLink, Tag
from platform_pages.models import PlatformPage
from tests.factories.cms import CategoryFactory, ContactFactory, FunderFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import ProjectPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home_page: HomePage) -> NewsIndexPage:
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


def load(*pages: NewsPage) -> list[NewsPage]:
    """Return the pages as a list in the API reads them: fresh, and each other's peers."""
    rows = {page.pk: page for page in NewsPage.objects.filter(pk__in=[page.pk for page in pages])}
    return list(set_peers([rows[page.pk] for page in pages]))


def relate(page: NewsPage, *targets: NewsPage) -> None:
    for order, target in enumerate(targets):
        RelatedNewsLink.objects.create(page=page, target=target, sort_order=order)


def hide(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def titles(pages: list[NewsPage]) -> list[str]:
    return [page.title for page in pages]


class TestTreeRules:
    def test_news_stands_below_the_index_alone(self) -> None:
        assert NewsIndexPage.clean_subpage_models() == [NewsPage]
        assert NewsPage.clean_parent_page_models() == [NewsIndexPage]
        assert NewsPage.clean_subpage_models() == []
        assert NewsIndexPage.clean_parent_page_models() == [HomePage]
        assert EventIndexPage not in NewsPage.clean_parent_page_models()
        assert PlatformPage not in NewsPage.clean_parent_page_models()

    def test_a_front_page_has_one_index(self, home_page: HomePage, index: NewsIndexPage) -> None:
        assert not NewsIndexPage.can_create_at(home_page)


class TestOrderAndFilters:
    def test_newest_first_and_of_one_day_the_one_made_last(self, index: NewsIndexPage) -> None:
        day = dt.date(2024, 5, 1)
        first = NewsPageFactory(parent=index, title="a", published_on=day)
        second = NewsPageFactory(parent=index, title="b", published_on=day)
        newest = NewsPageFactory(parent=index, title="c", published_on=dt.date(2024, 5, 2))
        assert list(NewsPage.objects.newest_first()) == [newest, second, first]
        assert list(NewsPage.objects.oldest_first()) == [first, second, newest]

    def test_filters(self, index: NewsIndexPage) -> None:
        category = CategoryFactory(name="Rapport")
        match = NewsPageFactory(parent=index, category=category, published_on=dt.date(2023, 12, 31))
        match.tags.add("Psykisk hälsa", "Demokrati")
        match.save()
        NewsPageFactory(parent=index, published_on=dt.date(2024, 1, 1))
        assert list(NewsPage.objects.in_category("rapport")) == [match]
        assert list(NewsPage.objects.tagged("psykisk-halsa")) == [match]
        assert list(NewsPage.objects.in_year(2023)) == [match]
        assert not NewsPage.objects.in_category("nothing").exists()


class TestRelatedNews:
    def test_chosen_first_then_same_category_then_newest(self, index: NewsIndexPage) -> None:
        category = CategoryFactory()
        oldest = NewsPageFactory(parent=index, title="oldest")
        same = NewsPageFactory(parent=index, title="same", category=category)
        chosen = NewsPageFactory(parent=index, title="chosen")
        page = NewsPageFactory(parent=index, title="page", category=category)
        newest = NewsPageFactory(parent=index, title="newest")
        relate(page, chosen, oldest)
        [page] = load(page)
        assert page.related_news(first=4) == [chosen, oldest, same, newest]
        assert page.related_news(first=1) == [chosen]
        assert page.related_news(first=0) == []

    def test_never_itself_nor_twice_nor_what_is_hidden(self, index: NewsIndexPage, home_page: HomePage) -> None:
        category = CategoryFactory()
        page, same, draft, private, expired = (
            NewsPageFactory(parent=index, title=title, category=category)
            for title in ("page", "same", "draft", "private", "expired")
        )
        relate(page, same, draft, private, expired, same)
        draft.unpublish()
        hide(private)
        NewsPage.objects.filter(pk=expired.pk).update(expire_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        [page] = load(page)
        assert page.related_news(first=10) == [same]

    def test_keeps_to_its_language(self, index: NewsIndexPage) -> None:
        english = Locale.objects.get(language_code="en")
        index_en = index.copy_for_translation(english, copy_parents=True)
        index_en.save_revision().publish()
        foreign = NewsPageFactory(parent=index_en.specific, title="foreign", locale=english)
        page = NewsPageFactory(parent=index, title="page")
        relate(page, foreign)
        [page] = load(page)
        assert page.related_news(first=5) == []
        assert (page.previous, page.next) == (None, None)

    @pytest.mark.parametrize("first", [1, 3])
    def test_the_same_number_of_statements_for_one_and_for_many(self, index: NewsIndexPage, first: int) -> None:
        news = [NewsPageFactory(parent=index, category=CategoryFactory()) for _ in range(6)]
        for page in news[:5]:
            relate(page, news[5])
        counts = []
        for size in (1, 3, 5):
            pages = load(*news[:size])
            with CaptureQueriesContext(
                connection,
            ) as queries:
                lists = [page.related_news(first=first) for page in pages]
                [[other.category_id for other in found] for found in lists]
            counts.append(len(queries))
            assert all(found[0] == news[5] for found in lists)
            assert all(len(found) == first for found in lists)
        assert counts == [2, 2, 2]

    def test_peers_get_what_each_would_get_alone(self, index: NewsIndexPage) -> None:
        categories = [CategoryFactory(), CategoryFactory(), None]
        news = [NewsPageFactory(parent=index, category=categories[n % 3]) for n in range(9)]
        relate(news[0], news[4], news[8])
        relate(news[1], news[0])
        together = [titles(page.related_news(first=3)) for page in load(*news)]
        alone = [titles(load(page)[0].related_news(first=3)) for page in news]
        assert together == alone

    def test_a_draft_shows_its_own_choice(self, index: NewsIndexPage) -> None:
        page, chosen = NewsPageFactory(parent=index), NewsPageFactory(parent=index)
        NewsPageFactory(parent=index)
        page.related_news_links.add(RelatedNewsLink(target=chosen))
        draft = page.save_revision().as_object()
        assert draft.related_news(first=1) == [chosen]
        assert not RelatedNewsLink.objects.exists()

    def test_a_page_that_was_never_saved_has_related_news(self, index: NewsIndexPage) -> None:
        existing = NewsPageFactory(parent=index, published_on=dt.date(2024, 5, 1))
        draft = NewsPage(title="draft", locale=index.locale)
        assert draft.related_news(first=3) == [existing]
        assert draft.previous == existing


class TestNeighbours:
    def test_by_day_and_then_by_key_among_visible_news(self, index: NewsIndexPage) -> None:
        day = dt.date(2024, 5, 1)
        older = NewsPageFactory(parent=index, published_on=day)
        hidden = NewsPageFactory(parent=index, published_on=day)
        page = NewsPageFactory(parent=index, published_on=day)
        newer = NewsPageFactory(parent=index, published_on=dt.date(2024, 5, 9))
        hidden.unpublish()
        [page] = load(page)
        assert (page.previous, page.next) == (older, newer)
        first, last = load(older, newer)
        assert (first.previous, first.next) == (None, page)
        assert (last.previous, last.next) == (page, None)

    def test_one_statement_for_one_and_for_many(self, index: NewsIndexPage) -> None:
        news = [NewsPageFactory(parent=index) for _ in range(5)]
        for size in (1, 3, 5):
            pages = load(*news[:size])
            with CaptureQueriesContext(connection) as queries:
                found = [(page.previous, page.next) for page in pages]
            assert len(queries) == 1
            beside = [None, *news, None]
            assert found == [(beside[n], beside[n + 2]) for n in range(size)]

    def test_a_draft_stands_at_its_own_date(self, index: NewsIndexPage) -> None:
        page, middle, last = (NewsPageFactory(parent=index) for _ in range(3))
        page.published_on = last.published_on
        draft = page.save_revision().as_object()
        assert (draft.previous, draft.next) == (middle, last)


class TestValues:
    def test_reading_minutes_count_the_words_of_the_text_without_sql(
        self, index: NewsIndexPage, django_assert_num_queries: Any
    ) -> None:
        contact = ContactFactory()
        page = NewsPageFactory(parent=index)
        assert page.reading_minutes == 1
        page.body = [
            ("text", "<p>" + "ord " * 150 + "</p><p>ord</p>"),
            ("quote", {"quote": "ord " * 49, "person": "", "role": "", "organisation": ""}),
            ("accordion", {"items": [{"heading": "ord", "text": "<p>ord</p>"}]}),
            ("contact_list", {"heading": "", "contacts": [contact]}),
        ]
        page.save()
        page = NewsPage.objects.get(pk=page.pk)
        with django_assert_num_queries(0):
            assert page.reading_minutes == 2

    def test_tags_are_read_by_name_in_two_statements(
        self, index: NewsIndexPage, django_assert_num_queries: Any
    ) -> None:
        news = [NewsPageFactory(parent=index) for _ in range(3)]
        for page in news:
            page.tags.add("Ohälsa", "demokrati")
            page.save()
        for size in (1, 3):
            pages = load(*news[:size])
            with django_assert_num_queries(2):
                found = [page.tag_values for page in pages]
            assert found == [[Tag("demokrati", "demokrati"), Tag("Ohälsa", "ohalsa")]] * size

    def test_the_funders_of_the_project_are_shown(self, index: NewsIndexPage, home_page: HomePage) -> None:
        project = ProjectPageFactory(parent=home_page)
        funder = FunderFactory(page=project)
        page = NewsPageFactory(parent=index, part_of_project=project)
        [page] = load(page)
        assert page.acknowledgements == [funder]

    def test_a_search_engine_gets_the_lead_when_there_is_no_summary(self, index: NewsIndexPage) -> None:
        assert NewsPage(lead="Ingress").search_engine_description == "Ingress"
        assert NewsPage(lead="Ingress", summary="Kort").search_engine_description == "Kort"


class TestDatabaseRules:
    def test_a_news_item_is_not_related_to_itself(self, index: NewsIndexPage) -> None:
        page = NewsPageFactory(parent=index)
        with pytest.raises(IntegrityError):
            RelatedNewsLink.objects.create(page=page, target=page)

    def test_a_category_in_use_stays(self, index: NewsIndexPage) -> None:
        category = CategoryFactory()
        NewsPageFactory(parent=index, category=category)
        with pytest.raises(ProtectedError):
            category.delete()
