"""What an anonymous client must never see, by any edge: each test holds the row that could leak."""

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import Menus, SiteSettings
from tests.cms.hiding import SECRET, restricted
from tests.factories.cms import ContactFactory
from tests.factories.news import NewsPageFactory

pytestmark = pytest.mark.django_db


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
