"""How editors find news in the admin."""

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn

from cms.listing_filters import ListingFilterSet, StatusFilter
from cms.listings import (
    ADDRESS_COLUMN,
    LANGUAGE_COLUMN,
    STATUS_TEXT,
    TITLE_TEXT,
    PageListing,
    PageListingView,
    ShortDateColumn,
)
from cms.models import Category
from news.models import NewsPage

DAY = ShortDateColumn("published_on", label=_("Day"), sort_key="published_on", width="12%")
CATEGORY = Column("category", accessor="category.name", label=_("Category"), sort_key="category", width="14%")
AUTHOR = Column("author", accessor="author.name", label=_("Author"), sort_key="author", width="16%")


class NewsFilterSet(ListingFilterSet):
    """By day, category and status."""

    published_on = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)
    category = django_filters.ModelMultipleChoiceFilter(
        label=_("Category"), queryset=Category.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    status = StatusFilter()

    class Meta:
        model = NewsPage
        fields: ClassVar[list[str]] = []


class NewsListingView(PageListingView):
    """The list of news, the newest first."""

    default_ordering = "-published_on"
    sort_fields: ClassVar[dict[str, str]] = {"category": "category__name", "author": "author__name"}
    base_columns: ClassVar[list[Any]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        DAY,
        CATEGORY,
        AUTHOR,
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
    export_columns = (
        TITLE_TEXT,
        DAY,
        CATEGORY,
        AUTHOR,
        Column("tags", label=_("Tags"), accessor=lambda news: [tag.name for tag in news.tag_values]),
        STATUS_TEXT,
        Column("latest_revision_created_at", label=_("Changed")),
        LANGUAGE_COLUMN,
        ADDRESS_COLUMN,
    )

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        return super().annotate_queryset(pages).prefetch_related("category", "author")


class NewsListing(PageListing):
    """News, wherever it stands in the tree."""

    name = "news_pages"
    url_prefix = "news"
    model = NewsPage
    page_types = (NewsPage,)
    index_view_class = NewsListingView
    filterset_class = NewsFilterSet
    icon = "doc-full"
    menu_label = _("News")
    menu_name = "news"
    menu_order = 110
