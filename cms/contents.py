"""Whether an uploaded document is what its name says, by the bytes it begins with or the parts it has.

The kinds are those of ``WAGTAILDOCS_EXTENSIONS``. Nothing is unpacked but OpenDocument's own name.
"""

import re
import zipfile
from pathlib import PurePath

from django.core.files import File

# ISO 32000-1, 7.5.2, and RTF 1.9.1: what a file begins with.
BEGINNINGS = {"pdf": b"%PDF-", "rtf": b"{\\rtf", "ics": b"BEGIN:VCALENDAR"}
# ECMA-376: the part that holds the document.
OFFICE_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
# OpenDocument 1.2, part 3, 3.3: the first part names the kind and is not compressed.
OPEN_DOCUMENT_TYPES = {"odt": b"application/vnd.oasis.opendocument.text"}
TEXTS = ("csv", "ics", "txt")
# Bytes that no text has, as browsers see it (WHATWG, MIME Sniffing, "binary data byte").
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def fits_its_name(file: File) -> bool:
    """Return whether a document's contents are of the kind that its extension says; ``False`` for unknown kinds."""
    kind = PurePath(str(file.name)).suffix[1:].lower()
    file.seek(0)
    try:
        if kind in OFFICE_PARTS or kind in OPEN_DOCUMENT_TYPES:
            return is_package(file, kind)
        if kind in TEXTS:
            return is_text(file.read(), BEGINNINGS.get(kind, b""))
        return kind in BEGINNINGS and file.read(16).startswith(BEGINNINGS[kind])
    finally:
        file.seek(0)


def is_package(file: File, kind: str) -> bool:
    """Return whether a file is an archive, from its first byte on, with the parts of an office document."""
    if file.read(4) != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(file) as package:
            if kind in OFFICE_PARTS:
                return {"[Content_Types].xml", OFFICE_PARTS[kind]} <= set(package.namelist())
            with package.open("mimetype") as part:
                return part.read(80) == OPEN_DOCUMENT_TYPES[kind]
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError):
        return False


def is_text(contents: bytes, beginning: bytes) -> bool:
    """Return whether contents are text in UTF-8 or an older encoding of Western Europe, and no page for browsers."""
    text = contents.removeprefix(BYTE_ORDER_MARK)
    return text.startswith(beginning) and not BINARY.search(text) and not text.lstrip().startswith(b"<")
