"""The library: collections, images and documents."""

from django.core.files.base import ContentFile
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from cms.models import Document, Image
from home.demo.builder.shelf import Shelf
from home.demo.pdfs import PDFS, Pdf
from home.demo.pictures import PICTURES, Picture

PICTURE_COLLECTION, LOGO_COLLECTION, DOCUMENT_COLLECTION = "Bilder", "Logotyper", "Dokument"


def build_files(shelf: Shelf) -> None:
    """Put every picture and document into its collection."""
    root = Collection.get_first_root_node()
    collections = {
        name: root.add_child(name=name) for name in (PICTURE_COLLECTION, DOCUMENT_COLLECTION, LOGO_COLLECTION)
    }
    for picture in PICTURES.values():
        collection = collections[LOGO_COLLECTION if is_logo(picture) else PICTURE_COLLECTION]
        shelf.images[picture.key] = build_image(shelf, picture, collection)
    for pdf in PDFS.values():
        shelf.documents[pdf.key] = build_document(shelf, pdf, collections[DOCUMENT_COLLECTION])


def is_logo(picture: Picture) -> bool:
    """Return whether a picture is a logo or an emblem."""
    return picture.file_name.startswith(("logotyp-", "emblem-", "eu-emblem"))


def tags_of(picture: Picture) -> list[str]:
    """Return the words that an editor would find a picture by."""
    if is_logo(picture):
        return ["logotyp"]
    return ["illustration", "porträtt"] if picture.key.startswith("portrait-") else ["illustration"]


def build_image(shelf: Shelf, picture: Picture, collection: Collection) -> Image:
    """Draw a picture and save it with what an editor would write about it."""
    file = ContentFile(picture.draw(), picture.file_name)
    x, y, width, height = picture.focal_point or (None, None, None, None)
    image = Image(
        title=picture.title,
        file=file,
        file_size=file.size,
        file_hash=hash_filelike(file),
        description=picture.alt,
        is_decorative=picture.is_decorative,
        credit=picture.credit,
        focal_point_x=x,
        focal_point_y=y,
        focal_point_width=width,
        focal_point_height=height,
        collection=collection,
        uploaded_by_user=shelf.author,
    )
    image.full_clean()
    image.save()
    image.tags.add(*tags_of(picture))
    return image


def build_document(shelf: Shelf, pdf: Pdf, collection: Collection) -> Document:
    """Build a PDF and save it with what an editor would write about it."""
    document = Document(
        title=pdf.title,
        file=ContentFile(pdf.build(), pdf.file_name),
        language=pdf.language,
        publisher=pdf.publisher,
        year=pdf.year,
        collection=collection,
        uploaded_by_user=shelf.author,
    )
    document.full_clean()
    document.save()
    return document
