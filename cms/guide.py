"""The editors' guide in the admin: ``docs/editors.md`` as a page, with its pictures."""

import re
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

GUIDE = settings.BASE_DIR / "docs" / "editors.md"
IMAGES = settings.BASE_DIR / "docs" / "images" / "editors"
PAGE_TITLE_LEVEL = "h1"


def guide_as_html(source: str) -> SafeString:
    """Return the guide as HTML for a page that has its title already.

    Args:
        source: Markdown, whose links to headings and whose pictures are as on a platform that shows repositories.
    """
    # No HTML of the source's own gets through: what comes out is what Markdown's words make.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(source)
    kept, is_title = [], False
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            is_title = token.tag == PAGE_TITLE_LEVEL
            token.attrSet("id", anchor(tokens[index + 1].content))
        for child in token.children or ():
            if child.type == "image":
                name = re.sub(r"^images/editors/([\w-]+)\.png$", r"\1", str(child.attrGet("src")))
                child.attrSet("src", reverse("guide_image", args=[name]))
                child.attrSet("loading", "lazy")
        if not is_title:
            kept.append(token)
        is_title = is_title and token.type != "heading_close"
    return mark_safe(reader.renderer.render(kept, reader.options, {}))  # noqa: S308 - a file of the project, escaped


def anchor(heading: str) -> str:
    """Return the fragment that leads to a heading: its words in small letters with hyphens between."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.lower()))


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide, for everyone who may use the admin."""

    template_name = "cms/guide.html"
    page_title = _("Guide for editors")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        guide = guide_as_html(GUIDE.read_text(encoding="utf-8"))
        return super().get_context_data(guide=guide, **kwargs)


class GuideImageView(View):
    """A picture of the guide."""

    def get(self, _request: HttpRequest, name: str) -> FileResponse:
        """Answer with the picture of this name.

        Raises:
            Http404: there is none.
        """
        path = IMAGES / f"{name}.png"
        if not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), content_type="image/png")
