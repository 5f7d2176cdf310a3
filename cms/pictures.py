"""Uploaded pictures, written anew: what is stored is what a decoder saw, and nothing else that the file held.

Gone are positions and other facts of the camera, thumbnails, comments, colour profiles, further frames, and whatever a
file carries that is no picture (OWASP's advice on file uploads: "image rewriting").
"""

from io import BytesIO
from typing import Any

import PIL.Image
from django.core.files import File
from PIL import ImageCms, ImageOps, JpegImagePlugin

# Pillow opens a file in these formats and in no other.
FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
# Of 100: twice compressed, a picture still looks the same.
QUALITY = {"AVIF": 90, "WEBP": 95}


def number_of_pixels(file: File) -> int:
    """Return the pixels of all frames of a picture, as its header says; nothing is decoded.

    Raises:
        OSError: for a file that is no picture.
    """
    with PIL.Image.open(file, formats=FORMATS) as picture:
        return int(picture.width * picture.height * getattr(picture, "n_frames", 1))


def write_anew(file: File) -> None:
    """Replace the contents of an uploaded picture by the same picture, upright, in sRGB, its first frame alone.

    The file is changed in place: Wagtail's upload of many keeps the one that the browser sent, not the form's.

    Raises:
        OSError, SyntaxError, ValueError: for a file that is damaged or of a kind that the web does not show.
    """
    file.seek(0)
    buffer = BytesIO()
    with PIL.Image.open(file, formats=FORMATS) as picture:
        if picture.mode.startswith(("I", "F")):
            # Sixteen bits of grey and more: no rendition can be made of it.
            raise ValueError(picture.mode)
        # MPO is a JPEG with a second picture in it.
        written_as = "JPEG" if picture.format == "MPO" else str(picture.format)
        options = options_of(picture, written_as)
        picture.load()
        shown = in_srgb(picture)
        ImageOps.exif_transpose(shown, in_place=True)
        # What Pillow would write into the new file of its own accord, the transparent colour excepted.
        shown.info = {key: value for key, value in shown.info.items() if key == "transparency"}
        shown.save(buffer, written_as, **options)
    file.seek(0)
    file.truncate()
    file.write(buffer.getvalue())
    file.flush()
    file.seek(0)
    file.size = buffer.tell()


def options_of(picture: Any, written_as: str) -> dict[str, Any]:
    """Return how to write a picture so that nobody sees a difference: a JPEG with the tables that it came with."""
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        return {"qtables": picture.quantization, "subsampling": JpegImagePlugin.get_sampling(picture), "optimize": True}
    return {"quality": QUALITY[written_as]} if written_as in QUALITY else {"optimize": True}


def in_srgb(picture: Any) -> Any:
    """Return a picture in the web's own colours; one whose profile can't be used, or that has none, as it is."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    try:
        return ImageCms.profileToProfile(
            picture,
            BytesIO(profile),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if picture.mode == "RGBA" else "RGB",
        )
    except (OSError, ImageCms.PyCMSError):
        return picture
