"""Factories of the kernel's models."""

from io import BytesIO

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image as Picture
from wagtail.models import Collection

from cms.models import Area, Category, Contact, ContactRole, Document, FocusArea, Funder, Image, Organisation
from cms.models.mixins import PageContact, PageDocument, RelatedPageLink


def picture(width: int = 8, height: int = 6, colour: str = "#336699") -> ContentFile:
    """Return a small PNG file of one colour."""
    buffer = BytesIO()
    Picture.new("RGB", (width, height), colour).save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), "picture.png")


class BasePageFactory(wagtail_factories.PageFactory):
    """A published page below ``parent``."""

    title = factory.Sequence(lambda number: f"Sida {number}")
    slug = factory.Sequence(lambda number: f"sida-{number}")
    summary = factory.LazyAttribute(lambda page: f"Om {page.title.lower()}.")

    class Meta:
        abstract = True


def root_collection() -> Collection:
    """Return the root of the collections."""
    return Collection.get_first_root_node()


class ImageFactory(DjangoModelFactory):
    """An image of one colour with alternative text and credit."""

    title = factory.Sequence(lambda number: f"Bild {number}")
    file = factory.LazyFunction(picture)
    description = factory.LazyAttribute(lambda image: f"Beskrivning av {image.title.lower()}")
    credit = "Foto: Exempel"
    collection = factory.LazyFunction(root_collection)

    class Meta:
        model = Image


class DocumentFactory(DjangoModelFactory):
    """A small text file."""

    title = factory.Sequence(lambda number: f"Dokument {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"Text.", "dokument.txt"))
    collection = factory.LazyFunction(root_collection)

    class Meta:
        model = Document


class OrganisationFactory(DjangoModelFactory):
    """A published association."""

    name = factory.Sequence(lambda number: f"Föreningen {number}")
    url = factory.Sequence(lambda number: f"https://forening-{number}.example.org/")

    class Meta:
        model = Organisation


class ContactFactory(DjangoModelFactory):
    """A published contact that can be reached."""

    name = factory.Sequence(lambda number: f"Kontakt {number}")
    email = factory.Sequence(lambda number: f"kontakt-{number}@example.org")
    phone = "035-12 34 56"

    class Meta:
        model = Contact


class ContactRoleFactory(DjangoModelFactory):
    """A contact's role."""

    contact = factory.SubFactory(ContactFactory)
    title = "Samordnare"

    class Meta:
        model = ContactRole


class CategoryFactory(DjangoModelFactory):
    """A category of news."""

    name = factory.Sequence(lambda number: f"Kategori {number}")

    class Meta:
        model = Category


class AreaFactory(DjangoModelFactory):
    """An area of responsibility."""

    name = factory.Sequence(lambda number: f"Område {number}")

    class Meta:
        model = Area


class FocusAreaFactory(DjangoModelFactory):
    """A focus area of projects."""

    name = factory.Sequence(lambda number: f"Fokus {number}")

    class Meta:
        model = FocusArea


class FunderFactory(DjangoModelFactory):
    """A funder of a page with the statement that it demands."""

    organisation = factory.SubFactory(OrganisationFactory)
    statement = "Medfinansieras av Europeiska unionen"

    class Meta:
        model = Funder


class PageContactFactory(DjangoModelFactory):
    """A contact of a page."""

    contact = factory.SubFactory(ContactFactory)
    responsibility = "Anmälan"

    class Meta:
        model = PageContact


class PageDocumentFactory(DjangoModelFactory):
    """A document of a page."""

    document = factory.SubFactory(DocumentFactory)

    class Meta:
        model = PageDocument


class RelatedPageLinkFactory(DjangoModelFactory):
    """A page to read next."""

    class Meta:
        model = RelatedPageLink
