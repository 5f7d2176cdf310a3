"""News through the admin."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from home.models import HomePage
from news.models import NewsIndexPage, NewsPage
from tests.admin_forms import create_page, edit_page, errors_of
from tests.factories.cms import CategoryFactory, ContactFactory, DocumentFactory, OrganisationFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import ProjectPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(site: Site, home_page: HomePage) -> NewsIndexPage:
    return NewsIndexPageFactory(parent=home_page)


def test_an_index(admin_client: Client, site: Site, home_page: HomePage) -> None:
    response = create_page(
        admin_client, home_page, NewsIndexPage, title="Nyheter", slug="nyheter", summary="Det senaste."
    )
    assert errors_of(response) == {}
    index = NewsIndexPage.objects.get()
    assert (index.title, index.summary, index.live) == ("Nyheter", "Det senaste.", True)


def test_a_news_item_with_everything(admin_client: Client, index: NewsIndexPage, home_page: HomePage) -> None:
    other = NewsPageFactory(parent=index)
    project = ProjectPageFactory(parent=home_page)
    category, author, document, funder = (
        factory() for factory in (CategoryFactory, ContactFactory, DocumentFactory, OrganisationFactory)
    )
    response = create_page(
        admin_client,
        index,
        NewsPage,
        title="Dialog för ökad samverkan",
        slug="dialog",
        lead="I höst möts vi.",
        published_on="2016-09-12",
        category=category.pk,
        tags="dialog, samverkan",
        author=author.pk,
        part_of_project=project.pk,
        body=streamfield(
            [
                ("text", rich_text("<p>Två möten hålls.</p>")),
                (
                    "quote",
                    {
                        "quote": "Vi kan lära av varandra.",
                        "person": "Kim Exempel",
                        "role": "Ordförande",
                        "organisation": "Region Halland",
                    },
                ),
            ]
        ),
        related_news_links=inline_formset([{"target": other.pk}]),
        page_documents=inline_formset([{"document": document.pk}]),
        page_contacts=inline_formset([{"contact": author.pk, "responsibility": "Press"}]),
        funders=inline_formset([{"organisation": funder.pk, "statement": "Med stöd av", "emblem": ""}]),
        lint_reason="Finansiären har inget emblem.",
    )
    assert errors_of(response) == {}
    page = NewsPage.objects.get(slug="dialog")
    assert page.published_on == dt.date(2016, 9, 12)
    assert page.lead == "I höst möts vi."
    assert page.category == category
    assert sorted(page.tags.names()) == ["dialog", "samverkan"]
    assert page.author == author
    assert page.part_of_project.specific == project
    assert [child["type"] for child in page.body.raw_data] == ["text", "quote"]
    assert page.body.raw_data[1]["value"]["organisation"] == "Region Halland"
    assert page.related_news(first=3) == [other]
    assert page.documents == [document]
    assert [row.responsibility for row in page.contacts] == ["Press"]
    assert [row.statement for row in page.acknowledgements] == ["Med stöd av"]
    assert page.last_published_at is not None


def test_today_is_the_day_that_an_editor_is_offered(admin_client: Client, index: NewsIndexPage) -> None:
    assert errors_of(create_page(admin_client, index, NewsPage, title="Nyhet", slug="nyhet")) == {}
    assert NewsPage.objects.get().published_on == timezone.localdate()


def test_a_news_item_related_to_itself_or_twice_is_refused(admin_client: Client, index: NewsIndexPage) -> None:
    page, other = NewsPageFactory(parent=index), NewsPageFactory(parent=index)
    rows = [{"target": page.pk}, {"target": other.pk}, {"target": other.pk}, {"target": other.pk, "DELETE": "on"}]
    response = edit_page(admin_client, page, related_news_links=inline_formset(rows))
    errors = errors_of(response)
    assert set(errors) == {"related_news_links-0-target", "related_news_links-2-target"}
    assert all(len(messages) == 1 for messages in errors.values())


def test_a_copy_keeps_tags_and_related_news(admin_client: Client, index: NewsIndexPage) -> None:
    page, other = NewsPageFactory(parent=index), NewsPageFactory(parent=index)
    page.tags.add("dialog")
    page.save()
    response = edit_page(admin_client, page, related_news_links=inline_formset([{"target": other.pk}]))
    assert errors_of(response) == {}
    page.refresh_from_db()
    copy = page.copy(update_attrs={"slug": "copy"})
    assert list(copy.tags.names()) == ["dialog"]
    assert copy.related_news(first=1) == [other]
