"""Visibility, decided once: what an anonymous visitor may see of pages, collections' files and draftable snippets."""

from collections import abc
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    AutoField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast
from wagtail.documents.models import DocumentQuerySet as WagtailDocumentQuerySet
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    get_page_models,
)
from wagtail.query import PageQuerySet

from cms.statements import Now, Parameter, statement


def visible[Rows: QuerySet[Any]](queryset: Rows) -> Rows:
    """Return the part of ``queryset`` that anyone may see; a model without hidden states is returned whole."""
    if queryset.model is Page:
        return queryset.filter(visible_pages(), content_type__in=public_page_types())
    method = getattr(queryset, "visible", None)
    return method() if method else queryset


def public_page_types() -> list[ContentType]:
    """Return the content types of the pages that the API knows: Wagtail's own welcome page is none of them."""
    models = [model for model in get_page_models() if hasattr(model, "graphql_fields")]
    return list(ContentType.objects.get_for_models(*models).values())


def visible_pages() -> Q:
    """Return the condition for a page that anyone may see: live, not expired, below no view restriction."""
    return _below_none_of(PageViewRestriction.objects.all())


def unlocked_pages(unlocked: abc.Collection[int] = ()) -> QuerySet[Any]:
    """Return the pages for one who has unlocked these restrictions; they may be shown by path, in no list.

    Args:
        unlocked: keys of password restrictions whose password was given. One of another type stays closed.
    """
    closed = PageViewRestriction.objects.all()
    if unlocked:
        closed = closed.exclude(restriction_type=PageViewRestriction.PASSWORD, pk__in=unlocked)
    return Page.objects.filter(_below_none_of(closed), content_type__in=public_page_types())


def pages_but_for_passwords() -> QuerySet[Any]:
    """Return the pages that anyone may see or that nothing but a password keeps from anyone's eyes."""
    closed = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.PASSWORD)
    return Page.objects.filter(_below_none_of(closed), content_type__in=public_page_types())


def _below_none_of(restrictions: QuerySet[Any]) -> Q:
    # By key, not by a join: with statistics SQLite would read every page for each page while no restriction exists.
    closed = Page.objects.filter(pk__in=restrictions.order_by().values("page"))
    above = closed.alias(_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())).filter(
        _path__startswith=F("path")
    )
    not_expired = Q(expire_at=None) | Q(expire_at__gt=Now())
    # Not "is live": SQLite would take live pages for a quarter of all, and read and sort these for each list.
    return Q(~Exists(above), not_expired, ~Q(live=False), depth__gt=1)


def in_public_collection() -> Q:
    """Return the condition for a file in a collection that is neither private nor below a private one."""
    private = Collection.objects.filter(pk__in=CollectionViewRestriction.objects.values("collection"))
    above = private.alias(_path=ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())).filter(
        _path__startswith=F("path")
    )
    return Q(~Exists(above))


class BasePageQuerySet(PageQuerySet):
    """Query sets of our page types."""

    def visible(self) -> Self:
        """Pages that anyone may see."""
        return self.filter(visible_pages())

    def of_site(self, site: Site) -> Self:
        """Pages below a site's root page or one of its translations."""
        return self.filter(below_site(site))

    def in_language(self, language_code: str) -> Self:
        """Pages of one locale."""
        # No join: SQLite would begin with the locale, and read and sort all its pages for the first of them.
        return self.filter(locale__in=Locale.objects.filter(language_code=language_code))

    def of_locale(self, locale_id: Any) -> Self:
        """Pages of the locale with a key, which may be a value, a parameter or an outer reference."""
        # The sum is of no index, for the same reason.
        locale = ExpressionWrapper(F("locale_id") + 0, output_field=IntegerField())
        return self.alias(_locale=locale).filter(_locale=locale_id)


def below_site(site: Site) -> Q:
    """Return the condition for a page of ``site``: its root page, that page's translations, and all below them."""
    return below(root_paths(site))


def below(paths: abc.Iterable[str]) -> Q:
    """Return the condition for a page at or below one of these places in the tree."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def root_paths(site: Site) -> tuple[str, ...]:
    """Return the places in the tree of a site's root page and its translations."""

    def roots() -> QuerySet[Any]:
        root = Site.objects.filter(pk=Parameter("site", AutoField())).values("root_page__translation_key")
        return Page.objects.filter(translation_key__in=root).order_by("path")

    return tuple(statement(root_paths, roots).table(site=site.pk).column("path"))


class ImageQuerySet(WagtailImageQuerySet):
    """Query sets of images."""

    def visible(self) -> Self:
        """Images that anyone may see."""
        return self.filter(in_public_collection())


class DocumentQuerySet(WagtailDocumentQuerySet):
    """Query sets of documents."""

    def visible(self) -> Self:
        """Documents that anyone may see."""
        return self.filter(in_public_collection())


def is_scheduled(model: type[Model]) -> Exists:
    """Return the condition for a row of a model with a draft state that a draft of it will be published by itself."""
    scheduled = Revision.objects.filter(
        base_content_type=base_content_type(model),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return Exists(scheduled)


def base_content_type(model: type[Model]) -> ContentType:
    """Return the content type that revisions and reviews of a model's rows are kept by: that of all pages for pages."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)


class DraftableQuerySet(QuerySet[Any]):
    """Query sets of snippets that have a draft state."""

    def with_schedule(self) -> Self:
        """Add whether each will be published by itself, which its status would ask row by row."""
        return self.annotate(_approved_schedule=is_scheduled(self.model))

    def visible(self) -> Self:
        """Snippets that are published."""
        return self.filter(live=True).filter(Q(expire_at=None) | Q(expire_at__gt=Now()))
