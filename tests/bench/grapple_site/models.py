"""The project's content in the plain site: the same columns, declared with wagtail-grapple's own words."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from grapple.helpers import register_query_field, register_streamfield_block
from grapple.models import (
    GraphQLCollection,
    GraphQLForeignKey,
    GraphQLImage,
    GraphQLInt,
    GraphQLRichText,
    GraphQLStreamfield,
    GraphQLString,
    GraphQLTag,
)
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet


@register_streamfield_block
class HeadingBlock(blocks.StructBlock):
    """A heading."""

    text = blocks.CharBlock()
    level = blocks.ChoiceBlock(choices=[("2", "Heading"), ("3", "Subheading")])

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("text"), GraphQLInt("level")]


@register_streamfield_block
class PictureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageChooserBlock()
    caption = blocks.CharBlock(required=False)
    alt_text = blocks.CharBlock(required=False)
    decorative = blocks.BooleanBlock(required=False)

    graphql_fields: ClassVar[list[Any]] = [GraphQLImage("image"), GraphQLString("caption")]


@register_streamfield_block
class QuoteBlock(blocks.StructBlock):
    """What someone has said."""

    quote = blocks.TextBlock()
    person = blocks.CharBlock(required=False)
    role = blocks.CharBlock(required=False)
    organisation = blocks.CharBlock(required=False)

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("quote"), GraphQLString("person")]


@register_snippet
class Contact(models.Model):
    """Someone to ask."""

    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("name"), GraphQLString("email"), GraphQLString("phone")]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Category(models.Model):
    """A category of news."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("name"), GraphQLString("slug")]

    def __str__(self) -> str:
        return self.name


class ContentPage(Page):
    """What pages share."""

    summary = models.TextField(blank=True)
    listing_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("summary"), GraphQLImage("listing_image")]

    class Meta:
        abstract = True


class HomePage(ContentPage):
    """The front page, which lists the newest news and the next events."""

    graphql_fields: ClassVar[list[Any]] = [
        *ContentPage.graphql_fields,
        GraphQLCollection(GraphQLForeignKey, "newest_news", "grapple_site.NewsPage"),
        GraphQLCollection(GraphQLForeignKey, "upcoming_events", "grapple_site.ActivityPage"),
    ]

    @property
    def newest_news(self) -> models.QuerySet["NewsPage"]:
        """The six newest news."""
        news: models.QuerySet[NewsPage] = NewsPage.objects.live().public().order_by("-published_on", "-id")
        return news[:6]

    @property
    def upcoming_events(self) -> models.QuerySet["ActivityPage"]:
        """The next three events."""
        events: models.QuerySet[ActivityPage] = ActivityPage.objects.live().public().filter(over_at__gt=timezone.now())
        return events.order_by("starts_at", "id")[:3]


class NewsIndexPage(ContentPage):
    """The page that all news stands under."""


@register_query_field("news_page")
class NewsPage(ContentPage):
    """A news item."""

    published_on = models.DateField(db_index=True)
    lead = models.TextField(blank=True)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    tags = ClusterTaggableManager(through="grapple_site.NewsPageTag", blank=True)
    body = StreamField(
        [
            ("heading", HeadingBlock()),
            ("text", blocks.RichTextBlock()),
            ("image", PictureBlock()),
            ("quote", QuoteBlock()),
        ],
        blank=True,
    )

    graphql_fields: ClassVar[list[Any]] = [
        *ContentPage.graphql_fields,
        GraphQLString("published_on"),
        GraphQLString("lead"),
        GraphQLForeignKey("category", Category),
        GraphQLForeignKey("author", Contact),
        GraphQLTag("tags"),
        GraphQLStreamfield("body"),
    ]


class NewsPageTag(TaggedItemBase):
    """A tag of a news item."""

    content_object = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="tagged_items")


class EventIndexPage(ContentPage):
    """The page that all events stand under."""


class ActivityPage(ContentPage):
    """An event."""

    starts_at = models.DateTimeField(null=True, db_index=True)
    ends_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True, db_index=True)

    graphql_fields: ClassVar[list[Any]] = [
        *ContentPage.graphql_fields,
        GraphQLString("starts_at"),
        GraphQLString("ends_at"),
        GraphQLCollection(GraphQLForeignKey, "occasions", "grapple_site.Occasion"),
        GraphQLCollection(GraphQLForeignKey, "page_contacts", "grapple_site.PageContact"),
    ]


class PageContact(Orderable):
    """A contact of an event."""

    page = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="page_contacts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    responsibility = models.CharField(max_length=120, blank=True)

    graphql_fields: ClassVar[list[Any]] = [GraphQLString("responsibility"), GraphQLForeignKey("contact", Contact)]


class Occasion(ClusterableModel, Orderable):
    """One gathering of an event."""

    event = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="occasions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    venue_name = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=80, blank=True)
    municipality = models.CharField(max_length=20, blank=True)
    registration_required = models.BooleanField(default=False)
    registration_deadline = models.DateTimeField(null=True)
    registration_email = models.EmailField(blank=True)

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("starts_at"),
        GraphQLString("ends_at"),
        GraphQLString("venue_name"),
        GraphQLString("city"),
        GraphQLCollection(GraphQLForeignKey, "programme", "grapple_site.ProgrammeItem"),
    ]


class ProgrammeItem(Orderable):
    """One item of an occasion's programme."""

    occasion = ParentalKey(Occasion, on_delete=models.CASCADE, related_name="programme")
    start_time = models.TimeField()
    end_time = models.TimeField(null=True)
    title = models.CharField(max_length=200)
    description = RichTextField(blank=True)

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("starts_at"),
        GraphQLString("ends_at"),
        GraphQLString("title"),
        GraphQLRichText("description"),
    ]

    @property
    def starts_at(self) -> dt.datetime:
        """The instant at which it starts."""
        return self._on_the_day(self.start_time)

    @property
    def ends_at(self) -> dt.datetime | None:
        """The instant at which it ends."""
        return self._on_the_day(self.end_time) if self.end_time else None

    def _on_the_day(self, time: dt.time) -> dt.datetime:
        return timezone.make_aware(dt.datetime.combine(timezone.localdate(self.occasion.starts_at), time))
