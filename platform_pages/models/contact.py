"""The page that says whom to ask."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.graphql.words import GraphQLForeignKey, GraphQLList, GraphQLRichTextFields, GraphQLString
from cms.models import BasePage, BodyMixin, Contact, ContactsMixin
from cms.peers import related

INTRODUCTION_FEATURES = ["bold", "italic", "link", "document-link"]


@dataclass(frozen=True)
class ContactGroup:
    """The contacts that answer questions about the same thing."""

    responsibility: str
    contacts: list[Contact]

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("responsibility", description="What they answer questions about; may be empty.", required=True),
        GraphQLList("contacts", GraphQLForeignKey, "cms.Contact", description="The contacts, in the editor's order."),
    ]


class ContactPage(BodyMixin, ContactsMixin, BasePage):
    """The page that says whom to ask, and where."""

    page_description = _("Contacts by what they answer questions about, with addresses.")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    introduction = RichTextField(
        _("introduction"), blank=True, features=INTRODUCTION_FEATURES, help_text=_("Stands above the contacts.")
    )
    visiting_address = models.TextField(_("visiting address"), blank=True, help_text=_("One line for each part."))
    postal_address = models.TextField(_("postal address"), blank=True, help_text=_("One line for each part."))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldRowPanel([FieldPanel("visiting_address"), FieldPanel("postal_address")]),
            ],
            heading=_("How to get in touch"),
        ),
        *ContactsMixin.contacts_panels,
        *BodyMixin.body_panels,
    ]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("introduction"),
    ]

    graphql_fields: ClassVar[list[Any]] = [
        *BasePage.graphql_fields,
        *GraphQLRichTextFields("introduction", description="Opens the page."),
        GraphQLString("visiting_address", description="Where to come, one part a line; may be empty.", required=True),
        GraphQLString("postal_address", description="Where to write, one part a line; may be empty.", required=True),
        GraphQLString("email", description="The shared e-mail address; may be empty.", required=True),
        GraphQLString("phone", description="The shared phone number; may be empty.", required=True),
        *ContactsMixin.contacts_graphql_fields,
        GraphQLList(
            "contact_groups",
            GraphQLForeignKey,
            ContactGroup,
            description="The contacts by what they answer questions about, in the editor's order.",
        ),
        *BodyMixin.body_graphql_fields,
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    @property
    def contact_groups(self) -> list[ContactGroup]:
        """The published contacts by responsibility, each group where its first contact stands."""
        groups: dict[str, list[Contact]] = {}
        for row in self.contacts:
            groups.setdefault(row.responsibility.strip(), []).append(related(row, "contact"))
        return [ContactGroup(responsibility, contacts) for responsibility, contacts in groups.items()]
