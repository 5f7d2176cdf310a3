"""What is asked: five operations, each written for both schemas, and how their answers are compared.

The queries ask for the same data. Where the schemas differ, the plain site's way is the shorter one for it:

- the project answers with a connection, the plain site with a bare list;
- the place of an occasion is an object in the project, two columns in the plain site;
- both hand out at most 100 items a list, so that 200 news are two lists of one request.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.bench.content import Size

Ask = Callable[[str, dict[str, Any]], Any]

CURSOR = "query Cursor { news(first: 100) { pageInfo { endCursor } } }"

PROJECT_IMAGE = "title width height rendition(preset: CARD) { url width height }"
PLAIN_IMAGE = 'title width height rendition(fill: "800x450", format: "jpeg") { url width height }'
AUTHOR = "author { name email phone }"
PROJECT_TEASER = f"title path publishedOn summary listingImage {{ {PROJECT_IMAGE} }} tags {{ name }} {AUTHOR}"
PLAIN_TEASER = f"title path: url publishedOn summary listingImage {{ {PLAIN_IMAGE} }} tags {{ name }} {AUTHOR}"


@dataclass(frozen=True)
class Operation:
    """One row of the table: a name, what it stands for, and its query in both schemas."""

    name: str
    title: str
    project: str
    plain: str


OPERATIONS = (
    Operation(
        "home",
        "home: 6 news, 3 events",
        f"""query Home {{
          page(path: "/") {{ ... on HomePage {{
            title
            news: highlightedNews(first: 6) {{ title path publishedOn summary listingImage {{ {PROJECT_IMAGE} }} }}
            events: upcomingEvents(first: 3) {{
              title path startsAt summary listingImage {{ {PROJECT_IMAGE} }}
              occasions {{ startsAt endsAt venue {{ name city }} }}
            }}
          }} }}
        }}""",
        f"""query Home {{
          page(urlPath: "/", site: "localhost") {{ ... on HomePage {{
            title
            news: newestNews {{ title path: url publishedOn summary listingImage {{ {PLAIN_IMAGE} }} }}
            events: upcomingEvents {{
              title path: url startsAt summary listingImage {{ {PLAIN_IMAGE} }}
              occasions {{ startsAt endsAt venueName city }}
            }}
          }} }}
        }}""",
    ),
    Operation(
        "news20",
        "20 news with image, tags, author",
        f"query News20 {{ news(first: 20) {{ nodes {{ {PROJECT_TEASER} }} }} }}",
        f'query News20 {{ news: newsPages(limit: 20, order: "-published_on,-id") {{ {PLAIN_TEASER} }} }}',
    ),
    Operation(
        "event",
        "an event with 6 programme items, 2 contacts",
        f"""query Event($path: String!) {{
          page(path: $path) {{ ... on ActivityPage {{
            title path summary startsAt endsAt listingImage {{ {PROJECT_IMAGE} }}
            occasions {{
              startsAt endsAt venue {{ name city }}
              programme {{ startsAt endsAt title descriptionHtml }}
            }}
            contacts {{ responsibility contact {{ name email phone }} }}
          }} }}
        }}""",
        f"""query Event($path: String!) {{
          page(urlPath: $path, site: "localhost") {{ ... on ActivityPage {{
            title path: url summary startsAt endsAt listingImage {{ {PLAIN_IMAGE} }}
            occasions {{
              startsAt endsAt venueName city
              programme {{ startsAt endsAt title descriptionHtml: description }}
            }}
            contacts: pageContacts {{ responsibility contact {{ name email phone }} }}
          }} }}
        }}""",
    ),
    Operation(
        "news200",
        "200 news with image, tags, author",
        f"""query News200($after: String!) {{
          newer: news(first: 100) {{ nodes {{ {PROJECT_TEASER} }} }}
          older: news(first: 100, after: $after) {{ nodes {{ {PROJECT_TEASER} }} }}
        }}""",
        f"""query News200 {{
          newer: newsPages(limit: 100, order: "-published_on,-id") {{ {PLAIN_TEASER} }}
          older: newsPages(limit: 100, offset: 100, order: "-published_on,-id") {{ {PLAIN_TEASER} }}
        }}""",
    ),
    Operation(
        "article",
        "an article by path, with body",
        f"""query Article($path: String!) {{
          page(path: $path) {{ ... on NewsPage {{
            {PROJECT_TEASER} lead
            body {{
              ... on HeadingBlock {{ text level }}
              ... on RichTextBlock {{ html }}
              ... on ImageBlock {{
                image {{ title width height rendition(preset: CONTENT) {{ url width height }} }}
                caption
              }}
              ... on QuoteBlock {{ quote person }}
            }}
          }} }}
        }}""",
        f"""query Article($path: String!) {{
          page(urlPath: $path, site: "localhost") {{ ... on NewsPage {{
            {PLAIN_TEASER} lead
            body {{
              ... on HeadingBlock {{ text level }}
              ... on RichTextBlock {{ html: value }}
              ... on PictureBlock {{
                image {{ title width height rendition(width: 960, format: "jpeg") {{ url width height }} }}
                caption
              }}
              ... on QuoteBlock {{ quote person }}
            }}
          }} }}
        }}""",
    ),
)


def variables(size: Size, ask: Ask | None) -> dict[str, dict[str, Any]]:
    """Return the variables of each operation.

    Args:
        size: how much content there is.
        ask: sends a query to the project and answers with its data; the plain site has no cursors and needs none.
    """
    cursor = ask(CURSOR, {})["news"]["pageInfo"]["endCursor"] if ask else None
    return {
        "event": {"path": f"/aktiviteter/aktivitet-{size.events // 2 + 1}/"},
        "news200": {"after": cursor} if cursor else {},
        "article": {"path": f"/nyheter/nyhet-{size.news}/"},
    }


def comparable(value: Any, key: str = "") -> Any:
    """Return an answer in a form that is equal for equal content, whichever schema it came from."""
    if isinstance(value, list):
        items = [comparable(item) for item in value]
        return sorted(items, key=str) if key == "tags" else items
    if isinstance(value, dict):
        if value.keys() == {"nodes"}:
            return comparable(value["nodes"])
        value = dict(value)
        if venue := value.pop("venue", None):
            value |= {"venueName": venue["name"], "city": venue["city"]}
        return {name: comparable(item, name) for name, item in value.items()}
    if key in ("startsAt", "endsAt") and value is not None:
        return dt.datetime.fromisoformat(value).astimezone(dt.UTC).isoformat()
    return value
