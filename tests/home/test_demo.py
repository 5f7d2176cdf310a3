"""The demo's site as editors and visitors find it, and what a second run does to it: nothing."""

import re
import stat
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Collection, Locale, Page, Site, get_page_models

from cms.blocks.stream import BodyBlock
from cms.models import Category, Contact, Document, Image, Menus, Organisation, SiteSettings
from cms.paths import locate
from cms.peers import related
from events.enums import ChangedField, EventPhase
from events.models import ConferencePage, EventChange, EventPage
from home.demo.texts.news import NEWS
from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from platform_pages.models import AgreementPage, ProjectPage, Signatory
from tests.demo import PASSWORD, counts, demo_site, run_demo

USERNAMES = ["kommunikator", "granskare", "admin"]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_site(django_db_blocker, tmp_path_factory.mktemp("data")) as output:
        yield output


@pytest.fixture
def demo(built: str, db: None) -> str:
    """The demo in the database; what a test changes is taken back after it. Gives what the command printed."""
    return built


def user_of(username: str) -> Any:
    return get_user_model().objects.get(username=username)


def client_of(username: str) -> Client:
    client = Client()
    assert client.login(username=username, password=PASSWORD)
    return client


def bodies() -> Iterator[tuple[Page, Any]]:
    """Every stream of every page."""
    for page in Page.objects.filter(depth__gt=1).specific():
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                yield page, getattr(page, field.name)


def test_the_demo_has_a_page_of_every_type(demo: str):
    creatable = {model for model in get_page_models() if model.is_creatable and not model._meta.abstract}
    pages = Page.objects.filter(depth__gt=1)

    assert {page.specific_class for page in pages} == creatable
    assert NewsPage.objects.count() == 7
    assert EventPage.objects.count() == 10
    assert len(pages) == 29
    assert all(page.live and not page.has_unpublished_changes and page.live_revision_id for page in pages)
    assert {(page.owner.username, page.latest_revision.user.username) for page in pages} == {
        ("kommunikator", "kommunikator")
    }


def test_the_demo_has_every_block(demo: str):
    assert {block.block_type for _page, body in bodies() for block in body} == set(BodyBlock().child_blocks)


def test_the_demo_has_every_snippet(demo: str):
    for label in ("cms.Organisation", "cms.Contact", "cms.Category", "cms.Area", "cms.FocusArea"):
        assert apps.get_model(label)._default_manager.exists(), label
    assert Signatory.objects.count() == 14
    for snippet in (*Organisation.objects.all(), *Contact.objects.all()):
        assert snippet.live, snippet
        assert snippet.live_revision_id, snippet
        snippet.full_clean()
    assert all(contact.roles.exists() for contact in Contact.objects.all())


def test_every_page_is_valid(demo: str):
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()
        parent = page.get_parent().specific
        assert page.can_exist_under(parent), page
    for page, body in bodies():
        assert len(body.stream_block.clean(body)) == len(body), page
    for menus in Menus.objects.all():
        assert menus.main.stream_block.clean(menus.main)
        assert menus.footer.stream_block.clean(menus.footer)


def test_what_is_stored_is_what_the_editor_would_store(demo: str):
    for _page, body in bodies():
        assert body.stream_block.get_prep_value(body.stream_block.to_python(list(body.raw_data))) == list(body.raw_data)
        again = [(child.block_type, child.block.get_prep_value(child.value)) for child in body]
        assert again == [(raw["type"], raw["value"]) for raw in body.raw_data]


def test_links_in_texts_lead_to_what_they_name(demo: str):
    dialogue = NewsPage.objects.get(slug="dialog-for-okad-samverkan")
    project = ProjectPage.objects.get(slug="basta-samverkansplatsen")
    first = dialogue.body[0]

    assert f'<a linktype="page" id="{project.pk}">Bästa samverkansplatsen</a>' in str(first.value.source)
    for page in Page.objects.filter(depth__gt=1).specific():
        assert not re.search(r'href=\\?"(page|news|event|pdf):', str(page.serializable_data())), page


def test_the_news_keep_their_days(demo: str):
    pages = {page.slug: page for page in NewsPage.objects.all()}

    assert {slug: page.published_on for slug, page in pages.items()} == {item.slug: item.published_on for item in NEWS}
    for page in pages.values():
        assert timezone.localdate(page.first_published_at) == page.published_on
        assert timezone.localdate(page.last_published_at) == timezone.localdate()
    dialogue = pages["dialog-for-okad-samverkan"]
    assert sorted(tag.name for tag in dialogue.tags.all()) == ["Bästa samverkansplatsen", "dialogmöten"]
    assert dialogue.category == Category.objects.get(name="Dialog")
    assert dialogue.event.slug == "dialogmoten-2016"


def test_events_have_their_occasions_and_phases(demo: str):
    phases = {page.slug: page.specific.phase for page in EventPage.objects.all()}
    talks = EventPage.objects.get(slug="samtalstraffar-2017").specific
    first, second = talks.occasions.all()

    assert phases == {
        "digital-lunch-projektmedel": EventPhase.LAST_DAYS,
        "studiebesok-arbetskooperativ": EventPhase.FULL,
        "kustpromenad": EventPhase.ANNOUNCED,
        "natverksdag-for-nya-signatarer": EventPhase.REGISTRATION_OPEN,
        "samverkanskonferensen-nasta-kapitel": EventPhase.ANNOUNCED,
        "pa-vems-villkor-2025": EventPhase.PAST,
        "samverkanskonferensen-2021": EventPhase.SUMMARISED,
        "samverkanskonferensen-2020": EventPhase.SUMMARISED,
        "samtalstraffar-2017": EventPhase.PAST,
        "dialogmoten-2016": EventPhase.PAST,
    }
    assert first.programme.all()[0].title == "Registrering, mat och mingel"
    assert [item.end_time is None for item in first.programme.all()] == [False, False, False, False, True]
    assert first.programme.all()[1].speakers.count() == 1
    assert second.registration.is_extended
    assert timezone.localdate(second.original_deadline) == date(2017, 11, 2)
    assert [
        (change.event_id, change.occasion_id, change.field, change.before, change.after, change.changed_at.isoformat())
        for change in EventChange.objects.all()
    ] == [
        (
            talks.pk,
            second.pk,
            ChangedField.DEADLINE,
            "2017-11-02T23:59:00+01:00",
            "2017-11-10T23:59:00+01:00",
            "2017-11-01T07:00:00+00:00",
        )
    ]
    assert all(page.first_published_at <= timezone.now() for page in EventPage.objects.all())


def test_what_a_project_owes_its_funder_reaches_its_event(demo: str):
    conference = ConferencePage.objects.get(slug="pa-vems-villkor-2025")

    assert [(funder.statement, related(funder, "emblem").title) for funder in conference.acknowledgements] == [
        ("Medfinansieras av Europeiska unionen", "EU-emblemet")
    ]


def test_the_agreement_is_whole(demo: str):
    agreement = AgreementPage.objects.get()

    assert [principle.title for principle in agreement.principles][:2] == ["Självständighet", "Dialog"]
    assert agreement.current_version.label == "Halländska Överenskommelsen 2019"
    assert [group.year for group in agreement.working_groups] == [2021, 2020]
    assert agreement.working_groups[0].members.count() == 5


def test_images_and_documents_say_what_a_visitor_needs(demo: str):
    assert {collection.name for collection in Collection.objects.filter(depth=2)} == {"Bilder", "Dokument", "Logotyper"}
    for image in Image.objects.all():
        assert image.credit
        assert image.is_decorative is not bool(image.description)
        assert image.tags.exists()
        assert image.dominant_color
        assert image.file_hash
        assert image.collection.name == ("Logotyper" if "logotyp" in image.tags.names() else "Bilder")
    assert Image.objects.get(title="Kust med fyr").focal_point.x == pytest.approx(1190 / 1600, abs=0.001)
    for document in Document.objects.all():
        assert (document.language, document.file_extension, document.collection.name) == ("sv", "pdf", "Dokument")
        assert document.publisher
        assert document.year
        assert document.file_size
    assert Document.objects.get(title__startswith="Slutrapport").part_of_project.slug == "basta-samverkansplatsen"


def test_the_site_is_the_front_ends(demo: str, settings: Any):
    site = Site.objects.get()
    about = SiteSettings.objects.get(site=site)
    menus = Menus.objects.get(site=site)

    assert f"http://{site.hostname}:{site.port}" == settings.FRONTEND_URL
    assert site.is_default_site
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="sv")
    assert about.accessibility_statement.slug == "tillganglighet"
    assert about.texts.get().tagline == "A region and its associations in cooperation"
    assert about.social_links.count() == 2
    assert [entry.value["page"].title for entry in menus.main] == [
        "Samverkan",
        "Plattformen",
        "Aktiviteter",
        "Nyheter",
        "Kontakt",
    ]
    assert [child["page"].title for child in menus.main[0].value["children"]] == [
        "Bästa samverkansplatsen",
        "Samverkan för social innovation",
    ]
    redirect = Redirect.objects.get()
    assert redirect.is_permanent
    assert redirect.redirect_page.slug == "dialog-for-okad-samverkan"


def test_english_has_a_front_page_and_a_page_below_it(demo: str):
    swedish, english = HomePage.objects.order_by("path")
    below = english.get_children().get()
    root = Page.objects.get(depth=1)

    assert english.get_translation(Locale.objects.get(language_code="sv")) == swedish
    assert below.get_translation(Locale.objects.get(language_code="sv")).slug == "plattformen"
    assert (english.get_parent(), swedish.get_parent()) == (root, root)
    assert [locate(page).path for page in (swedish, english, below)] == ["/", "/en/", "/en/platform/"]
    assert english.hero_link_page == below


def test_every_address_for_mail_is_made_up(demo: str):
    output = StringIO()
    call_command("dumpdata", stdout=output)
    addresses = set(re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", output.getvalue()))

    assert addresses == {"example.org"}


def test_the_logins_are_printed_and_kept_for_their_owner_alone(demo: str, settings: Any):
    file = settings.DATA_DIR / "demo-logins.txt"

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().splitlines() == [f"{username} {PASSWORD}" for username in USERNAMES]
    assert all(re.search(rf"^  {username} +{PASSWORD} ", demo, re.MULTILINE) for username in USERNAMES)
    assert str(file) in demo


@pytest.mark.parametrize("username", USERNAMES)
def test_every_login_gets_into_a_swedish_admin(demo: str, username: str):
    response = client_of(username).get("/admin/")

    assert response.status_code == 200
    assert 'lang="sv"' in response.text


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/admin/pages/{news}/edit/", {"kommunikator", "granskare", "admin"}),
        ("/admin/pages/add/news/newspage/{index}/", {"kommunikator", "granskare", "admin"}),
        ("/admin/pages/add/home/homepage/{root}/", {"kommunikator", "granskare", "admin"}),
        ("/admin/images/add/", {"kommunikator", "granskare", "admin"}),
        ("/admin/documents/add/", {"kommunikator", "granskare", "admin"}),
        ("/admin/snippets/cms/contact/add/", {"kommunikator", "granskare", "admin"}),
        ("/admin/snippets/cms/organisation/add/", {"kommunikator", "granskare", "admin"}),
        ("/admin/snippets/platform_pages/signatory/add/", {"kommunikator", "granskare", "admin"}),
        ("/admin/collections/add/", {"granskare", "admin"}),
        ("/admin/redirects/add/", {"admin"}),
        ("/admin/settings/cms/menus/{site}/", {"admin"}),
        ("/admin/settings/cms/sitesettings/{site}/", {"admin"}),
        ("/admin/users/", {"admin"}),
    ],
)
def test_logins_get_as_far_as_their_work_takes_them(demo: str, path: str, allowed: set[str]):
    address = path.format(
        news=NewsPage.objects.order_by("pk")[0].pk,
        index=NewsIndexPage.objects.get().pk,
        root=Page.objects.get(depth=1).pk,
        site=Site.objects.get().pk,
    )

    assert {username for username in USERNAMES if client_of(username).get(address).status_code == 200} == allowed


@pytest.mark.filterwarnings("ignore:get_connection")  # Wagtail sends its mail the old way
def test_a_communicator_submits_and_a_reviewer_publishes(demo: str):
    communicator, reviewer = user_of("kommunikator"), user_of("granskare")
    page = NewsPage.objects.get(slug="starkare-an-forr")
    writer, publisher = page.permissions_for_user(communicator), page.permissions_for_user(reviewer)

    assert (writer.can_edit(), writer.can_publish(), writer.can_lock(), writer.can_unlock()) == (
        True,
        False,
        False,
        False,
    )
    assert (publisher.can_edit(), publisher.can_publish(), publisher.can_lock(), publisher.can_unlock()) == (
        True,
        True,
        True,
        True,
    )
    assert writer.can_submit_for_moderation()
    page.title = "Ny rubrik"
    page.save_revision(user=communicator)
    state = page.get_workflow().start(page, communicator)
    task = state.current_task_state.task.specific
    assert task.get_actions(page, communicator) == []
    assert {name for name, *_rest in task.get_actions(page, reviewer)} == {"approve", "reject"}
    task.on_action(state.current_task_state, reviewer, "approve")
    assert NewsPage.objects.get(pk=page.pk).title == "Ny rubrik"


def test_a_second_run_changes_nothing(demo: str):
    page = NewsPage.objects.get(slug="starkare-an-forr")
    page.title = "En redaktörs rubrik"
    page.save_revision().publish()
    NewsPage.objects.get(slug="dialog-for-okad-samverkan").delete()
    Contact.objects.filter(name="Webbredaktör").delete()
    before = counts()

    with CaptureQueriesContext(connection) as statements:
        output = run_demo(password="another one")

    assert [each["sql"] for each in statements if re.match("INSERT|UPDATE|DELETE", each["sql"])] == []
    assert counts() == before
    assert NewsPage.objects.get(pk=page.pk).title == "En redaktörs rubrik"
    assert "there already" in output
    assert re.search(rf"^  kommunikator +{PASSWORD} ", output, re.MULTILINE)
    assert "another one" not in output


def test_a_login_that_is_gone_is_made_again_and_the_others_are_left_alone(demo: str, settings: Any):
    admin = user_of("admin")
    admin.set_password("chosen by the administrator")
    admin.save()
    user_of("granskare").delete()

    run_demo()

    assert user_of("admin").check_password("chosen by the administrator")
    assert user_of("granskare").check_password(PASSWORD)
    assert set(user_of("granskare").groups.all()) == {Group.objects.get(name="Granskare")}


def test_a_password_that_is_not_known_is_not_made_up(demo: str, settings: Any, tmp_path: Path):
    settings.DATA_DIR = tmp_path

    output = run_demo()

    assert "manage.py changepassword admin" in output
    assert list(tmp_path.iterdir()) == []
