"""Files that are handed out: sizes of pictures, and documents. Who may have one is asked of its collection, each time.

No storage hands out a file by itself: on disk only these views know the folder, on S3 the bucket is private.
"""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from cms.models import Document, Image, Rendition

# Should a browser ever show such a file as a page: nothing in it runs, loads or sends anything.
FILE_POLICY = "default-src 'none'; sandbox"
# The name of a size never comes back with other contents: who has the file may keep it. Shared caches ask again after
# ten minutes, since the picture may have become private.
RENDITION_CACHING = "public, max-age=31536000, s-maxage=600, immutable"
# A document keeps its address when its rights change: caches ask each time, and hear that it is the same.
DOCUMENT_CACHING = "public, no-cache"
PRIVATE_CACHING = "private, no-store"

# The content types of what is handed out, by extension; the server's own list may lack some.
CONTENT_TYPES = {
    "avif": "image/avif",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "ics": "text/calendar",
    "jpg": "image/jpeg",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def rendition_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with one size of a picture.

    Args:
        name: the file's name in the storage.

    Raises:
        Http404: there is no such file, or its picture is not for whoever asks.
    """
    rendition = Rendition.objects.filter(file=name, image__in=Image.objects.visible()).first()
    if rendition is not None:
        return answer(request, rendition.file, RENDITION_CACHING, etag=name)
    if request.user.is_authenticated:
        rendition = Rendition.objects.filter(file=name).select_related("image__collection").first()
    if rendition is None or not has_rights(request, rendition.image):
        raise Http404
    return answer(request, rendition.file, PRIVATE_CACHING)


@require_safe
def document_file(request: HttpRequest, document_id: int, name: str) -> HttpResponseBase:
    """Answer with a document as a download.

    Args:
        document_id: the document's key.
        name: the name that its address has; the key alone opens nothing.

    Raises:
        Http404: there is no such document, or it is not for whoever asks.
    """
    document = Document.objects.visible().filter(pk=document_id).first()
    if document is not None and document.filename == name:
        return answer(request, document.file, DOCUMENT_CACHING, etag=document.file_hash, as_attachment=True)
    document = None
    if request.user.is_authenticated:
        document = Document.objects.filter(pk=document_id).select_related("collection").first()
    if document is None or document.filename != name or not has_rights(request, document):
        raise Http404
    return answer(request, document.file, PRIVATE_CACHING, as_attachment=True)


def has_rights(request: HttpRequest, file: Image | Document) -> bool:
    """Return whether one who is signed in may have a file of a private collection.

    That is who may change the file, and who the collection's restrictions let in (Wagtail's own rule for documents).
    """
    restrictions = file.collection.get_view_restrictions()
    return file.is_editable_by_user(request.user) or all(each.accept_request(request) for each in restrictions)


def answer(
    request: HttpRequest, file: FieldFile, caching: str, etag: str = "", as_attachment: bool = False
) -> HttpResponseBase:
    """Return a file, or 304 to who has it already.

    Args:
        file: the file in its storage.
        caching: the header ``Cache-Control``.
        etag: what changes with the contents; nothing for a file whose contents nobody may compare.
        as_attachment: whether it is to be saved and not shown.

    Raises:
        Http404: the storage has lost the file.
    """
    tag = quote_etag(etag) if etag else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=tag) if tag else None
    if response is None:
        response = opened(file, as_attachment)
    if tag:
        response["ETag"] = tag
    response["Cache-Control"] = caching
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin" if caching == PRIVATE_CACHING else "cross-origin"
    return response


def opened(file: FieldFile, as_attachment: bool) -> FileResponse:
    """Return the contents of a file; see ``answer``."""
    path = PurePath(str(file.name))
    kind = CONTENT_TYPES.get(path.suffix[1:].lower(), "application/octet-stream")
    try:
        contents = file.storage.open(str(file.name))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(contents, as_attachment=as_attachment, filename=path.name, content_type=kind)
    response["Content-Length"] = str(contents.size)
    return response
