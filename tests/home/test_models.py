"""The front page: hero, cards, news and events."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from cms.links import Link
from events.models import EventIndexPage
from home.models import HomePage, HomePageCard, HomePageNews
from news.models import NewsIndexPage
from platform_pages.models import AgreementPage, ContactPage, PlatformPage, ProjectPage
from tests.admin_forms import create_page, edit_page, errors_of
from tests.factories.cms import ImageFactory
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    OccasionFactory,
    in_days,
)
from tests.factories.home import HomePageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(home_page: HomePage) -> HomePage:
    """The front page in English, published."""
    page = home_page.copy_for_translation(Locale.objects.get(language_code="en"))
    page.save_revision().publish()
    return HomePage.objects.get(pk=page.pk)


def fresh(home: HomePage) -> HomePage:
    return HomePage.objects.get(pk=home.pk)


class TestTreeRules:
    def test_front_pages_stand_below_the_root_alone(self) -> None:
        assert HomePage.clean_parent_page_models() == [Page]
        sections = {NewsIndexPage, EventIndexPage, PlatformPage, AgreementPage, ProjectPage, ContactPage}
        assert set(HomePage.clean_subpage_models()) == sections


class TestHero:
    def test_what_the_editor_wrote(self, site: Site, home_page: HomePage) -> None:
        target: Any = PlatformPageFactory(parent=home_page, title="Plattformen")
        image: Any = ImageFactory()
        home_page.hero_heading, home_page.hero_text = "Tillsammans", "För bättre samverkan"
        home_page.hero_link_page, home_page.hero_image = target, image
        home_page.save()
        hero = fresh(home_page).hero
        assert (hero.heading, hero.text, hero.image) == ("Tillsammans", "För bättre samverkan", image)
        assert hero.link == Link(
            text="Plattformen", url="https://front.example.org/plattformen/", path="/plattformen/", is_external=False
        )
        home_page.hero_link_text = "Läs mer"
        home_page.save()
        assert fresh(home_page).hero.link.text == "Läs mer"

    def test_the_title_stands_in_and_a_hidden_page_is_no_link(self, site: Site, home_page: HomePage) -> None:
        home_page.hero_link_page = PlatformPageFactory(parent=home_page, live=False)
        home_page.save()
        hero = fresh(home_page).hero
        assert (hero.heading, hero.image, hero.link) == (home_page.title, None, None)


class TestCards:
    def test_a_card_leads_to_a_page_that_anyone_may_see(self, home_page: HomePage) -> None:
        listing_image, own_image = ImageFactory(), ImageFactory()
        plain = PlatformPageFactory(parent=home_page, title="Plattformen", summary="Om", listing_image=listing_image)
        draft = PlatformPageFactory(parent=home_page, live=False)
        private = PlatformPageFactory(parent=home_page)
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        own_words: dict[str, Any] = {"page": plain, "heading": "Egen", "text": "Egna ord", "image": own_image}
        rows: list[dict[str, Any]] = [{"page": draft}, {"page": plain}, {"page": private}, own_words]
        for order, card in enumerate(rows):
            HomePageCard.objects.create(home=home_page, sort_order=order, **card)
        cards = fresh(home_page).cards
        assert [(card.shown_heading, card.shown_text, card.shown_image) for card in cards] == [
            ("Plattformen", "Om", listing_image),
            ("Egen", "Egna ord", own_image),
        ]

    def test_the_same_number_of_statements_for_one_and_three(
        self, home_page: HomePage, django_assert_num_queries: Any
    ) -> None:
        for order in range(3):
            page = PlatformPageFactory(parent=home_page, listing_image=ImageFactory())
            HomePageCard.objects.create(home=home_page, sort_order=order, page=page)
            home = fresh(home_page)
            with django_assert_num_queries(4):
                assert len([card.shown_image for card in home.cards]) == order + 1


class TestHighlightedNews:
    def test_chosen_news_first_then_the_newest(self, home_page: HomePage, english: HomePage) -> None:
        index = NewsIndexPageFactory(parent=home_page)
        oldest, middle, draft, newest = (NewsPageFactory(parent=index) for _ in range(4))
        foreign = NewsPageFactory(parent=NewsIndexPageFactory(parent=english), locale=english.locale)
        draft.unpublish()
        for order, news in enumerate([draft, oldest, foreign, oldest]):
            HomePageNews.objects.create(home=home_page, news=news, sort_order=order)
        home = fresh(home_page)
        assert home.highlighted_news(first=6) == [oldest, newest, middle]
        assert home.highlighted_news(first=2) == [oldest, newest]
        assert home.highlighted_news(first=0) == []
        assert english.highlighted_news(first=6) == [foreign]

    @pytest.mark.parametrize("size", [1, 3])
    def test_two_statements(self, home_page: HomePage, size: int, django_assert_num_queries: Any) -> None:
        index = NewsIndexPageFactory(parent=home_page)
        for _ in range(size):
            HomePageNews.objects.create(home=home_page, news=NewsPageFactory(parent=index))
        home = fresh(home_page)
        with django_assert_num_queries(2):
            assert len(home.highlighted_news(first=6)) == size


class TestUpcomingEvents:
    def test_the_soonest_first_as_what_they_are(self, home_page: HomePage, english: HomePage) -> None:
        index = EventIndexPageFactory(parent=home_page)

        def event(factory: Any, days: float, parent: Any = index, **values: Any) -> Any:
            return factory(parent=parent, occasions=[OccasionFactory.build(starts_at=in_days(days))], **values)

        later = event(ActivityPageFactory, 30)
        soon = event(ConferencePageFactory, 2)
        event(ActivityPageFactory, -30)
        event(ActivityPageFactory, 1, live=False)
        foreign = event(ActivityPageFactory, 3, EventIndexPageFactory(parent=english), locale=english.locale)
        home = fresh(home_page)
        assert home.upcoming_events(first=3) == [soon, later]
        assert [type(found) for found in home.upcoming_events(first=3)] == [type(soon), type(later)]
        assert home.upcoming_events(first=1) == [soon]
        assert english.upcoming_events(first=3) == [foreign]


def test_through_the_admin(admin_client: Client, root_page: Page, site: Site, home_page: HomePage) -> None:
    target, image = PlatformPageFactory(parent=home_page), ImageFactory()
    news = NewsPageFactory(parent=NewsIndexPageFactory(parent=home_page))
    values = {
        "hero_heading": "Tillsammans",
        "hero_link_page": target.pk,
        "introduction": rich_text("<p>Välkommen.</p>"),
        "home_cards": inline_formset([{"page": target.pk, "heading": "Plattformen", "text": "", "image": image.pk}]),
        "home_news": inline_formset([{"news": news.pk}]),
        "body": streamfield([("heading", {"text": "Mer", "level": "2"})]),
    }
    response = create_page(admin_client, root_page, HomePage, title="Hem", slug="nytt-hem", **values)
    assert errors_of(response) == {}
    home = HomePage.objects.get(slug="nytt-hem")
    assert home.hero.heading == "Tillsammans"
    assert "Välkommen." in home.introduction
    assert [(card.shown_heading, card.shown_image) for card in home.cards] == [("Plattformen", image)]
    assert home.highlighted_news(first=1) == [news]
    HomePageCard.objects.create(home=home_page, page=target)
    response = edit_page(admin_client, home_page, hero_heading="Ihop")
    assert errors_of(response) == {}
    home = fresh(home_page)
    assert (home.hero.heading, len(home.cards)) == ("Ihop", 1)


def test_a_draft_shows_what_is_in_the_editor() -> None:
    home = HomePageFactory()
    target = PlatformPageFactory(parent=home)
    home.home_cards.add(HomePageCard(page=target, heading="Utkast"))
    draft = home.save_revision().as_object()
    assert [card.shown_heading for card in draft.cards] == ["Utkast"]
    assert fresh(home).cards == []
