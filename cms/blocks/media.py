"""Blocks of pictures, films and documents."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.nodes import BlockNode
from cms.graphql.words import GraphQLBoolean, GraphQLDocument, GraphQLImage, GraphQLList, GraphQLString


class ImageBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(required=False, max_length=250, label=pgettext_lazy("picture", "Caption"))
    alt_text = blocks.CharBlock(
        required=False,
        max_length=250,
        label=_("Alternative text here"),
        help_text=_("Only if the picture shows something else here than its own description says."),
    )
    decorative = blocks.BooleanBlock(
        required=False, label=_("Decorative here"), help_text=_("Screen readers skip the picture.")
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLImage("image", description="The picture; null while it is not public."),
        GraphQLString(
            "alt", description="Alternative text in this place; empty for a decorative picture.", required=True
        ),
        GraphQLBoolean("is_decorative", description="Whether screen readers should skip the picture.", required=True),
        GraphQLString("caption", description="Caption; empty if there is none.", required=True),
        GraphQLString("credit", description="Photographer or source; empty if not known.", required=True),
    ]

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with caption and credit.")
        label_format = "{caption}"
        preview_template = "cms/blocks/image.html"

    def api_is_decorative(self, node: BlockNode) -> bool:
        image = node.read("image")
        return bool(node.read("decorative")) or (
            not node.read("alt_text") and image is not None and image.is_decorative
        )

    def api_alt(self, node: BlockNode) -> str:
        if self.api_is_decorative(node):
            return ""
        image = node.read("image")
        return node.read("alt_text") if image and node.read("alt_text") else image.alt if image else ""

    def api_credit(self, node: BlockNode) -> str:
        image = node.read("image")
        return image.credit if image else ""


@dataclass(frozen=True)
class Video:
    """A film on a service that we know how to embed."""

    provider: str
    embed_url: str
    thumbnail_url: str | None


YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
YOUTUBE_PATH = re.compile(r"/(?:embed|live|shorts|v)/([^/]+)/?")
YOUTUBE_KEY = re.compile(r"[\w-]{6,20}", re.ASCII)
VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
# The number is the film's; the letters and figures after it open a film that is not listed.
VIMEO_PATH = re.compile(
    r"/(?:video/|(?:channels|groups|showcase|album)/[^/]+/(?:videos?/)?)?(?P<key>[0-9]+)(?:/(?P<secret>[0-9a-f]+))?/?"
)


def video_of(url: str) -> Video | None:
    """Return the film that a page address of YouTube or Vimeo shows, or ``None`` for any other address.

    The addresses are taken apart here, without asking the service: a query must not wait for another host, and an
    embedded film must not set cookies before it is played.
    """
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if parts.hostname == "youtu.be":
        return _youtube(parts.path.strip("/"))
    if parts.hostname in YOUTUBE_HOSTS:
        in_path = YOUTUBE_PATH.fullmatch(parts.path)
        return _youtube(in_path[1] if in_path else query.get("v", [""])[0])
    if parts.hostname in VIMEO_HOSTS and (found := VIMEO_PATH.fullmatch(parts.path)):
        secret = found["secret"] or query.get("h", [""])[0]
        options = {"dnt": "1"} | ({"h": secret} if secret else {})
        return Video("Vimeo", f"https://player.vimeo.com/video/{found['key']}?{urlencode(options)}", None)
    return None


def _youtube(key: str) -> Video | None:
    if not YOUTUBE_KEY.fullmatch(key):
        return None
    return Video(
        "YouTube", f"https://www.youtube-nocookie.com/embed/{key}", f"https://i.ytimg.com/vi/{key}/hqdefault.jpg"
    )


class VideoBlock(blocks.StructBlock):
    """A film from YouTube or Vimeo, with its words in writing."""

    title = blocks.CharBlock(max_length=160, label=_("Title"))
    url = blocks.URLBlock(label=_("Address"), help_text=_("The film's page on YouTube or Vimeo."))
    transcript = blocks.TextBlock(
        required=False, label=_("Transcript"), help_text=_("What is said, for those who can't hear it.")
    )

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("title", description="The film's title.", required=True),
        GraphQLString("provider", description="The service that shows the film.", required=True),
        GraphQLString("url", description="The film's page.", required=True),
        GraphQLString(
            "html", description="A frame that shows the film without cookies until it is played.", required=True
        ),
        GraphQLString(
            "thumbnail_url", description="A still from the film; null where the service has no fixed address."
        ),
        GraphQLString("transcript", description="What is said, in writing; empty if there is none.", required=True),
    ]

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film from YouTube or Vimeo.")
        preview_template = "cms/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if video_of(cleaned["url"]) is None:
            raise blocks.struct_block.StructBlockValidationError(
                block_errors={"url": ValidationError(_("This is not the address of a film on YouTube or Vimeo."))}
            )
        return cleaned

    def api_provider(self, node: BlockNode) -> str:
        video = video_of(node.read("url"))
        return video.provider if video else ""

    def api_html(self, node: BlockNode) -> str:
        video = video_of(node.read("url"))
        if video is None:
            return ""
        return format_html(
            '<iframe src="{}" title="{}" loading="lazy" allowfullscreen></iframe>', video.embed_url, node.read("title")
        )

    def api_thumbnail_url(self, node: BlockNode) -> str | None:
        video = video_of(node.read("url"))
        return video.thumbnail_url if video else None


class DocumentListBlock(blocks.StructBlock):
    """Documents to download."""

    heading = blocks.CharBlock(required=False, max_length=120, label=_("Heading"))
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), min_num=1, label=_("Documents"))

    graphql_fields: ClassVar[list[Any]] = [
        GraphQLString("heading", description="The list's heading; empty if there is none.", required=True),
        GraphQLList("documents", GraphQLDocument, description="The documents, in order."),
    ]

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Documents to download, shown with type and size.")
        preview_template = "cms/blocks/document_list.html"
