"""The nine edges by which stock grapple shows what is hidden, each asked here while the secret is in its place.

Where this API has no such field, the test asks for it and gets the refusal, and asks for what stands in its place.
"""

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from tests.cms.hiding import SECRET, restricted
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
from tests.factories.news import NewsPageFactory
from tests.factories.platform_pages import PlatformPageFactory

pytestmark = pytest.mark.django_db


def refusal(graphql: Any, query: str) -> list[tuple[str, str]]:
    """Return messages, without what they suggest, and codes of the answer to a query that is refused."""
    answer = graphql(query)
    assert answer.keys() == {"errors"}
    return [(error["message"].partition(" Did you mean")[0], error["extensions"]["code"]) for error in answer["errors"]]


def unknown(field: str, parent: str) -> list[tuple[str, str]]:
    """Return the refusal of a field that a type doesn't have."""
    return [(f"Cannot query field '{field}' on type '{parent}'.", "GRAPHQL_VALIDATION_FAILED")]


def test_draft_title(query_data: Any, graphql: Any, secret: Any) -> None:
    secret.title, secret.summary, secret.seo_title = "Ännu hemligare", "Ännu hemligare", "Ännu hemligare"
    secret.save_revision()
    query = "{ news { nodes { title summary path seo { title openGraph { title } jsonLd } breadcrumbs { title } } } }"
    shown = query_data(query)["news"]["nodes"][0]
    assert shown["title"] == SECRET
    assert "Ännu hemligare" not in str(shown)
    assert refusal(graphql, "{ news { nodes { draftTitle } } }") == unknown("draftTitle", "NewsPage")


def test_snippets(query_data: Any, graphql: Any, index: Any) -> None:
    assert refusal(graphql, "{ snippets { __typename } }") == unknown("snippets", "Query")
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


def test_search(query_data: Any, secret: Any, hide: Any) -> None:
    call_command("update_index", verbosity=0)
    query = """query($near: String!) { search(query: "hemligt") { totalCount nodes { page { title } excerpt } }
        near: search(query: $near) { suggestion } news(search: "hemligt") { totalCount nodes { title } } }"""
    hit = {"page": {"title": SECRET}, "excerpt": query_data(query, near="hemliga")["search"]["nodes"][0]["excerpt"]}
    assert query_data(query, near="hemlikt") == {
        "search": {"totalCount": 1, "nodes": [hit]},
        "near": {"suggestion": SECRET},
        "news": {"totalCount": 1, "nodes": [{"title": SECRET}]},
    }
    hide(secret)
    assert query_data(query, near="hemlikt") == {
        "search": {"totalCount": 0, "nodes": []},
        "near": {"suggestion": None},
        "news": {"totalCount": 0, "nodes": []},
    }


def test_foreign_keys(query_data: Any, index: Any, secret: Any, hide: Any) -> None:
    contact, private = ContactFactory(name=SECRET), Collection.get_first_root_node().add_child(name="Privat")
    page = NewsPageFactory(
        parent=index,
        slug="oppet",
        event=secret,
        part_of_project=secret,
        author=contact,
        listing_image=ImageFactory(title=SECRET, collection=private),
    )
    query = """{ page(path: "/nyheter/oppet/") { listingImage { title } ... on NewsPage {
        event { title } partOfProject { title } author { name } } } }"""
    assert query_data(query)["page"] == {
        "listingImage": {"title": SECRET},
        "event": {"title": SECRET},
        "partOfProject": {"title": SECRET},
        "author": {"name": SECRET},
    }
    hide(secret)
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    contact.unpublish()
    assert query_data(query)["page"] == {"listingImage": None, "event": None, "partOfProject": None, "author": None}
    page.refresh_from_db()
    assert (page.event_id, page.part_of_project_id, page.author_id) == (secret.pk, secret.pk, contact.pk)


def test_redirects(query_data: Any, site: Site, secret: Any, hide: Any) -> None:
    Redirect.objects.create(old_path="/gammal", redirect_page=secret, site=site)
    query = '{ redirects { totalCount nodes { from location } } route(path: "/gammal/") { __typename } }'
    assert query_data(query) == {
        "redirects": {"totalCount": 1, "nodes": [{"from": "/gammal", "location": f"/nyheter/{SECRET}/"}]},
        "route": {"__typename": "RedirectRoute"},
    }
    hide(secret)
    assert query_data(query) == {"redirects": {"totalCount": 0, "nodes": []}, "route": None}


def test_parent(query_data: Any, graphql: Any, site: Site, home_page: Any) -> None:
    section = PlatformPageFactory(parent=home_page, title=SECRET, slug="avdelning")
    PlatformPageFactory(parent=section, title="Öppet", slug="oppet")
    query = '{ page(path: "/avdelning/oppet/") { title breadcrumbs { title path } } }'
    end = {"title": "Öppet", "path": "/avdelning/oppet/"}
    crumbs = [{"title": "Hem", "path": "/"}, {"title": SECRET, "path": "/avdelning/"}, end]
    assert query_data(query) == {"page": {"title": "Öppet", "breadcrumbs": crumbs}}
    Page.objects.filter(pk=section.pk).update(live=False)
    assert query_data(query) == {"page": {"title": "Öppet", "breadcrumbs": [crumbs[0], end]}}
    for field in ("parent", "ancestors"):
        asked = f'{{ page(path: "/avdelning/oppet/") {{ {field} {{ title }} }} }}'
        assert refusal(graphql, asked) == unknown(field, "PageInterface")


def test_aliases(query_data: Any, graphql: Any, home_page: Any, index: Any, secret: Any) -> None:
    shut = PlatformPageFactory(parent=home_page, title="Styrelsen", slug="styrelsen")
    secret.create_alias(parent=shut, update_slug="kopia")
    query = """{ page(path: "/styrelsen/kopia/") { title } route(path: "/styrelsen/kopia/") { __typename }
        allPages { nodes { path } } }"""
    open_paths = ["/", "/nyheter/", f"/nyheter/{SECRET}/", "/styrelsen/", "/styrelsen/kopia/"]
    assert query_data(query) == {
        "page": {"title": SECRET},
        "route": {"__typename": "PageRoute"},
        "allPages": {"nodes": [{"path": path} for path in open_paths]},
    }
    restricted(PageViewRestriction.LOGIN)(shut)
    shown = {"nodes": [{"path": path} for path in open_paths[:3]]}
    assert query_data(query) == {"page": None, "route": None, "allPages": shown}
    for field in ("aliases", "aliasOf"):
        asked = f'{{ page(path: "/nyheter/") {{ {field} {{ title }} }} }}'
        assert refusal(graphql, asked) == unknown(field, "PageInterface")


def test_an_alias_of_a_page_that_is_taken_away(query_data: Any, home_page: Any, secret: Any) -> None:
    secret.create_alias(parent=home_page, update_slug="kopia")
    query = '{ page(path: "/kopia/") { title } route(path: "/kopia/") { __typename } }'
    assert query_data(query) == {"page": {"title": SECRET}, "route": {"__typename": "PageRoute"}}
    secret.unpublish()
    assert query_data(query) == {"page": None, "route": None}


@pytest.mark.parametrize("below", [False, True], ids=["private collection", "below a private collection"])
def test_child_collections(query_data: Any, graphql: Any, index: Any, below: bool) -> None:
    assert refusal(graphql, "{ collections { children { name } } }") == unknown("collections", "Query")
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


def test_chosen_and_linked_pages(query_data: Any, index: Any, secret: Any, hide: Any) -> None:
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
