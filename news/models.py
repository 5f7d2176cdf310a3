"""News: the index and the news items below it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from cms.columns import reads
from cms.enums import SearchType
from cms.graphql.words import (
    GraphQLDate,
    GraphQLDateTime,
    GraphQLForeignKey,
    GraphQLInt,
    GraphQLList,
    GraphQLPage,
    GraphQLString,
)
from cms.models import BasePage, BodyMixin, ContactsMixin, DocumentsMixin, FundersMixin, PartOfProjectMixin
from cms.peers import peers_of, related
from cms.rows import Lists, Rows, in_rows
from cms.statements import Among, statement
from cms.structured_data import Node, address_of, image_node, instant, node, publisher_node
from news.beside import load_neighbours, load_related_news
from news.forms import NewsPageForm
from news.querysets import NO_KEY_YET, NewsPageQuerySet, NewsPageTagQuerySet
from news.reading import reading_minutes


@dataclass(frozen=True)
class Tag:
    """A word that news is found by."""

    name: str
    slug: str

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("name", description="The word as visitors see it.", required=True),
        GraphQLString("slug", description="The word as arguments of the API take it.", required=True),
    ]

    def place(self) -> tuple[str, str]:
        """Return what tags are ordered by: the word, capitals or not."""
        return self.name.casefold(), self.name


class NewsIndexPage(BasePage):
    """The page that all news of one language stands under."""

    page_description = _("Lists the news, which stand below it.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")


class NewsPage(BodyMixin, ContactsMixin, DocumentsMixin, FundersMixin, PartOfProjectMixin, BasePage):
    """A news item."""

    page_description = _("An article with a date.")
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    published_on = models.DateField(
        _("published on"),
        default=timezone.localdate,
        help_text=_("The day that visitors see; the newest stands first in lists."),
    )
    lead = models.TextField(
        _("lead"), max_length=600, blank=True, help_text=_("Opens the article, in larger type above the content.")
    )
    category = models.ForeignKey(
        "cms.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Visitors can list the news of one category."),
    )
    tags = ClusterTaggableManager(
        verbose_name=_("tags"),
        through="news.NewsPageTag",
        blank=True,
        help_text=_("Words that visitors find the news item by, with commas between."),
    )
    author = models.ForeignKey(
        "cms.Contact",
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown below the article, with e-mail and phone."),
    )
    event = models.ForeignKey(
        Page,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The event that the news item is about; visitors get a link to it."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(NewsPageQuerySet)()

    lix_target: ClassVar[int] = 45
    most_words_in_a_sentence: ClassVar[int] = 25
    open_graph_type = "article"
    always_read: ClassVar[tuple[str, ...]] = (*BasePage.always_read, "published_on")
    base_form_class = NewsPageForm
    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        *BodyMixin.body_panels,
        MultiFieldPanel(
            [FieldPanel("published_on"), FieldPanel("category"), FieldPanel("tags"), FieldPanel("author")],
            heading=_("About the article"),
        ),
        MultiFieldPanel(
            [PageChooserPanel("event", page_type="events.EventPage"), *PartOfProjectMixin.part_of_project_panels],
            heading=_("What it is about"),
        ),
        InlinePanel(
            "related_news_links",
            heading=_("Related news"),
            label=_("news item"),
            help_text=_("Shown first, in this order; filled up with the newest of the same category."),
            icon="link",
        ),
        *DocumentsMixin.documents_panels,
        *ContactsMixin.contacts_panels,
        *FundersMixin.funders_panels,
    ]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("lead"),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("published_on"),
        index.FilterField("category"),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        GraphQLDate("published_on", description="The day that it was published, as visitors see it.", required=True),
        GraphQLDateTime(
            "updated_at",
            source="last_published_at",
            description="When what visitors see last changed; null in a preview.",
        ),
        GraphQLString(
            "lead", description="The paragraph that opens the article; empty if there is none.", required=True
        ),
        GraphQLForeignKey("category", "cms.Category", description="The category it is listed under."),
        GraphQLList("tags", GraphQLForeignKey, Tag, source="tag_values", description="Its tags, by name."),
        GraphQLForeignKey(
            "author", "cms.Contact", description="Who wrote it; null while the contact is not published."
        ),
        GraphQLInt(
            "reading_minutes", description="How many minutes the content takes to read, at least one.", required=True
        ),
        *BodyMixin.body_graphql_fields,
        GraphQLPage("event", description="The event that it is about."),
        *PartOfProjectMixin.part_of_project_graphql_fields,
        *DocumentsMixin.documents_graphql_fields,
        *ContactsMixin.contacts_graphql_fields,
        *FundersMixin.funders_graphql_fields,
        GraphQLList(
            "related_news",
            GraphQLForeignKey,
            "news.NewsPage",
            first=3,
            description="News to read next: chosen by the editor, then the newest of the same category, then of all.",
        ),
        GraphQLForeignKey("previous", "news.NewsPage", description="The news item before this one: the next older."),
        GraphQLForeignKey("next", "news.NewsPage", description="The news item after this one: the next newer."),
    ]

    search_type = SearchType.NEWS

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["published_on", "page_ptr"], name="newspage_by_day"),
            models.Index(fields=["category", "published_on", "page_ptr"], name="newspage_of_category_by_day"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        saved = super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or "published_on" in fields:
            NewsPageTag.objects.of_another_day(self).update(published_on=self.published_on)
        return saved

    @property
    def search_engine_description(self) -> str:
        """The description for search engines: the editor's own, else the summary, else the lead."""
        return super().search_engine_description or self.lead

    @property
    def day_of_content(self) -> dt.date | None:
        """The day that visitors see."""
        return self.published_on

    @property
    def published_at(self) -> dt.datetime:
        """The instant of publication: the first one if it fell on the day that visitors see, else that day's start."""
        zone = timezone.get_default_timezone()
        first = self.first_published_at
        if first and timezone.localdate(first, zone) == self.published_on:
            return first
        return dt.datetime.combine(self.published_on, dt.time.min, tzinfo=zone)

    @property
    def modified_at(self) -> dt.datetime:
        """The instant of the last change, never before that of publication."""
        return max(self.last_published_at or self.published_at, self.published_at)

    def structured_data(self) -> list[Node]:
        """Return the article beside what every page has."""
        url, publisher = address_of(self), publisher_node(self)
        article = node(
            "NewsArticle",
            id=f"{url}#article",
            headline=self.title,
            description=self.search_engine_description,
            datePublished=instant(self.published_at),
            dateModified=instant(self.modified_at),
            inLanguage=related(self, "locale").language_code,
            mainEntityOfPage=node("WebPage", id=url),
            image=image_node(related(self, "listing_image")),
            author=publisher,
            publisher=publisher,
        )
        return [article, *super().structured_data()]

    @property
    @reads("body")
    def reading_minutes(self) -> int:
        """How many minutes the content takes to read."""
        return reading_minutes(self.body)

    @property
    @reads()
    @in_rows(lambda news, _info: tags_in_rows(news))
    def tag_values(self) -> list[Tag]:
        """The tags, by name."""
        tags = [related(item, "tag") for item in related(self, "tagged_items")]
        return sorted((Tag(tag.name, tag.slug) for tag in tags), key=Tag.place)

    @reads()
    def related_news(self, first: int) -> list["NewsPage"]:
        """Return up to ``first`` news to read next; read for all peers at once."""
        lists = self.__dict__.setdefault("_related_news", {})
        if first not in lists:
            load_related_news(self._news_peers, first)
        return lists[first]

    @property
    @reads()
    def previous(self) -> "NewsPage | None":
        """The next older news item that anyone may see."""
        return self._neighbours[0]

    @property
    @reads()
    def next(self) -> "NewsPage | None":
        """The next newer news item that anyone may see."""
        return self._neighbours[1]

    @property
    def _neighbours(self) -> tuple["NewsPage | None", "NewsPage | None"]:
        if "_beside" not in self.__dict__:
            load_neighbours(self._news_peers)
        return self.__dict__["_beside"]

    @property
    def _news_peers(self) -> list["NewsPage"]:
        """The news items that this one was loaded with, itself included."""
        return [peer for peer in peers_of(self) if isinstance(peer, NewsPage)]

    @property
    def place(self) -> tuple[Any, ...]:
        """What news is ordered by: its day, then its key."""
        return (self.published_on, self.pk or NO_KEY_YET)


class NewsPageTag(TaggedItemBase):
    """A tag of a news item; it keeps the item's day, so that the newest with a tag are a range of an index."""

    content_object = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="tagged_items")
    published_on = models.DateField(_("published on"), editable=False)

    objects: ClassVar[Any] = NewsPageTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag of a news item")
        verbose_name_plural = _("tags of news items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="newspagetag_each_tag_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tag", "published_on", "content_object"], name="newspagetag_by_day"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.published_on = self.content_object.published_on
        super().save(*args, **kwargs)


def tags_in_rows(news: Rows) -> Lists:
    """Return the tags of each of ``news``, as ``NewsPage.tag_values`` does."""

    def tagged() -> models.QuerySet[Any]:
        items = NewsPageTag.objects.filter(Among("content_object", "news", NewsPageTag))
        return items.values_list("content_object_id", "tag__name", "tag__slug")

    found = statement(tags_in_rows, tagged).rows(news=news.keys)
    tags = sorted((Tag(name, slug) for slug, name in {slug: name for _key, name, slug in found}.items()), key=Tag.place)
    place_of = {tag.slug: place for place, tag in enumerate(tags)}
    places: dict[int, list[int]] = {key: [] for key in news.keys}
    for key, _name, slug in found:
        places[key].append(place_of[slug])
    return Lists(tags, [sorted(places[key]) for key in news.keys])


class RelatedNewsLink(Orderable):
    """A news item that the editor has chosen to be read next."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_news_links")
    target = models.ForeignKey(NewsPage, verbose_name=_("news item"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar[list[Any]] = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related news item")
        verbose_name_plural = _("related news items")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(page=models.F("target")),
                name="relatednewslink_is_another_item",
                violation_error_message=_("A news item can't be related to itself."),
            )
        ]
