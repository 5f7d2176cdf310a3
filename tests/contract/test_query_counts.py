"""What a list costs does not depend on its length: each operation with 1, 3 and 50 rows, all of them full."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.models import Menus
from news.models import NewsPageTag
from tests.contract.documents import operations
from tests.factories.cms import (
    AreaFactory,
    CategoryFactory,
    ContactFactory,
    ContactRoleFactory,
    DocumentFactory,
    FunderFactory,
    ImageFactory,
    OrganisationFactory,
    PageContactFactory,
    PageDocumentFactory,
    RelatedPageLinkFactory,
)
from tests.factories.events import (
    ActivityPageFactory,
    ConferencePageFactory,
    EventIndexPageFactory,
    EventNoticeFactory,
    EventOrganiserFactory,
    OccasionFactory,
    ProgrammeItemFactory,
    SpeakerFactory,
)
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.platform_pages import (
    AgreementPageFactory,
    AgreementVersionFactory,
    PlatformPageFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db

SIZES = (1, 3, 50)

# Every edge of a news item and of an event, asked of a whole list at once.
ALL_OF_NEWS = (
    operations()["NewsArticle"]
    .replace("query NewsArticle($path: String!)", "query AllOfNews($first: Int)")
    .replace("page(path: $path) {", "news(first: $first) { nodes {", 1)
    .replace("\n}\n\nfragment", "\n} }\n\nfragment", 1)
)
ALL_OF_EVENTS = (
    operations()["EventDetail"]
    .replace("query EventDetail($path: String!)", "query AllOfEvents($first: Int)")
    .replace("page(path: $path) {", "events(first: $first) { nodes {", 1)
    .replace("\n}\n\nfragment", "\n} }\n\nfragment", 1)
)


@pytest.fixture
def cost(query_data: Callable[..., Any]) -> Callable[..., int]:
    """Return how many statements an operation takes once its content types and site roots are known."""

    def count(operation: str, **variables: Any) -> int:
        query_data(operation, **variables)
        with CaptureQueriesContext(connection) as queries:
            query_data(operation, **variables)
        return len(queries)

    return count


def body() -> list[Any]:
    return [
        ("image", {"image": ImageFactory(), "caption": ""}),
        ("document_list", {"heading": "", "documents": [DocumentFactory()]}),
        ("contact_list", {"heading": "", "contacts": [ContactFactory(portrait=ImageFactory())]}),
        ("organisation_list", {"heading": "", "organisations": [OrganisationFactory(logo=ImageFactory())]}),
        ("news_list", {"heading": "", "news": [], "count": 2}),
        ("text", f'<p><a linktype="document" id="{DocumentFactory().pk}">Fil</a></p>'),
    ]


class Content:
    """Makes rows with something on every edge."""

    def __init__(self, home: Any) -> None:
        self.home = home
        self.news_index = NewsIndexPageFactory(parent=home, slug="nyheter")
        self.event_index = EventIndexPageFactory(parent=home, slug="aktiviteter")
        self.agreement = AgreementVersionFactory(page=AgreementPageFactory(parent=home))

    def contact(self) -> Any:
        contact = ContactFactory(portrait=ImageFactory())
        ContactRoleFactory(contact=contact, organisation=OrganisationFactory())
        contact.areas.add(AreaFactory())
        contact.save()
        return contact

    def news(self) -> Any:
        page = NewsPageFactory(
            parent=self.news_index,
            listing_image=ImageFactory(),
            category=CategoryFactory(),
            author=self.contact(),
            event=self.event_index,
            body=body(),
        )
        NewsPageTag.objects.create(content_object=page, tag=Tag.objects.create(name=f"Tagg {page.pk}"))
        return self.fill(page)

    def event(self) -> Any:
        page = ActivityPageFactory(parent=self.event_index, listing_image=ImageFactory(), body=body())
        for occasion in (page.occasions.get(), OccasionFactory(event=page, with_registration=True)):
            SpeakerFactory(item=ProgrammeItemFactory(occasion=occasion))
        EventOrganiserFactory(event=page, organisation=OrganisationFactory(logo=ImageFactory()))
        EventNoticeFactory(event=page)
        return self.fill(page)

    def summary(self) -> Any:
        return ConferencePageFactory(parent=self.event_index, listing_image=ImageFactory(), summarised=True)

    def signatory(self) -> Any:
        return SignatoryFactory(version=self.agreement, organisation=OrganisationFactory(logo=ImageFactory()))

    def redirect(self) -> Any:
        page = NewsPageFactory(parent=self.news_index)
        return Redirect.objects.create(old_path=f"/gammal-{page.pk}", redirect_page=page)

    def fill(self, page: Any) -> Any:
        PageContactFactory(page=page, contact=self.contact())
        PageDocumentFactory(page=page)
        FunderFactory(page=page, emblem=ImageFactory())
        RelatedPageLinkFactory(page=page, target=self.news_index)
        return page


@pytest.fixture
def content(site: Site, home_page: Any) -> Content:
    return Content(home_page)


@pytest.mark.parametrize(
    ("operation", "variables", "make", "expected"),
    [
        pytest.param(operations()["NewsList"], {"first": 100}, Content.news, 10, id="NewsList"),
        pytest.param(operations()["Events"], {"first": 100}, Content.event, 8, id="Events"),
        pytest.param(operations()["ConferenceSummaries"], {"first": 100}, Content.summary, 7, id="ConferenceSummaries"),
        pytest.param(operations()["Contacts"], {}, Content.contact, 8, id="Contacts"),
        pytest.param(operations()["Signatories"], {"first": 100}, Content.signatory, 8, id="Signatories"),
        pytest.param(operations()["Redirects"], {}, Content.redirect, 5, id="Redirects"),
        pytest.param(operations()["AllPaths"], {}, Content.redirect, 10, id="AllPaths"),
    ],
)
def test_a_list_costs_the_same_at_any_length(
    cost: Callable[..., int],
    content: Content,
    operation: str,
    variables: dict[str, Any],
    make: Callable[[Content], Any],
    expected: int,
) -> None:
    costs = []
    made = 0
    for size in SIZES:
        for _row in range(size - made):
            make(content)
        made = size
        costs.append(cost(operation, **variables))
    assert costs == [expected] * len(SIZES)


CHILDREN = """query($first: Int, $after: String) { page(path: "/") { children(first: 20) { nodes {
    title children(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    nodes { title listingImage { alt } locale { languageCode } } } } } } }"""


def test_children_of_a_list_of_pages_cost_the_same_at_any_length(cost: Callable[..., int], content: Content) -> None:
    costs = []
    for row in range(3):
        parent = PlatformPageFactory(parent=content.home, slug=f"del-{row}")
        for _child in range(4):
            PlatformPageFactory(parent=parent, listing_image=ImageFactory())
        costs.append(cost(CHILDREN, first=2))
    assert costs == [costs[0]] * 3
    assert cost(CHILDREN, first=4) == costs[0]


def test_children_are_walked_by_cursors_in_every_branch(query_data: Callable[..., Any], content: Content) -> None:
    for branch in "ab":
        parent = PlatformPageFactory(parent=content.home, title=branch, slug=branch)
        for number in range(3):
            PlatformPageFactory(parent=parent, title=f"{branch}{number}")

    def children(**variables: Any) -> dict[str, Any]:
        nodes = query_data(CHILDREN, **variables)["page"]["children"]["nodes"]
        return {node["title"]: node["children"] for node in nodes if node["title"] in "ab"}

    first = children(first=2)
    titles = {branch: [node["title"] for node in page["nodes"]] for branch, page in first.items()}
    assert titles == {"a": ["a0", "a1"], "b": ["b0", "b1"]}
    assert [(page["totalCount"], page["pageInfo"]["hasNextPage"]) for page in first.values()] == [(3, True), (3, True)]
    rest = children(first=2, after=first["a"]["pageInfo"]["endCursor"])
    assert [node["title"] for node in rest["a"]["nodes"]] == ["a2"]
    assert (rest["a"]["pageInfo"]["hasNextPage"], children(first=0)["a"]["nodes"]) == (False, [])


def test_a_menu_costs_the_same_at_any_length(cost: Callable[..., int], content: Content, site: Site) -> None:
    menus = Menus.objects.create(site=site)
    costs = []
    for _row in range(3):
        below = [{"text": "", "page": PlatformPageFactory(parent=content.home)}]
        menus.main.append(("item", {"text": "", "page": PlatformPageFactory(parent=content.home), "children": below}))
        menus.save()
        costs.append(cost("{ menu(location: MAIN) { title path children { title path } } }"))
    assert costs == [costs[0]] * 3


@pytest.mark.parametrize(
    ("operation", "make", "expected"),
    [
        pytest.param(ALL_OF_NEWS, Content.news, 46, id="news"),
        pytest.param(ALL_OF_EVENTS, Content.event, 46, id="events"),
    ],
)
def test_every_edge_of_a_list_costs_the_same_at_any_length(
    cost: Callable[..., int],
    content: Content,
    settings: Any,
    operation: str,
    make: Callable[[Content], Any],
    expected: int,
) -> None:
    settings.GRAPHQL_LIMITS = settings.GRAPHQL_LIMITS | {"cost": 10**7, "nodes": 10**7}
    for _row in range(max(SIZES)):
        make(content)
    assert [cost(operation, first=size) for size in SIZES] == [expected] * len(SIZES)
