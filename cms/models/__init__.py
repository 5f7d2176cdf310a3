"""The kernel's models."""

from cms.links import Link
from cms.models.content_version import ContentVersion
from cms.models.documents import Document
from cms.models.images import FocalPoint, Image, Rendition
from cms.models.lint import LintCount
from cms.models.mixins import (
    BodyMixin,
    ContactsMixin,
    DocumentsMixin,
    Funder,
    FundersMixin,
    PageContact,
    PageDocument,
    PartOfProjectMixin,
    RelatedPageLink,
    RelatedPagesMixin,
    parts_of,
)
from cms.models.pages import BasePage
from cms.models.people import Contact, ContactRole, Organisation
from cms.models.previews import PreviewLink
from cms.models.settings import Menus, SiteSettings, SiteSettingsText, SocialLink
from cms.models.taxonomy import Area, Category, FocusArea

__all__ = [
    "Area",
    "BasePage",
    "BodyMixin",
    "Category",
    "Contact",
    "ContactRole",
    "ContactsMixin",
    "ContentVersion",
    "Document",
    "DocumentsMixin",
    "FocalPoint",
    "FocusArea",
    "Funder",
    "FundersMixin",
    "Image",
    "Link",
    "LintCount",
    "Menus",
    "Organisation",
    "PageContact",
    "PageDocument",
    "PartOfProjectMixin",
    "PreviewLink",
    "RelatedPageLink",
    "RelatedPagesMixin",
    "Rendition",
    "SiteSettings",
    "SiteSettingsText",
    "SocialLink",
    "parts_of",
]
