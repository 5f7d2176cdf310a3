"""What an anonymous client must never see, by any edge: each test holds the row that could leak."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.models import Menus, SiteSettings
from tests.factories.cms import (
    ContactFactory,
    ContactRoleFactory,
    DocumentFactory,
    FunderFactory,
    ImageFactory,
    OrganisationFactory,
    PageContactFactory,
    PageDocumentFactory,
)
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db

SECRET = "hemligt"


@pytest.fixture
def index(site: Site, home_page: Any) -> Any:
    return NewsIndexPageFactory(parent=home_page, title="Nyheter", slug="nyheter")


def draft(page: Any) -> None:
    page.unpublish()


def expired(page: Any) -> None:
    page.expire_at = timezone.now() - datetime.timedelta(seconds=1)
    page.save()


def restricted(kind: str) -> Callable[[Any], None]:
    def restrict(page: Any) -> None:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.create(name="Styrelsen"))

    return restrict


HIDING = [
    pytest.param(draft, id="draft"),
    pytest.param(expired, id="expired"),
    pytest.param(restricted(PageViewRestriction.PASSWORD), id="password"),
    pytest.param(restricted(PageViewRestriction.LOGIN), id="login"),
    pytest.param(restricted(PageViewRestriction.GROUPS), id="groups"),
]


@pytest.fixture(params=HIDING)
def hide(request: pytest.FixtureRequest) -> Callable[[Any], None]:
    """A way to hide a page."""
    return request.param


@pytest.fixture
def secret(index: Any) -> Any:
    """A news item that a test hides."""
    return NewsPageFactory(parent=index, title=SECRET, slug=SECRET, published_on=datetime.date(2030, 1, 1))


class TestRootFields:
    def test_page_by_path_id_and_route(self, query_data: Any, secret: Any, hide: Any) -> None:
        query = """query($path: String!, $id: ID!) {
            byPath: page(path: $path) { title } byId: page(id: $id) { title } route(path: $path) { __typename
            ... on PasswordRequiredRoute { path title } } }"""
        shown = query_data(query, path=f"/nyheter/{SECRET}/", id=str(secret.pk))
        assert shown == {"byPath": {"title": SECRET}, "byId": {"title": SECRET}, "route": {"__typename": "PageRoute"}}
        hide(secret)
        restriction = PageViewRestriction.objects.filter(page=secret).first()
        asks = restriction and restriction.restriction_type == PageViewRestriction.PASSWORD
        path = f"/nyheter/{SECRET}/"
        route = {"__typename": "PasswordRequiredRoute", "path": path, "title": None} if asks else None
        assert query_data(query, path=path, id=str(secret.pk)) == {"byPath": None, "byId": None, "route": route}

    def test_lists(self, query_data: Any, index: Any, secret: Any, hide: Any) -> None:
        other = NewsPageFactory(parent=index, title="Öppet", slug="oppet")
        call_command("update_index", verbosity=0)
        assert query_data('{ news(search: "hemligt") { totalCount } }') == {"news": {"totalCount": 1}}
        hide(secret)
        assert query_data(
            """{ news { totalCount nodes { title } facets { years { year count } } }
                 allPages { totalCount nodes { title } }
                 page(path: "/nyheter/") { children { totalCount nodes { title } } }
                 found: news(search: "hemligt") { totalCount } }"""
        ) == {
            "news": {
                "totalCount": 1,
                "nodes": [{"title": "Öppet"}],
                "facets": {"years": [{"year": other.published_on.year, "count": 1}]},
            },
            "allPages": {"totalCount": 3, "nodes": [{"title": "Hem"}, {"title": "Nyheter"}, {"title": "Öppet"}]},
            "page": {"children": {"totalCount": 1, "nodes": [{"title": "Öppet"}]}},
            "found": {"totalCount": 0},
        }

    def test_children_of_a_restricted_page(self, query_data: Any, index: Any, secret: Any) -> None:
        restricted(PageViewRestriction.LOGIN)(index)
        assert query_data(
            f'{{ news {{ totalCount }} page(path: "/nyheter/{SECRET}/") {{ title }} allPages {{ nodes {{ title }} }} }}'
        ) == {"news": {"totalCount": 0}, "page": None, "allPages": {"nodes": [{"title": "Hem"}]}}

    def test_redirect_to_a_hidden_page(self, query_data: Any, site: Site, secret: Any, hide: Any) -> None:
        Redirect.objects.create(old_path="/gammal", redirect_page=secret, site=site)
        query = '{ redirects { totalCount nodes { from location } } route(path: "/gammal/") { __typename } }'
        assert query_data(query) == {
            "redirects": {"totalCount": 1, "nodes": [{"from": "/gammal", "location": f"/nyheter/{SECRET}/"}]},
            "route": {"__typename": "RedirectRoute"},
        }
        hide(secret)
        assert query_data(query) == {"redirects": {"totalCount": 0, "nodes": []}, "route": None}

    def test_draft_title_of_a_live_page(self, query_data: Any, graphql: Any, secret: Any) -> None:
        secret.title = "Ännu hemligare"
        secret.save_revision()
        assert query_data("{ news { nodes { title } } }") == {"news": {"nodes": [{"title": SECRET}]}}
        codes = [error["extensions"] for error in graphql("{ news { nodes { draftTitle } } }")["errors"]]
        assert codes == [{"code": "GRAPHQL_VALIDATION_FAILED"}]

    def test_page_outside_every_site(self, query_data: Any, site: Site, root_page: Page) -> None:
        from tests.factories.home import HomePageFactory

        outside = HomePageFactory(parent=root_page, title=SECRET, slug=SECRET)
        assert query_data(
            "query($id: ID!) { page(id: $id) { title } allPages { nodes { title } } }", id=str(outside.pk)
        ) == {"page": None, "allPages": {"nodes": [{"title": "Hem"}]}}

    def test_pages_that_are_not_of_our_types(self, query_data: Any, site: Site, root_page: Page) -> None:
        welcome = root_page.add_child(instance=Page(title=SECRET, slug=SECRET))
        site.root_page = welcome
        site.save()
        query = """query($id: ID!) { page(path: "/") { title } byId: page(id: $id) { id }
            route(path: "/") { __typename } allPages { totalCount nodes { title } } }"""
        assert query_data(query, id=str(welcome.pk)) == {
            "page": None,
            "route": None,
            "byId": None,
            "allPages": {"totalCount": 0, "nodes": []},
        }


class TestEdges:
    def test_links_between_pages(self, query_data: Any, index: Any, secret: Any, hide: Any) -> None:
        page = NewsPageFactory(
            parent=index,
            title="Öppet",
            slug="oppet",
            event=secret,
            part_of_project=secret,
            body=[
                ("link_list", {"heading": "", "links": [{"text": "Läs", "page": secret}]}),
                ("call_to_action", {"heading": "Gör", "text": "", "link": {"text": "Läs", "page": secret}}),
                ("news_list", {"heading": "", "news": [secret], "count": 2}),
                ("text", f'<p>Läs <a linktype="page" id="{secret.pk}">mer</a>.</p>'),
            ],
        )
        FunderFactory(page=secret, statement=SECRET)
        query = """{ page(path: "/nyheter/oppet/") { ... on NewsPage {
            event { title } partOfProject { title } acknowledgements { statement } relatedNews { title }
            previous { title } next { title } breadcrumbs { title }
            body { ... on LinkListBlock { links { text path url } } ... on CallToActionBlock { link { path } }
                   ... on NewsListBlock { news { title } } ... on RichTextBlock { html plainText document } } } } }"""
        shown = query_data(query)["page"]
        assert shown["event"] == {"title": SECRET}
        assert shown["acknowledgements"] == [{"statement": SECRET}]
        assert shown["body"][0]["links"][0]["path"] == f"/nyheter/{SECRET}/"
        assert shown["body"][3]["html"] == f'<p>Läs <a href="/nyheter/{SECRET}/">mer</a>.</p>'
        hide(secret)
        assert query_data(query)["page"] == {
            "event": None,
            "partOfProject": None,
            "acknowledgements": [],
            "relatedNews": [],
            "previous": None,
            "next": None,
            "breadcrumbs": [{"title": "Hem"}, {"title": "Nyheter"}, {"title": "Öppet"}],
            "body": [
                {"links": []},
                {"link": None},
                {"news": []},
                {
                    "html": "<p>Läs mer.</p>",
                    "plainText": "Läs mer.",
                    "document": {
                        "type": "document",
                        "children": [
                            {"type": "paragraph", "children": [{"type": "text", "text": "Läs mer.", "marks": []}]}
                        ],
                    },
                },
            ],
        }
        assert page.pk

    @pytest.mark.parametrize("below", [False, True], ids=["private collection", "below a private collection"])
    def test_files_of_a_private_collection(self, query_data: Any, index: Any, below: bool) -> None:
        private = Collection.get_first_root_node().add_child(name="Privat")
        CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
        collection = private.add_child(name="Under") if below else private
        image = ImageFactory(title=SECRET, collection=collection)
        document = DocumentFactory(title=SECRET, collection=collection)
        page = NewsPageFactory(
            parent=index,
            slug="oppet",
            listing_image=image,
            body=[
                ("image", {"image": image, "caption": "", "alt_text": SECRET}),
                ("document_list", {"heading": "", "documents": [document]}),
                ("text", f'<p><a linktype="document" id="{document.pk}">Fil</a></p>'),
                ("link_list", {"heading": "", "links": [{"text": "Fil", "document": document}]}),
            ],
        )
        PageDocumentFactory(page=page, document=document)
        assert query_data(
            """{ page(path: "/nyheter/oppet/") { listingImage { id title } seo { openGraph { image { url } } }
                ... on NewsPage { documents { title url } body {
                ... on ImageBlock { image { id title } alt credit } ... on DocumentListBlock { documents { title } }
                ... on RichTextBlock { html } ... on LinkListBlock { links { url } } } } } }"""
        ) == {
            "page": {
                "listingImage": None,
                "seo": {"openGraph": {"image": None}},
                "documents": [],
                "body": [
                    {"image": None, "alt": "", "credit": ""},
                    {"documents": []},
                    {"html": "<p>Fil</p>"},
                    {"links": []},
                ],
            }
        }

    def test_draft_snippets(self, query_data: Any, index: Any) -> None:
        contact = ContactFactory(name=SECRET, live=False)
        organisation = OrganisationFactory(name=SECRET, live=False)
        open_contact = ContactFactory(name="Öppen")
        ContactRoleFactory(contact=open_contact, organisation=organisation)
        page = NewsPageFactory(
            parent=index,
            slug="oppet",
            author=contact,
            body=[
                ("contact_list", {"heading": "", "contacts": [contact, open_contact]}),
                ("organisation_list", {"heading": "", "organisations": [organisation]}),
            ],
        )
        PageContactFactory(page=page, contact=contact)
        FunderFactory(page=page, organisation=organisation, statement="Stöds")
        assert query_data(
            """{ contacts { totalCount nodes { name roles { title organisation { name } } } }
                page(path: "/nyheter/oppet/") { ... on NewsPage { author { name } contacts { contact { name } }
                acknowledgements { statement organisation { name } }
                body { ... on ContactListBlock { contacts { name } }
                       ... on OrganisationListBlock { organisations { name } } } } } }"""
        ) == {
            "contacts": {
                "totalCount": 1,
                "nodes": [{"name": "Öppen", "roles": [{"title": "Samordnare", "organisation": None}]}],
            },
            "page": {
                "author": None,
                "contacts": [],
                "acknowledgements": [{"statement": "Stöds", "organisation": None}],
                "body": [{"contacts": [{"name": "Öppen"}]}, {"organisations": []}],
            },
        }

    def test_contact_past_its_public_until(self, query_data: Any, site: Site) -> None:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        ContactFactory(name="A", email="a@example.org", phone="1", public_until=yesterday)
        ContactFactory(name="B", email="b@example.org", phone="2", public_until=timezone.localdate())
        assert query_data("{ contacts { nodes { name email phone } } }") == {
            "contacts": {
                "nodes": [
                    {"name": "A", "email": None, "phone": None},
                    {"name": "B", "email": "b@example.org", "phone": "2"},
                ]
            }
        }

    def test_menu_and_settings(self, query_data: Any, site: Site, secret: Any, hide: Any) -> None:
        Menus.objects.create(
            site=site,
            main=[
                ("item", {"text": "", "page": secret, "children": []}),
                ("item", {"text": "", "page": site.root_page, "children": [{"text": "", "page": secret}]}),
            ],
        )
        SiteSettings.objects.create(
            site=site,
            organisation_name="HÖK",
            accessibility_statement=secret,
            footer=f'<p><a linktype="page" id="{secret.pk}">Mer</a></p>',
        )
        query = """{ menu(location: MAIN) { title path children { title } }
                     siteSettings { footerHtml accessibilityStatement { title } } }"""
        assert query_data(query)["menu"][0] == {"title": SECRET, "path": f"/nyheter/{SECRET}/", "children": []}
        hide(secret)
        assert query_data(query) == {
            "menu": [{"title": "Hem", "path": "/", "children": []}],
            "siteSettings": {"footerHtml": "<p>Mer</p>", "accessibilityStatement": None},
        }

    def test_translation(self, query_data: Any, site: Site, home_page: Any, hide: Any) -> None:
        from wagtail.models import Locale

        english = home_page.copy_for_translation(Locale.objects.get(language_code="en"))
        english.title = SECRET
        english.save_revision().publish()
        english.refresh_from_db()
        query = (
            '{ page(path: "/") { translations { title path url locale { languageCode } } } locales { languageCode } }'
        )
        shown = {
            "title": SECRET,
            "path": "/en/",
            "url": "https://front.example.org/en/",
            "locale": {"languageCode": "en"},
        }
        assert query_data(query) == {
            "page": {"translations": [shown]},
            "locales": [{"languageCode": "sv"}, {"languageCode": "en"}],
        }
        hide(english)
        assert query_data(query) == {"page": {"translations": []}, "locales": [{"languageCode": "sv"}]}


class TestPreview:
    QUERY = "query($token: String!) { page(token: $token) { title isPreview } }"

    def test_a_token_shows_its_draft(self, query_data: Any, secret: Any) -> None:
        secret.title = "Utkast"
        token = secret.create_page_preview().token
        assert query_data(self.QUERY, token=token) == {"page": {"title": "Utkast", "isPreview": True}}
        assert query_data(f'{{ page(path: "/nyheter/{SECRET}/") {{ title isPreview }} }}') == {
            "page": {"title": SECRET, "isPreview": False}
        }

    @pytest.mark.parametrize("token", ["", "x", "id=1:abc:def", "id=1", "a:b:c:d", "å" * 300])
    def test_a_wrong_token_is_null(self, query_data: Any, secret: Any, token: str) -> None:
        secret.create_page_preview()
        assert query_data(self.QUERY, token=token) == {"page": None}

    def test_an_old_token_is_null(self, query_data: Any, secret: Any, settings: Any) -> None:
        token = secret.create_page_preview().token
        settings.PREVIEW_TOKEN_SECONDS = -1
        assert query_data(self.QUERY, token=token) == {"page": None}
