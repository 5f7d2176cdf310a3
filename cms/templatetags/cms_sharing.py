"""What the editor's status panel says of a page's shared drafts."""

from django import template
from wagtail.models import Page

from cms.models import PreviewLink

register = template.Library()


@register.simple_tag
def open_preview_links(page: Page) -> int:
    """Return how many links to the page's draft open now."""
    count: int = PreviewLink.objects.open().filter(page_id=page.pk).count()
    return count
