"""Lists of the admin: of pages of one sort wherever they stand in the tree, and of snippets."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, OrderBy, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.views.pages.listing import IndexView as PageIndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.search.backends import get_search_backend
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView

from cms.peers import set_peers
from cms.spreadsheets import ColumnExportMixin


class ShortDateColumn(Column):
    """A day or an instant as short as the language writes it; files get the value itself."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        value = context["raw_value"]
        if isinstance(value, dt.datetime):
            context["value"] = date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
        elif value:
            context["value"] = date_format(value, "SHORT_DATE_FORMAT")
        return context


class ListingMixin(ColumnExportMixin):
    """Searches, sorts and exports a list; its rows are peers, so that a column reads a relation for all of them."""

    sort_fields: ClassVar[dict[str, str]] = {}
    """What a column sorts by, by its ``sort_key``, where that is not a field of the row."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return what has the words, in the list's own order.

        The index can neither filter nor sort by what is not in it, so it only says which rows have the words.
        """
        if not self.is_searching:
            return queryset
        rows = self.model._default_manager.only("pk")
        found = get_search_backend(self.search_backend_name).autocomplete(self.search_query, rows)
        return queryset.filter(pk__in=[row.pk for row in found])

    def get_ordering(self) -> str | None:
        ordering = self.request.GET.get("ordering")
        return ordering if ordering in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows by the column that was asked for, those without a value last in both directions."""
        if not self.ordering:
            return super().order_queryset(queryset)
        name = self.ordering.removeprefix("-")
        column = F(self.sort_fields.get(name, name))
        return queryset.order_by(OrderBy(column, descending=self.ordering != name, nulls_last=True), "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        set_peers(list(context["object_list"]))
        return context


class SnippetListingView(ListingMixin, SnippetIndexView):
    """A list of snippets."""


class PageListingView(ListingMixin, PageIndexView):
    """A list of the pages of one sort that the editor may see in the tree, with a button for each type to make."""

    page_types: Sequence[type[Page]] = ()
    """The types that can be made from the list."""
    add_url_names: ClassVar[dict[type[Page], str]] = {}
    """Where a page of each type is made."""

    def get_add_url(self) -> None:
        """Return nothing: there is a button for each type instead."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                capfirst(_("Add %(model_name)s") % {"model_name": model._meta.verbose_name}),
                url=reverse(self.add_url_names[model]),
                icon_name="plus",
            )
            for model in self.page_types
            if parents_for(model, self.request.user).exists()
        ]


class PageListing(PageListingViewSet):
    """The pages of one sort wherever they stand in the tree, with a menu item for those who work with some."""

    index_view_class = PageListingView
    add_to_admin_menu = True
    page_types: Sequence[type[Page]] = ()
    """The types that can be made from the list; ``model`` is what they have in common."""

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        types = self.page_types
        return type("PageListingMenuItem", (PageListingMenuItem,), {"page_types": types})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(page_types=self.page_types, **kwargs)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {model: self.get_url_name(f"add_{model._meta.model_name}") for model in self.page_types}
        return super().get_index_view_kwargs(add_url_names=names, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the list, its rows alone for a search while typing, and for each type where a page of it is made."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            *(
                path(
                    f"add/{model._meta.model_name}/",
                    self.construct_view(self.choose_parent_view_class, model=model),
                    name=f"add_{model._meta.model_name}",
                )
                for model in self.page_types
            ),
        ]


class PageListingMenuItem(MenuItem):
    """The way to a list of pages, for those who may work with one of them or make one."""

    page_types: Sequence[type[Page]] = ()

    def is_shown(self, request: HttpRequest) -> bool:
        models = {*self.page_types, *(parent for model in self.page_types for parent in _parents_of(model))}
        pages = PagePermissionPolicy().instances_user_has_any_permission_for(
            request.user, PageListingView.any_permission_required
        )
        return bool(pages.filter(content_type__in=_types_of(models)).exists())


def parents_for(model: type[Page], user: Any) -> QuerySet[Page]:
    """Return the pages below which a user may make a page of a type."""
    pages: QuerySet[Page] = PagePermissionPolicy().instances_user_has_permission_for(user, "add")
    return pages.filter(content_type__in=_types_of(_parents_of(model)))


def _parents_of(model: type[Page]) -> list[type[Page]]:
    parents: list[type[Page]] = model.allowed_parent_page_models()
    return parents


def _types_of(models: Any) -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*models).values())


def title_for_editors(page: Page) -> str:
    """Return a page's title as it is in the latest draft, as the admin shows it."""
    title: str = page.get_admin_display_title()
    return title


LANGUAGE_COLUMN = Column(
    "language", label=gettext_lazy("Language"), accessor=lambda page: page.locale.get_display_name()
)
STATUS_COLUMN = LiveStatusTagColumn(label=gettext_lazy("Status"))
STATUS_TEXT = Column("status", label=gettext_lazy("Status"), accessor="status_string")
TITLE_TEXT = Column("title", label=gettext_lazy("Title"), accessor=title_for_editors)
ADDRESS_COLUMN = Column(
    "address", label=gettext_lazy("Web address"), accessor=lambda page: (page.live and page.full_url) or ""
)
