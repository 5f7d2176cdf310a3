"""The page that every page type builds on."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail_headless_preview.models import HeadlessMixin, PagePreview, get_client_root_url_from_site

from cms.columns import PAGE_COLUMNS
from cms.enums import SearchType
from cms.graphql.words import GraphQLImage, GraphQLString
from cms.lint.forms import LintedPageForm
from cms.lint.panels import LintPanel
from cms.peers import related
from cms.previews import collect_previews, form_token, site_of_page
from cms.querysets import BasePageQuerySet
from cms.search import WordEnds
from cms.structured_data import Node, site_nodes


class BasePage(HeadlessMixin, Page):
    """What every page has beside its title: a summary, a picture for lists, and words for search engines."""

    summary = models.TextField(
        _("summary"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences. Visitors see them in lists and when the page is shared."),
    )
    listing_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("listing image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The picture beside the title in lists and when the page is shared."),
    )
    hide_from_search_engines = models.BooleanField(
        _("hide from search engines"),
        default=False,
        help_text=_("Search engines such as Google are asked to leave the page out."),
    )

    show_title_before_password = models.BooleanField(
        _("show the title before the password"),
        default=False,
        help_text=_("If the page is behind a shared password, visitors see its title before they have given it."),
    )
    review_on = models.DateField(
        _("look over again on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "From this day the page is on the first screen of those who may edit it, until it is published with a "
            "later day or without one. Visitors notice nothing."
        ),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(BasePageQuerySet)()

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary"), LintPanel()]
    listing_panels: ClassVar[list[Any]] = [FieldPanel("listing_image")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        ),
        FieldPanel("hide_from_search_engines"),
        FieldPanel("show_title_before_password"),
        *listing_panels,
    ]
    promote_heading = _("Search engines and sharing")
    settings_panels: ClassVar[list[Any]] = [*Page.settings_panels, FieldPanel("review_on")]

    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        # Above the rest of the text: PostgreSQL ranks by the boost, SQLite by what autocompletes.
        index.SearchField("summary", boost=2),
        index.AutocompleteField("summary"),
        index.FilterField("locale"),
        WordEnds(),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("summary", description="One or two sentences about the page, for lists.", required=True),
        GraphQLImage("listing_image", description="The picture beside the title in lists."),
    ]

    # What the linter measures running text by; LIX over 50 is an official document's.
    lix_target: ClassVar[int] = 50
    most_words_in_a_sentence: ClassVar[int] = 30

    base_form_class = LintedPageForm
    # The day was decided for the page that is copied.
    exclude_fields_in_copy: ClassVar[list[str]] = ["review_on"]
    open_graph_type = "website"
    always_read: ClassVar[tuple[str, ...]] = PAGE_COLUMNS
    search_type = SearchType.PAGE

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805 # a property of the class
        """The editor of a page type that has no other tabs than Wagtail's; the second says what is on it."""
        return TabbedInterface(
            [
                ObjectList(cls.content_panels, heading=_("Content")),
                ObjectList(cls.promote_panels, heading=cls.promote_heading),
                ObjectList(cls.settings_panels, heading=_("Settings")),
            ]
        )

    def get_url(self, request: Any = None, current_site: Any = None) -> str | None:
        """Return the address on the front end, absolute: the admin runs on another host."""
        return self.get_full_url(request)

    url = property(get_url)

    @property
    def search_engine_title(self) -> str:
        """The title for search engines and browser tabs."""
        return self.seo_title or self.title

    @property
    def search_engine_description(self) -> str:
        """The description for search engines: the editor's own, else the summary."""
        return self.search_description or self.summary

    @property
    def day_of_content(self) -> dt.date | None:
        """The day that the text is about, if it is about one: a date without a year in it is near that day."""
        return None

    def structured_data(self) -> list[Node]:
        """Return what search engines read of the page, as nodes of schema.org; a page type adds its own."""
        return site_nodes(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        """Send whoever comes to the service's own host to the front end; the library would send them to its preview."""
        return redirect(self.full_url)

    def serve_preview(self, request: HttpRequest, preview_mode: str) -> HttpResponse:
        """Keep the form as it is now, and send the editor to the front end with a token for it."""
        collect_previews()
        return super().serve_preview(request, preview_mode)

    def create_page_preview(self) -> PagePreview:
        """Keep the form as it is now under a token of its own; no later preview writes over it."""
        preview, _created = self.update_page_preview(form_token(self))
        return preview

    def get_client_root_url(self, request: HttpRequest | None = None) -> str:
        """Return the address for previews on the page's own site; the library would take the host of the admin's."""
        address: str = get_client_root_url_from_site(site_of_page(self))
        return address

    def get_preview_url(self, request: HttpRequest | None, token: str) -> str:
        """Return the address that shows a draft; in the editor's panel it says so, for the user bar to hide there."""
        address: str = super().get_preview_url(request, token)
        return f"{address}&in_preview_panel=true" if getattr(request, "in_preview_panel", False) else address

    def related(self, name: str) -> Any:
        """Return relation ``name``, loaded for all pages that this one was loaded with."""
        return related(self, name)
