"""The texts of all pages but events, filled in and published."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from cms.models import Funder, PageContact, PageDocument
from home.demo.builder.bodies import rich_text, stream
from home.demo.builder.shelf import Shelf, rows
from home.demo.texts import shapes
from home.models import HomePageCard, HomePageNews
from news.models import RelatedNewsLink
from platform_pages.models import (
    AgreementVersion,
    Principle,
    ProjectDecision,
    ProjectOpportunity,
    ProjectPartner,
    ProjectReport,
    Signatory,
    WorkingGroup,
    WorkingGroupMember,
)


def contacts(shelf: Shelf, texts: Iterable[shapes.Responsibility]) -> list[PageContact]:
    """Return a page's contacts."""
    return rows(PageContact, ({"contact": shelf.contacts[key], "responsibility": about} for about, key in texts))


def documents(shelf: Shelf, keys: Iterable[str]) -> list[PageDocument]:
    """Return a page's documents."""
    return rows(PageDocument, ({"document": shelf.documents[key]} for key in keys))


def funders(shelf: Shelf, texts: Iterable[shapes.Funder]) -> list[Funder]:
    """Return a page's funders with what they demand."""
    return rows(
        Funder,
        (
            {
                "organisation": shelf.organisations[text.organisation],
                "emblem": shelf.images[text.emblem],
                "statement": text.statement,
            }
            for text in texts
        ),
    )


def publish_plain(shelf: Shelf, page: Any, text: shapes.PlainPage) -> None:
    """Fill in what every page with a body has, and publish it."""
    page.body = stream(shelf, text.body, f"{page.locale.language_code}/{text.key}")
    page.page_contacts = contacts(shelf, text.contacts)
    shelf.publish(page)


def publish_contact_page(shelf: Shelf, page: Any, text: shapes.ContactText) -> None:
    """Fill in and publish the contact page."""
    page.introduction = rich_text(shelf, text.introduction)
    page.visiting_address = text.visiting_address
    page.postal_address = text.postal_address
    page.email = text.email
    page.phone = text.phone
    publish_plain(shelf, page, text)


def publish_agreement(shelf: Shelf, page: Any, text: shapes.Agreement) -> None:
    """Fill in and publish the agreement with its principles, versions and working groups."""
    page.agreement_principles = rows(
        Principle,
        (
            {"title": principle.title, "text": rich_text(shelf, principle.text)}
            for principle in sorted(text.principles, key=lambda principle: principle.number)
        ),
    )
    newest = max(text.versions, key=lambda version: version.adopted_on)
    page.agreement_versions = [
        AgreementVersion(
            label=version.label,
            adopted_on=version.adopted_on,
            document=shelf.documents[version.pdf],
            is_marked_current=version.is_current and version is not newest,
        )
        for version in text.versions
    ]
    page.agreement_working_groups = [
        WorkingGroup(year=group.year, members=members(shelf, group.members)) for group in text.working_groups
    ]
    publish_plain(shelf, page, text)


def members(shelf: Shelf, texts: Iterable[shapes.Member]) -> list[WorkingGroupMember]:
    """Return the members of a working group."""
    return rows(
        WorkingGroupMember,
        (
            {"name": text.name, "role": text.role, "organisation": shelf.organisations[text.organisation]}
            for text in texts
        ),
    )


def sign(shelf: Shelf, page: Page, text: shapes.Agreement) -> None:
    """Let organisations sign the agreement's published versions."""
    labels = {version.key: version.label for version in text.versions}
    versions = {version.label: version for version in AgreementVersion.objects.filter(page=page)}
    for signatory in text.signatories:
        Signatory.objects.create(
            organisation=shelf.organisations[signatory.organisation],
            version=versions[labels[signatory.version]],
            signed_on=signatory.signed_on,
        )


def publish_project(shelf: Shelf, page: Any, text: shapes.Project) -> None:
    """Fill in and publish a project, and say of its reports that they are part of it."""
    page.status = text.status
    page.starts_on = text.starts_on
    page.ends_on = text.ends_on
    page.purpose = text.purpose
    page.focus_areas = [shelf.focus_areas[key] for key in text.focus_areas]
    page.decisions = rows(
        ProjectDecision,
        (
            {
                "decided_on": decision.decided_on,
                "body": decision.body,
                "outcome": decision.outcome,
                "reference": decision.reference,
            }
            for decision in text.decisions
        ),
    )
    page.project_opportunities = rows(ProjectOpportunity, ({"text": words} for words in text.opportunities))
    page.project_partners = rows(ProjectPartner, ({"organisation": shelf.organisations[key]} for key in text.partners))
    page.project_reports = rows(ProjectReport, ({"document": shelf.documents[key]} for key in text.reports))
    page.final_report = shelf.documents[text.final_report] if text.final_report else None
    page.funders = funders(shelf, text.funders)
    publish_plain(shelf, page, text)
    for key in filter(None, (text.final_report, *text.reports)):
        document = shelf.documents[key]
        document.part_of_project = page
        document.save()


def publish_news(shelf: Shelf, page: Any, text: shapes.News) -> None:
    """Fill in and publish a news item."""
    page.published_on = text.published_on
    page.lead = text.lead
    page.body = stream(shelf, text.body, f"news/{text.key}")
    page.category = shelf.categories[text.category]
    page.tags.add(*text.tags)
    page.author = shelf.contacts[text.author]
    page.event = shelf.pages[f"event:{text.event}"] if text.event else None
    page.part_of_project = shelf.pages[f"page:{text.project}"] if text.project else None
    page.page_documents = documents(shelf, text.documents)
    page.related_news_links = rows(RelatedNewsLink, ({"target": shelf.pages[f"news:{key}"]} for key in text.related))
    shelf.publish(page)


def publish_home(shelf: Shelf, page: Any, text: shapes.Home) -> None:
    """Fill in and publish the front page of a language."""
    page.hero_heading = text.hero_heading
    page.hero_text = text.hero_text
    page.hero_image = shelf.images[text.hero_picture]
    page.hero_link_text, target = text.hero_link
    page.hero_link_page = shelf.pages[target]
    page.introduction = rich_text(shelf, text.introduction)
    page.home_cards = rows(
        HomePageCard,
        (
            {
                "page": shelf.pages[card.target],
                "heading": card.heading,
                "text": card.text,
                "image": shelf.images[card.picture],
            }
            for card in text.cards
        ),
    )
    page.home_news = rows(HomePageNews, ({"news": shelf.pages[f"news:{key}"]} for key in text.highlighted_news))
    page.body = stream(shelf, text.body, f"{page.locale.language_code}/home")
    shelf.publish(page)
