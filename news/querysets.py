"""Query sets of news: order, filters, and the news beside a news item."""

from collections.abc import Iterable
from typing import Any, Self

from django.db.models import BigAutoField, DateField, Model, OuterRef, Q, QuerySet, Subquery

from cms.peers import fetch, set_peers
from cms.querysets import BasePageQuerySet
from cms.statements import Among, Parameter, statement

# Later than any key: a draft that has no key yet is the newest of its day.
NO_KEY_YET = 2**31 - 1


class NewsPageQuerySet(BasePageQuerySet):
    """Query sets of news items."""

    def newest_first(self) -> Self:
        """The newest first; of one day, the one that was made last."""
        return self.order_by("-published_on", "-pk")

    def oldest_first(self) -> Self:
        """The oldest first."""
        return self.order_by("published_on", "pk")

    def in_category(self, slug: str) -> Self:
        """News of one category."""
        # By one key, not by a join: its news by day are then a range of an index, on PostgreSQL too.
        return self.filter(category=_key_of(self.model._meta.get_field("category").related_model, slug))

    def tagged(self, slug: str) -> Self:
        """News with a tag."""
        return self.filter(tagged_items__tag=_key_of(self.model._meta.get_field("tags").related_model, slug))

    def in_year(self, year: int) -> Self:
        """News published in a year."""
        return self.filter(published_on__year=year)

    def older_than(self, published_on: Any, pk: Any, locale_id: Any) -> Self:
        """Older news of one locale, the newest first; the arguments are values or outer references."""
        earlier = Q(published_on__lt=published_on) | Q(published_on=published_on, pk__lt=pk)
        return self.of_locale(locale_id).filter(earlier, published_on__lte=published_on).newest_first()

    def newer_than(self, published_on: Any, pk: Any, locale_id: Any) -> Self:
        """Newer news of one locale, the oldest first; the arguments are values or outer references."""
        later = Q(published_on__gt=published_on) | Q(published_on=published_on, pk__gt=pk)
        return self.of_locale(locale_id).filter(later, published_on__gte=published_on).oldest_first()

    def beside(self, *, only_one: bool) -> Self:
        """Visible news right before or right after others, the newest first.

        Args:
            only_one: beside the place that the parameters ``published_on``, ``pk`` and ``locale_id`` tell, which may
                be that of a draft; otherwise beside each of the rows among the keys ``pages``.
        """
        if only_one:
            place: tuple[Any, ...] = (
                Parameter("published_on", DateField()),
                Parameter("pk", BigAutoField()),
                Parameter("locale_id", BigAutoField()),
            )
            older, newer = self.visible().older_than(*place)[:1], self.visible().newer_than(*place)[:1]
        else:
            rows = self.model._base_manager.filter(Among("pk", "pages", self.model))
            place = (OuterRef("published_on"), OuterRef("pk"), OuterRef("locale_id"))
            older, newer = (
                rows.annotate(_beside=Subquery(found.values("pk")[:1])).values("_beside")
                for found in (self.visible().older_than(*place), self.visible().newer_than(*place))
            )
        return self.visible().filter(Q(pk__in=older) | Q(pk__in=newer)).newest_first()

    def newest_of_each(self, groups: Iterable[tuple[int, int | None]], size: int) -> Self:
        """The newest visible news of several groups at once, the newest first.

        Args:
            groups: pairs of a locale's key and a category's; without a category, all news of the locale.
            size: how many of each group.
        """
        condition = Q(pk__in=[])
        for locale_id, category_id in set(groups):
            group = self.visible().of_locale(locale_id)
            if category_id is not None:
                group = group.filter(category_id=category_id)
            condition |= Q(pk__in=group.newest_first()[:size])
        return self.visible().filter(condition).newest_first()


class NewsPageTagQuerySet(QuerySet[Any]):
    """Query sets of tags of news items."""

    def of_another_day(self, page: Any) -> Self:
        """The tags of a news item that keep another day than its own."""
        return self.filter(content_object=page).exclude(published_on=page.published_on)


def _key_of(model: type[Model], slug: str) -> QuerySet[Any]:
    """Return the key of the row with a slug, as a subquery."""
    return model._default_manager.filter(slug=slug).order_by().values("pk")[:1]


def newest_news(
    news: Any, groups: Iterable[tuple[int, int | None]], size: int, also: Iterable[int | None]
) -> list[Any]:
    """Return the newest visible news of several groups and those with the keys ``also``, each other's peers.

    Args:
        news: the manager of news.
        groups, size: as ``newest_of_each`` has them.
        also: keys of news that are wanted whatever their group.
    """
    wanted = tuple(sorted(set(groups), key=str))
    newest = statement((newest_news, size, wanted), lambda: news.newest_of_each(wanted, size)).instances()
    chosen = fetch(news.model, set(also) - {None, *(page.pk for page in newest)})
    return list(set_peers(sorted([*newest, *chosen.values()], key=lambda page: page.place, reverse=True)))
