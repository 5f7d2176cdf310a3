"""Blocks of contacts and organisations."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.graphql.words import GraphQLForeignKey, GraphQLList, GraphQLString


class ContactListBlock(blocks.StructBlock):
    """Contacts to turn to."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    contacts = blocks.ListBlock(SnippetChooserBlock("cms.Contact", label=_("Contact")), min_num=1, label=_("Contacts"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList("contacts", GraphQLForeignKey, "cms.Contact", description="The contacts, in order."),
    ]

    class Meta:
        icon = "user"
        label = _("Contacts")
        description = _("People or functions to turn to.")
        preview_template = "cms/blocks/contact_list.html"


class OrganisationListBlock(blocks.StructBlock):
    """Organisations with their logos."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    organisations = blocks.ListBlock(
        SnippetChooserBlock("cms.Organisation", label=_("Organisation")), min_num=1, label=_("Organisations")
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList("organisations", GraphQLForeignKey, "cms.Organisation", description="The organisations, in order."),
    ]

    class Meta:
        icon = "group"
        label = _("Organisations")
        description = _("Organisations with logo and link.")
        preview_template = "cms/blocks/organisation_list.html"
