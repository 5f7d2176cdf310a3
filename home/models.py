"""The front page."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.graphql.words import (
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLList,
    GraphQLPage,
    GraphQLRichTextFields,
    GraphQLString,
)
from cms.links import Link
from cms.models import BasePage, BodyMixin, Image
from cms.peers import as_specific, related, set_peers
from cms.statements import Parameter, statement
from cms.structured_data import Node, organisation_nodes
from events.models import EventPage
from news.models import NewsPage
from news.querysets import newest_news

INTRODUCTION_FEATURES = ["bold", "italic", "link", "document-link"]


@dataclass(frozen=True)
class Hero:
    """The top of the front page."""

    heading: str
    text: str
    image: Image | None
    link: Link | None

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The large words.", required=True),
        GraphQLString("text", description="The words below the heading; may be empty.", required=True),
        GraphQLImage("image", description="The picture."),
        GraphQLForeignKey("link", Link, description="Where the reader is led; null while the page is not public."),
    ]


class HomePage(BodyMixin, BasePage):
    """The front page of one language."""

    page_description = _("The first page that visitors meet.")
    lix_target: ClassVar[int] = 40
    most_words_in_a_sentence: ClassVar[int] = 20
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "news.NewsIndexPage",
        "events.EventIndexPage",
        "platform_pages.PlatformPage",
        "platform_pages.AgreementPage",
        "platform_pages.ProjectPage",
        "platform_pages.ContactPage",
    ]

    hero_heading = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("The large words; left empty, the page's title is shown.")
    )
    hero_text = models.TextField(_("text"), max_length=400, blank=True)
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_link_page = models.ForeignKey(
        Page,
        verbose_name=_("page to link to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_link_text = models.CharField(
        _("words of the link"), max_length=60, blank=True, help_text=_("Left empty, the page's title is shown.")
    )
    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=INTRODUCTION_FEATURES,
        help_text=_("Says in short who is behind the site."),
    )

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_heading"),
                FieldPanel("hero_text"),
                FieldPanel("hero_image"),
                FieldRowPanel([PageChooserPanel("hero_link_page"), FieldPanel("hero_link_text")]),
            ],
            heading=_("Top of the page"),
        ),
        FieldPanel("introduction"),
        InlinePanel(
            "home_cards",
            heading=_("Cards"),
            label=_("card"),
            help_text=_("Each leads to a part of the site. A card whose page is not published is not shown."),
            icon="grid",
        ),
        InlinePanel(
            "home_news",
            heading=_("Highlighted news"),
            label=_("news item"),
            help_text=_("Shown first, in this order; filled up with the newest."),
            icon="doc-full",
        ),
        *BodyMixin.body_panels,
    ]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_text"),
        index.SearchField("introduction"),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        GraphQLForeignKey("hero", Hero, description="The top of the page.", required=True),
        *GraphQLRichTextFields("introduction", description="Says in short who is behind the site."),
        GraphQLList(
            "cards",
            GraphQLForeignKey,
            "home.HomePageCard",
            description="The ways into the site, in the editor's order.",
        ),
        GraphQLList(
            "highlighted_news",
            GraphQLForeignKey,
            "news.NewsPage",
            first=6,
            description="The news that the editor has chosen, filled up with the newest.",
        ),
        GraphQLList(
            "upcoming_events",
            GraphQLForeignKey,
            "events.EventPage",
            first=3,
            description="The events that have not ended, the soonest first.",
        ),
        *BodyMixin.body_graphql_fields,
    ]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @property
    def hero(self) -> Hero:
        """The top of the page."""
        return Hero(
            heading=self.hero_heading or self.title,
            text=self.hero_text,
            image=related(self, "hero_image"),
            link=Link.to_page(related(self, "hero_link_page"), self.hero_link_text),
        )

    @property
    def cards(self) -> list["HomePageCard"]:
        """The cards whose page anyone may see."""
        return [card for card in related(self, "home_cards") if related(card, "page")]

    def structured_data(self) -> list[Node]:
        """Return the organisation behind the site beside what every page has."""
        return [*organisation_nodes(self), *super().structured_data()]

    def highlighted_news(self, first: int) -> list[NewsPage]:
        """Return up to ``first`` news of the page's language: the chosen ones in order, then the newest."""
        chosen = [row.news_id for row in related(self, "home_news")]
        news = newest_news(NewsPage.objects, [(self.locale_id, None)], first, chosen)
        by_pk = {page.pk: page for page in news if page.locale_id == self.locale_id}
        order = dict.fromkeys([*(pk for pk in chosen if pk in by_pk), *by_pk])
        return [by_pk[pk] for pk in order][:first]

    def upcoming_events(self, first: int) -> list[EventPage]:
        """Return up to ``first`` events of the page's language that have not ended, the soonest first."""
        locale = Parameter("locale", models.BigAutoField())
        found = statement(
            (EventPage, "upcoming", first),
            lambda: EventPage.objects.visible().filter(locale=locale).upcoming().soonest_first()[:first],
        )
        return list(set_peers(as_specific(found.instances(locale=self.locale_id))))


class HomePageCard(Orderable):
    """A way into the site: a picture and a few words that lead to a page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="home_cards")
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(
        _("heading"), max_length=80, blank=True, help_text=_("Left empty, the page's title is shown.")
    )
    text = models.CharField(
        _("text"), max_length=200, blank=True, help_text=_("Left empty, the page's summary is shown.")
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the page's listing image is shown."),
    )

    panels: ClassVar[list[Any]] = [
        PageChooserPanel("page"),
        FieldPanel("heading"),
        FieldPanel("text"),
        FieldPanel("image"),
    ]
    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", source="shown_heading", description="The card's heading.", required=True),
        GraphQLString("text", source="shown_text", description="The words below it; may be empty.", required=True),
        GraphQLImage("image", source="shown_image", description="The picture."),
        GraphQLPage("page", description="The page that the card leads to.", required=True),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("card of a front page")
        verbose_name_plural = _("cards of front pages")

    @property
    def shown_heading(self) -> str:
        """The card's own heading, else the page's title."""
        return self.heading or related(self, "page").title

    @property
    def shown_text(self) -> str:
        """The card's own words, else the page's summary."""
        return self.text or getattr(related(self, "page"), "summary", "")

    @property
    def shown_image(self) -> Image | None:
        """The card's own picture, else the page's listing image."""
        page = related(self, "page")
        return related(self, "image") or (related(page, "listing_image") if isinstance(page, BasePage) else None)


class HomePageNews(Orderable):
    """A news item that the editor wants on the front page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="home_news")
    news = models.ForeignKey(NewsPage, verbose_name=_("news item"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PageChooserPanel("news")]

    class Meta(Orderable.Meta):
        verbose_name = _("highlighted news item")
        verbose_name_plural = _("highlighted news items")
