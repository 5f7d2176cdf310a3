"""Ordinary pages of the platform section."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cms.models import BasePage, BodyMixin, ContactsMixin, DocumentsMixin, RelatedPagesMixin


class PlatformPage(BodyMixin, ContactsMixin, DocumentsMixin, RelatedPagesMixin, BasePage):
    """An ordinary page, with pages of its own below it."""

    page_description = _("An ordinary page of texts, pictures and links, with pages of its own below it.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "platform_pages.PlatformPage"]
    subpage_types: ClassVar[list[str]] = [
        "platform_pages.PlatformPage",
        "platform_pages.AgreementPage",
        "platform_pages.ProjectPage",
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        *BodyMixin.body_panels,
        *ContactsMixin.contacts_panels,
        *DocumentsMixin.documents_panels,
        *RelatedPagesMixin.related_pages_panels,
    ]

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        *BodyMixin.body_graphql_fields,
        *ContactsMixin.contacts_graphql_fields,
        *DocumentsMixin.documents_graphql_fields,
        *RelatedPagesMixin.related_pages_graphql_fields,
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
