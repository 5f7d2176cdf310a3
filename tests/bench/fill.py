"""Fills an empty site with the benchmark's content, quickly: rows in bulk, no revisions, no signals.

It works on the settings that ``DJANGO_SETTINGS_MODULE`` names, the project's or those of the plain site: both have
models of the same names with the same columns. Scale: 100,000 news and 10,000 events take minutes.

    DATA_DIR=var/large python -m tests.bench.fill --news 100000 --events 10000 --index
"""

import argparse
import datetime as dt
import json
import os
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any
from uuid import UUID

import django

from tests.bench import content
from tests.bench.content import Size

BATCH = 1000
SITE_HOST, SITE_PORT = "localhost", 3000
# The sizes that the plain site is asked for; the project makes those of all its presets.
ASKED_SPECS = ("fill-800x450|format-jpeg", "width-960|format-jpeg")


def main() -> None:
    """Make the tables and fill them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--news", type=int, default=Size.news, help="how many news (default: %(default)s)")
    parser.add_argument("--events", type=int, default=Size.events, help="how many events (default: %(default)s)")
    parser.add_argument("--index", action="store_true", help="build the search index, too")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
    os.environ.setdefault("ALLOWED_HOSTS", SITE_HOST)
    os.environ.setdefault("SECRET_KEY", "for-the-benchmark-only")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    fill(Size(arguments.news, arguments.events), dt.datetime.now(content.ZONE).date())
    if arguments.index:
        call_command("update_index", verbosity=0)


def fill(size: Size, today: dt.date) -> None:
    """Build the tree, the site and all content; the database may hold nothing but what Wagtail's migrations make.

    Args:
        size: how many news and events.
        today: the day of the newest news item, which events are counted from.
    """
    from django.db import connection, transaction

    with transaction.atomic():
        filler = Filler(size, today)
        filler.files()
        filler.snippets()
        filler.news()
        filler.events()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def model(name: str) -> Any:
    """Return the model of this name, whatever app it is in."""
    from django.apps import apps

    return next(each for each in apps.get_models() if each.__name__ == name)


def insert(rows: Iterable[Any]) -> None:
    """Insert instances of one class, a parent's table before a child's (``bulk_create`` refuses inherited models)."""
    rows = list(rows)
    if not rows:
        return
    page_class = type(rows[0])
    for table in (*page_class._meta.all_parents[::-1], page_class):
        table._base_manager.get_queryset()._batched_insert(rows, table._meta.local_concrete_fields, None)


class Filler:
    """Fills one site; what it has made stands in lists by the content's numbers."""

    def __init__(self, size: Size, today: dt.date) -> None:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Collection, Locale, Page, Site

        self.size, self.today = size, today
        self.noon = dt.datetime.combine(today, dt.time(12), tzinfo=content.ZONE) - dt.timedelta(days=1)
        self.content_types = ContentType.objects.get_for_model
        self.locale = Locale.objects.get_or_create(language_code="sv")[0]
        self.collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=self.locale)
        Site.objects.all().delete()
        for welcome in root.get_children():
            welcome.delete()
        root.refresh_from_db()
        self.home = root.add_child(instance=model("HomePage")(title="Hem", slug="hem", locale=self.locale))
        Site.objects.create(hostname=SITE_HOST, port=SITE_PORT, root_page=self.home, is_default_site=True)
        Site.clear_site_root_paths_cache()

    def files(self) -> None:
        """Make the images and their sizes: rows alone, since no query opens a file."""
        from wagtail.images import get_image_model
        from wagtail.images.models import Filter

        image_model = get_image_model()
        self.images = image_model.objects.bulk_create(
            image_model(
                title=f"Bild {number + 1}",
                file=f"original_images/bild-{number + 1}.jpg",
                width=content.IMAGE_WIDTH,
                height=content.IMAGE_HEIGHT,
                file_size=250_000,
                file_hash=f"{number:040x}",
                collection=self.collection,
            )
            for number in range(self.size.images)
        )
        rendition_model = image_model.get_rendition_model()
        focal_point_keys = {spec: Filter(spec=spec).get_cache_key(self.images[0]) for spec, *_size in _sizes()}
        rendition_model.objects.bulk_create(
            rendition_model(
                image=image,
                filter_spec=spec,
                focal_point_key=focal_point_keys[spec],
                file=f"images/bild-{number + 1}.{spec.replace('|', '.')}.{spec.rpartition('-')[2]}",
                width=width,
                height=height,
            )
            for number, image in enumerate(self.images)
            for spec, width, height in _sizes()
        )

    def snippets(self) -> None:
        """Make the contacts, categories and tags."""
        from taggit.models import Tag

        contact_model, category_model = model("Contact"), model("Category")
        self.contacts = contact_model.objects.bulk_create(
            contact_model(name=f"Kontakt {n + 1}", email=f"kontakt-{n + 1}@example.org", phone=f"035-12 34 {n:02}")
            for n in range(content.CONTACTS)
        )
        self.categories = category_model.objects.bulk_create(
            category_model(name=f"Kategori {n + 1}", slug=f"kategori-{n + 1}") for n in range(content.CATEGORIES)
        )
        self.tags = Tag.objects.bulk_create(
            Tag(name=f"{content.WORDS[n]} {n + 1}", slug=f"tagg-{n + 1}") for n in range(self.size.tags)
        )

    def news(self) -> None:
        """Make the news below their index."""
        tagged = model("NewsPageTag")
        index = self._index("NewsIndexPage", "Nyheter", "nyheter")
        pages = (
            (
                item,
                {
                    "summary": item.summary,
                    "lead": item.lead,
                    "published_on": item.published_on,
                    "listing_image": self.images[item.image],
                    "author": self.contacts[item.author],
                    "category": self.categories[item.category],
                    "body": json.dumps(list(self._blocks(item))),
                },
            )
            for item in content.news(self.size, self.today)
        )
        for batch in self._below(index, model("NewsPage"), pages):
            # The project's tags keep the day of their news item; the plain site's don't.
            days = any(field.name == "published_on" for field in tagged._meta.fields)
            tagged.objects.bulk_create(
                tagged(
                    content_object_id=page.pk,
                    tag=self.tags[tag],
                    **({"published_on": item.published_on} if days else {}),
                )
                for page, item in batch
                for tag in item.tags
            )

    def events(self) -> None:
        """Make the events below their index, each with an occasion, its programme, and contacts."""
        occasion_model, item_model, contact_model = model("Occasion"), model("ProgrammeItem"), model("PageContact")
        index = self._index("EventIndexPage", "Aktiviteter", "aktiviteter")
        pages = (
            (
                event,
                {
                    "summary": event.summary,
                    "listing_image": self.images[event.image],
                    "starts_at": event.starts_at,
                    "ends_at": event.ends_at,
                    "over_at": event.ends_at,
                },
            )
            for event in content.events(self.size, self.today)
        )
        for batch in self._below(index, model("ActivityPage"), pages):
            occasions = occasion_model.objects.bulk_create(
                occasion_model(
                    event_id=page.pk,
                    sort_order=0,
                    starts_at=event.starts_at,
                    ends_at=event.ends_at,
                    venue_name="Folkets hus",
                    city=event.municipality.capitalize(),
                    municipality=event.municipality,
                    registration_required=event.registration_deadline is not None,
                    registration_deadline=event.registration_deadline,
                    registration_email="anmalan@example.org" if event.registration_deadline else "",
                )
                for page, event in batch
            )
            item_model.objects.bulk_create(
                item_model(
                    occasion=occasion,
                    sort_order=place,
                    start_time=item.start_time,
                    end_time=item.end_time,
                    title=item.title,
                    description=item.description,
                )
                for occasion, (_page, event) in zip(occasions, batch, strict=True)
                for place, item in enumerate(event.programme)
            )
            contact_model.objects.bulk_create(
                contact_model(
                    page_id=page.pk, sort_order=place, contact=self.contacts[number], responsibility=responsibility
                )
                for page, event in batch
                for place, (number, responsibility) in enumerate(event.contacts)
            )

    def _index(self, name: str, title: str, slug: str) -> Any:
        self.home.refresh_from_db()
        page = model(name)(title=title, slug=slug, locale=self.locale)
        return self.home.add_child(instance=page)

    def _below(
        self, index: Any, page_class: Any, pages: Iterable[tuple[Any, dict[str, Any]]]
    ) -> Iterator[list[tuple[Any, Any]]]:
        """Insert pages right below ``index`` and yield each batch of them with its content.

        Args:
            pages: the content of each page, which has a number, a title and a slug, and the values of its columns.
        """
        from django.core.management.color import no_style
        from django.db import connection
        from wagtail.models import Page

        key = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
        content_type = self.content_types(page_class)
        count = 0
        for batch in batched(pages, BATCH):
            made = []
            for item, columns in batch:
                key, count = key + 1, count + 1
                made.append(
                    page_class(
                        **dict.fromkeys((field.attname for field in _links(page_class)), key),
                        **columns,
                        id=key,
                        title=item.title,
                        draft_title=item.title,
                        slug=item.slug,
                        path=Page._get_path(index.path, index.depth + 1, count),
                        depth=index.depth + 1,
                        numchild=0,
                        url_path=f"{index.url_path}{item.slug}/",
                        content_type=content_type,
                        locale=self.locale,
                        translation_key=UUID(int=content.SEED << 64 | key),
                        live=True,
                        first_published_at=self.noon,
                        last_published_at=self.noon,
                    )
                )
            insert(made)
            yield list(zip(made, (item for item, _columns in batch), strict=True))
        Page.objects.filter(pk=index.pk).update(numchild=count)
        # PostgreSQL's sequence does not know of keys that were given.
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)

    def _blocks(self, item: content.NewsItem) -> Iterator[dict[str, Any]]:
        keys = content.Writer("keys", item.number)
        for kind, value in item.body:
            if isinstance(value, dict) and kind == "image":
                value = value | {"image": self.images[value["image"]].pk}  # noqa: PLW2901 - the number becomes a key
            yield {"type": kind, "value": value, "id": keys.key()}


def _links(page_class: Any) -> Iterator[Any]:
    """Yield the keys that lead from the tables of a page class to those of its parents."""
    for parent in page_class._meta.all_parents:
        link = page_class._meta.get_ancestor_link(parent)
        yield link
        yield from (field for field in parent._meta.parents.values() if field)


def _sizes() -> Iterator[tuple[str, int, int]]:
    """Yield what Wagtail's filters make of an image: specification, width and height."""
    from django.apps import apps

    specs: Iterable[str] = ASKED_SPECS
    if apps.is_installed("cms"):
        from cms.images import ALL_SPECS

        specs = ALL_SPECS
    for spec in specs:
        operation, _, size = spec.partition("|")[0].partition("-")
        width, _, height = size.partition("x")
        if operation == "width":
            yield spec, int(width), round(int(width) * content.IMAGE_HEIGHT / content.IMAGE_WIDTH)
        else:
            yield spec, int(width), int(height)


if __name__ == "__main__":
    main()
