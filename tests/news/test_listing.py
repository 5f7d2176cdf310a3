"""The list of news in the admin: columns, filters, order, search, files, and who sees what of it."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, Workflow

from home.roles import ADMINISTRATORS, COMMUNICATORS, REVIEWERS, establish_roles
from news.models import NewsPage
from tests.factories.cms import CategoryFactory, ContactFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory
from tests.listings import buttons_of, exported_csv, exported_xlsx, menu_of, table_of, titles
from tests.roles import signed_in, user_in

URL = "/admin/news/"
DAY = dt.date(2026, 3, 14)
ASSOCIATION = "Hallands bildningsförbund"


@pytest.fixture
def index(site: Any, home_page: Page) -> Page:
    """The index that the news stands below."""
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


@pytest.fixture
def two(index: Page) -> tuple[NewsPage, NewsPage]:
    """A news item with everything and a later draft with nothing."""
    full = NewsPageFactory(
        parent=index,
        title="Årsmötet",
        slug="arsmotet",
        published_on=DAY,
        category=CategoryFactory(name="Kultur"),
        author=ContactFactory(name="Åsa Exempel"),
    )
    full.tags.add("möte", "förening")
    full.save()
    return full, NewsPageFactory(parent=index, title="Utkastet", published_on=DAY + dt.timedelta(days=1), live=False)


@pytest.mark.usefixtures("two")
def test_the_newest_stands_first_with_what_one_works_by(admin_client: Client):
    assert table_of(admin_client, URL) == [
        ["Titel 1–2 av 2 nyheter", "Dag", "Kategori", "Författare", "Status"],
        ["Utkastet Svenska", "2026-03-15", "", "", "utkast"],
        ["Årsmötet Svenska", "2026-03-14", "Kultur", "Åsa Exempel", "publicerad"],
    ]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("title", ["Allra först", "Beta", "Utan allt"]),
        ("-title", ["Utan allt", "Beta", "Allra först"]),
        ("published_on", ["Utan allt", "Beta", "Allra först"]),
        ("-published_on", ["Allra först", "Beta", "Utan allt"]),
        # What has none stands last in both directions.
        ("category", ["Beta", "Allra först", "Utan allt"]),
        ("-category", ["Allra först", "Beta", "Utan allt"]),
        ("author", ["Allra först", "Beta", "Utan allt"]),
        ("-author", ["Beta", "Allra först", "Utan allt"]),
        ("live", ["Beta", "Utan allt", "Allra först"]),
        ("-live", ["Utan allt", "Allra först", "Beta"]),
        ("owner__password", ["Allra först", "Beta", "Utan allt"]),
    ],
)
def test_each_column_sorts_both_ways(admin_client: Client, index: Page, ordering: str, expected: list[str]):
    culture, sport = CategoryFactory(name="Kultur"), CategoryFactory(name="Sport")
    anna, bo = ContactFactory(name="Anna"), ContactFactory(name="Bo")
    NewsPageFactory(parent=index, title="Allra först", published_on=DAY, category=sport, author=anna)
    NewsPageFactory(
        parent=index, title="Utan allt", published_on=DAY - dt.timedelta(days=2), category=None, author=None
    )
    NewsPageFactory(
        parent=index,
        title="Beta",
        published_on=DAY - dt.timedelta(days=1),
        category=culture,
        author=bo,
        live=False,
    )

    assert titles(admin_client, URL, ordering=ordering) == expected
    assert titles(admin_client, URL, ordering=ordering, q="a") == [each for each in expected if each != "Beta"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"published_on_from": "2026-03-15"}, ["Utkastet"]),
        ({"published_on_to": "2026-03-14"}, ["Årsmötet"]),
        ({"published_on_from": "2026-03-14", "published_on_to": "2026-03-14"}, ["Årsmötet"]),
        ({"status": "live"}, ["Årsmötet"]),
        ({"status": "draft"}, ["Utkastet"]),
        ({"locale": "en"}, []),
        ({"locale": "sv"}, ["Utkastet", "Årsmötet"]),
        ({"q": "årsm"}, ["Årsmötet"]),
        ({"q": "årsm", "status": "draft"}, []),
    ],
)
@pytest.mark.usefixtures("two")
def test_each_filter_leaves_out_the_rest(admin_client: Client, query: dict[str, str], expected: list[str]):
    assert titles(admin_client, URL, **query) == expected
    assert [row[0] for row in exported_csv(admin_client, URL, **query)[1:]] == expected


def test_the_filter_by_category_takes_several(admin_client: Client, index: Page):
    categories = [CategoryFactory(name=name) for name in ("Kultur", "Sport", "Vård")]
    for category in categories:
        NewsPageFactory(parent=index, title=category.name, category=category)
    NewsPageFactory(parent=index, title="Utan")

    assert titles(admin_client, URL, category=[categories[0].pk, categories[2].pk]) == ["Vård", "Kultur"]


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail sends its mail the old way.
def test_the_filter_by_status_knows_every_way_to_visitors(admin_client: Client, index: Page):
    pages = {
        title: NewsPageFactory(parent=index, title=title, live=title in ("Publicerad", "Ändrad", "Återkommande"))
        for title in (
            "Publicerad",
            "Ändrad",
            "Utkast",
            "Granskas",
            "Schemalagd",
            "Utgången",
            "Återkommande",
            "Tillbaka",
        )
    }
    pages["Ändrad"].save_revision()
    pages["Återkommande"].save_revision().publish()
    pages["Granskas"].save_revision()
    establish_roles()
    Workflow.objects.get(name="Granskning").start(pages["Granskas"], None)
    pages["Tillbaka"].save_revision()
    sent_back = Workflow.objects.get(name="Granskning").start(pages["Tillbaka"], None)
    sent_back.current_task_state.reject(user=None)
    for title in ("Schemalagd", "Återkommande"):
        pages[title].refresh_from_db()
        pages[title].go_live_at = timezone.now() + dt.timedelta(days=1)
        pages[title].save_revision().publish()
    NewsPage.objects.filter(pk=pages["Utgången"].pk).update(expired=True)

    found = {
        status: sorted(titles(admin_client, URL, status=status))
        for status in ("live", "changed", "draft", "in_review", "scheduled", "expired")
    }

    assert found == {
        "live": ["Publicerad", "Ändrad", "Återkommande"],
        "changed": ["Ändrad", "Återkommande"],
        "draft": ["Granskas", "Tillbaka", "Utkast"],
        "in_review": ["Granskas"],
        "scheduled": ["Schemalagd", "Återkommande"],
        "expired": ["Utgången"],
    }


HEADINGS = ["Titel", "Dag", "Kategori", "Författare", "Taggar", "Status", "Ändrad", "Språk", "Webbadress"]
ADDRESS = "https://front.example.org/nyheter/arsmotet/"


def test_the_csv_file(admin_client: Client, two: tuple[NewsPage, NewsPage]):
    changed = dt.datetime(2026, 6, 30, 22, 15, tzinfo=dt.UTC)  # past midnight by the clock on the wall
    NewsPage.objects.filter(pk=two[0].pk).update(latest_revision_created_at=changed)

    assert exported_csv(admin_client, URL) == [
        HEADINGS,
        ["Utkastet", "2026-03-15", "", "", "", "utkast", "", "Svenska", ""],
        [
            *("Årsmötet", "2026-03-14", "Kultur", "Åsa Exempel", "förening, möte", "publicerad"),
            *("2026-07-01 00:15", "Svenska", ADDRESS),
        ],
    ]


def test_the_xlsx_file_has_dates(admin_client: Client, two: tuple[NewsPage, NewsPage]):
    changed = dt.datetime(2026, 6, 30, 22, 15, tzinfo=dt.UTC)
    NewsPage.objects.filter(pk=two[0].pk).update(latest_revision_created_at=changed)

    assert exported_xlsx(admin_client, URL) == [
        HEADINGS,
        ["Utkastet", dt.date(2026, 3, 15), None, None, None, "utkast", None, "Svenska", None],
        [
            *("Årsmötet", dt.date(2026, 3, 14), "Kultur", "Åsa Exempel", "förening, möte", "publicerad"),
            *(dt.datetime.fromisoformat("2026-07-01T00:15"), "Svenska", ADDRESS),
        ],
    ]


def test_the_files_are_named_after_the_list(admin_client: Client, index: Page):
    found = [admin_client.get(URL, {"export": form})["Content-Disposition"] for form in ("csv", "xlsx")]
    assert found == ['attachment; filename="nyheter.csv"', 'attachment; filename="nyheter.xlsx"']


def test_no_cell_of_a_file_is_a_formula(admin_client: Client, index: Page):
    NewsPageFactory(
        parent=index,
        title='=HYPERLINK("https://example.org/")',
        category=CategoryFactory(name="@SUM(1)"),
        author=ContactFactory(name="Anna;=1+1\x0b"),
    )

    assert exported_csv(admin_client, URL)[1][:4] == [
        '\'=HYPERLINK("https://example.org/")',
        *(exported_csv(admin_client, URL)[1][1], "'@SUM(1)", "Anna;'=1+1\x0b"),
    ]
    row = exported_xlsx(admin_client, URL)[1]
    assert (row[0], row[2], row[3]) == ('=HYPERLINK("https://example.org/")', "@SUM(1)", "Anna;=1+1")


@pytest.mark.parametrize("export", ["", "csv", "xlsx"])
def test_one_row_costs_as_much_as_three(admin_client: Client, index: Page, export: str):
    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = admin_client.get(URL, {"export": export} if export else {})
            assert b"".join(response)
        return len(captured)

    def add() -> None:
        page = NewsPageFactory(parent=index, category=CategoryFactory(), author=ContactFactory())
        page.tags.add("ett", "två")
        page.save()

    add()
    statements()  # what is kept for later
    with_one = statements()
    add()
    add()

    assert statements() == with_one


@pytest.mark.parametrize("group", [COMMUNICATORS, REVIEWERS, ADMINISTRATORS])
def test_each_role_finds_the_list_in_the_menu(index: Page, group: str):
    establish_roles()
    NewsPageFactory(parent=index, title="Nyhet")
    client = signed_in(user_in(group))

    assert menu_of(client)[:2] == ["Sidor", "Nyheter"]
    assert titles(client, URL) == ["Nyhet"]
    assert buttons_of(client, URL)["Lägg till nyhet"] == "/admin/news/add/newspage/"
    new = client.get("/admin/news/add/newspage/")
    assert new["Location"] == f"/admin/pages/add/news/newspage/{index.pk}/"


def test_an_association_sees_its_own_part_alone(index: Page, home_page: Page):
    establish_roles()
    own_home = PlatformPageFactory(parent=home_page, title="Föreningen")
    own_index = own_home.add_child(instance=NewsIndexPageFactory.build(title="Våra nyheter", slug="vara"))
    NewsPageFactory(parent=own_index, title="Egen", category=CategoryFactory())
    NewsPageFactory(parent=index, title="Hemlig", live=False)
    call_command("association", ASSOCIATION, own_home.pk, verbosity=0)
    client = signed_in(user_in(ASSOCIATION, "eva"))

    assert menu_of(client)[:2] == ["Sidor", "Nyheter"]
    assert titles(client, URL) == ["Egen"]
    assert titles(client, URL, q="hemlig") == []
    assert [row[0] for row in exported_csv(client, URL)] == ["Titel", "Egen"]
    assert [row[0] for row in exported_xlsx(client, URL)] == ["Titel", "Egen"]
    assert client.get("/admin/news/add/newspage/")["Location"] == f"/admin/pages/add/news/newspage/{own_index.pk}/"


def test_an_association_without_news_is_not_led_to_the_list(index: Page, home_page: Page):
    establish_roles()
    NewsPageFactory(parent=index, title="Hemlig", live=False)
    call_command("association", ASSOCIATION, PlatformPageFactory(parent=home_page).pk, verbosity=0)
    client = signed_in(user_in(ASSOCIATION, "eva"))

    assert "Nyheter" not in menu_of(client)
    assert titles(client, URL) == []
    assert "Lägg till nyhet" not in buttons_of(client, URL)
    assert "Hemlig" not in client.get(URL).text


def test_who_may_not_work_with_pages_is_led_away(index: Page):
    establish_roles()
    user = user_in(COMMUNICATORS)
    user.groups.get().page_permissions.all().delete()
    client = signed_in(user)

    assert client.get(URL).status_code == 302
    assert client.get(URL, {"export": "csv"}).status_code == 302
    assert "Nyheter" not in menu_of(client)


def test_the_list_is_read_in_english_too(index: Page):
    establish_roles()
    Locale.objects.get(language_code="en")
    NewsPageFactory(parent=index, title="Nyhet", published_on=DAY)
    client = signed_in(user_in(COMMUNICATORS, language="en"))

    assert exported_csv(client, URL)[0] == [
        *("Title", "Day", "Category", "Author", "Tags", "Status", "Changed", "Language", "Web address")
    ]
