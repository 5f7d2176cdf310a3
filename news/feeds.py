"""The newest news as feeds."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from cms.feeds import Entry, SteadyFeed, feed_response
from cms.models import Category
from cms.peers import load_list, related
from cms.public_files import asked, asked_language, asked_site, public_file
from news.models import NewsPage

LENGTH = 50


@public_file
def news_feed(request: HttpRequest, feed_class: type[SteadyFeed]) -> HttpResponse:
    """Hand out the newest news of a site in a language, all of them or those of one category."""
    site, language, slug = asked_site(request), asked_language(request), asked(request, "category")
    news = NewsPage.objects.visible().of_site(site).in_language(language).newest_first().defer_streamfields()
    with translation.override(language):
        title = _("News")
    if slug:
        category = Category.objects.filter(slug=slug).first()
        if category is None:
            raise Http404
        news = news.in_category(slug)
        title = f"{title}: {category.name}"
    entries = [
        Entry(
            page=page,
            text=page.search_engine_description,
            published_at=page.published_at,
            updated_at=page.modified_at,
            categories=[category.name] if (category := related(page, "category")) else [],
        )
        for page in load_list(news[:LENGTH])
    ]
    return feed_response(request, feed_class, site, language, title, entries)
