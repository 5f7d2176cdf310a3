"""The crawl: asks a service everything that anyone can ask, and looks for marker strings in all that comes back."""

import base64
import binascii
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from cms.graphql import crawl

GRAPHQL = "/graphql/"
SCHEMA = "/graphql/schema.json"
CURSOR = re.compile(r'"(?:\w*_)*(?:cursor|startCursor|endCursor)\w*":\s*"([^"]+)"')
SEARCHES = ("search", "query")
"""Names of arguments that take words to look for."""
BROAD = 2
"""How many fields deep the paths go for each other value of an argument."""
KEPT = 200
"""How many values of one field are kept as arguments of others."""


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and headers and body as one text."""

    status: int
    headers: str
    body: str


class Service(Protocol):
    """How the crawl reaches what it crawls."""

    def post(self, address: str, body: str) -> Answer:
        """Return the answer to JSON that is posted to a path."""

    def get(self, address: str) -> Answer:
        """Return the answer to a path; a redirect is not followed."""


class LocalService:
    """This project in this process, reached without a server as an anonymous client."""

    def post(self, address: str, body: str) -> Answer:
        """Return the answer to JSON that is posted to a path."""
        return self._answer(Client(raise_request_exception=False).post(address, body, content_type="application/json"))

    def get(self, address: str) -> Answer:
        """Return the answer to a path; a redirect is not followed."""
        return self._answer(Client(raise_request_exception=False).get(address))

    @staticmethod
    def _answer(response: Any) -> Answer:
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, str(response.headers), content.decode(errors="replace"))


class RemoteService:
    """A running server, reached over HTTP as an anonymous client.

    Args:
        url: the server's base address, ``https://cms.example.org``.
    """

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)

    def post(self, address: str, body: str) -> Answer:
        """Return the answer to JSON that is posted to a path."""
        return self._ask("POST", address, body.encode(), {"Content-Type": "application/json"})

    def get(self, address: str) -> Answer:
        """Return the answer to a path; a redirect is not followed."""
        return self._ask("GET", address, None, {"Accept": "text/html,*/*"})

    def _ask(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        kind = HTTPSConnection if self.parts.scheme == "https" else HTTPConnection
        connection = kind(self.parts.netloc, timeout=60)
        try:
            connection.request(method, self.parts.path.rstrip("/") + address, body, headers)
            response = connection.getresponse()
            return Answer(response.status, str(response.headers), response.read().decode(errors="replace"))
        finally:
            connection.close()


@dataclass
class Report:
    """What a crawl has done and found."""

    paths: int = 0
    requests: int = 0
    addresses: int = 0
    answered: set[tuple[str, ...]] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    leaks: set[tuple[str, str]] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)


class Crawler:
    """Walks a service; ``run()`` returns the report.

    Args:
        service: how to reach it.
        markers: the strings that no answer may hold, in any case of letters, unless the request itself had them.
        depth: how many fields deep the paths go; the wrapping of a list counts for nothing at its beginning.
        sites, languages: values of the arguments ``site`` and ``locale``.
        values: more values of arguments, by the argument's name; ``path`` is asked for as an address too.
        numbers: the highest primary key to try where an id is asked for.
        addresses: more addresses to fetch.
        expected: strings that some answer must hold: the proof that the crawl gets that far.
    """

    def __init__(
        self,
        service: Service,
        markers: Iterable[str],
        *,
        depth: int = 4,
        sites: Iterable[str] = (),
        languages: Iterable[str] = (),
        values: dict[str, list[str]] | None = None,
        numbers: int = 100,
        addresses: Iterable[str] = (),
        expected: Iterable[str] = (),
    ) -> None:
        self.service = service
        self.markers = [marker.casefold() for marker in markers]
        self.depth = depth
        self.given = dict(values or {})
        self.choices = {"site": list(sites), "locale": list(languages)}
        self.numbers = numbers
        self.addresses = dict.fromkeys(addresses)
        self.seen: dict[tuple[str, str], dict[Any, None]] = defaultdict(dict)
        self.report = Report(missing=set(expected))

    def run(self) -> Report:
        """Crawl the API, then every other public address."""
        answer = json.loads(self.service.get(SCHEMA).body)
        self.schema = crawl.schema_of(answer["data"])
        roots = crawl.root_fields(self.schema)
        for name, arguments in self._ways(roots, first=True):
            self._walk(name, arguments, self.depth)
        more: dict[str, list[crawl.Arguments]] = defaultdict(list)
        for name, arguments in self._ways(roots, first=False):
            more[name].append(arguments)
        for name, ways in more.items():
            self._walk_all(name, ways)
        for name, root in roots.items():
            self._search(name, root)
        self._fetch_addresses()
        return self.report

    # The API

    def _ways(self, roots: dict[str, Any], *, first: bool) -> Iterator[tuple[str, crawl.Arguments]]:
        """Yield root fields with arguments: as they are and at their loosest first, each other value of each after."""
        for name, root in roots.items():
            must = [arg for arg, value in root.args.items() if crawl.is_required(value)]
            bases: list[crawl.Arguments] = [{}]
            for arg in must:
                bases = [base | {arg: value} for base in bases for value in self._values(arg, root.args[arg])]
            most = crawl.loosest(root)
            if first:
                yield from ((name, way) for base in bases[:3] for way in ([base, base | most] if most else [base]))
                continue
            yield from ((name, base) for base in bases[3:])
            for arg, argument in root.args.items():
                if arg in must or arg in most or arg in SEARCHES or arg == "after":
                    continue
                for value in self._values(arg, argument):
                    yield from ((name, base | most | {arg: value}) for base in bases[:3])
            if {"site", "locale"} <= root.args.keys():
                pairs = [{"site": site, "locale": code} for site in self.choices["site"] for code in self._languages()]
                yield from ((name, base | most | pair) for base in bases[:3] for pair in pairs)
            elif "site" in root.args and must:
                pairs = [{"site": site} for site in self.choices["site"]]
                yield from ((name, base | pair) for base in bases for pair in pairs)

    def _languages(self) -> list[str]:
        return self.choices["locale"] or [str(code) for code in self.seen["Locale", "languageCode"]]

    def _values(self, name: str, argument: Any) -> list[Any]:
        """Return values for an argument: the schema's own, those that were given, and those that answers have shown."""
        if stated := crawl.choices_of(argument):
            return stated
        if name == "locale":
            return self._languages()
        if name == "id":
            return [str(number) for number in range(1, self.numbers + 1)]
        found: dict[Any, None] = dict.fromkeys([*self.choices.get(name, ()), *self.given.get(name, ())])
        for (parent, key), values in self.seen.items():
            if key == name or (key == "slug" and parent.casefold() == name.casefold()):
                found |= values
        return list(found)

    def _walk(self, name: str, arguments: crawl.Arguments, depth: int) -> None:
        """Ask for every path that begins with a root field asked this way."""
        for document in crawl.documents(self._paths(name, arguments, depth)):
            self._take(document, self._ask(document.text))

    def _walk_all(self, name: str, ways: list[crawl.Arguments]) -> None:
        """Ask a root field in many ways at once, not as deep; each for itself if one of them is refused."""
        together = [path for number, way in enumerate(ways) for path in self._paths(name, way, BROAD, number + 1)]
        for document in crawl.documents(together):
            data = self._ask(document.text)
            parts = [document]
            if data is None:
                parts = [
                    part
                    for number in {path[0].variant for path in document.paths}
                    for part in crawl.documents([path for path in document.paths if path[0].variant == number])
                ]
            for part in parts:
                self._take(part, data if part is document else self._ask(part.text))

    def _paths(self, name: str, arguments: crawl.Arguments, depth: int, variant: int = 0) -> Iterator[crawl.Path]:
        named = crawl.named_type_of(crawl.root_fields(self.schema)[name])
        wrapped = not hasattr(named, "fields") or "nodes" in named.fields
        for first, *others in crawl.paths_below(self.schema, name, arguments, depth + wrapped):
            yield first._replace(variant=variant), *others

    def _take(self, document: crawl.Document, data: Any) -> None:
        """Count what was asked for and keep what was answered."""
        self.report.paths += len(document.paths)
        self.report.asked |= {(step.parent, step.field) for path in document.paths for step in path}
        for path, value in crawl.answers(document, data):
            step = path[-1]
            self.report.answered.add(tuple(f"{step.parent}.{step.field}" for step in path))
            self.report.fields.add((step.parent, step.field))
            if not isinstance(value, (dict, list)):
                self._remember(step, value)

    def _remember(self, step: crawl.Step, value: Any) -> None:
        kept = self.seen[step.parent, step.field]
        if len(kept) < KEPT:
            kept[value] = None

    def _search(self, name: str, root: Any) -> None:
        """Look for each marker, which must find nothing, and for words close to it, which must not bring it up."""
        near = dict.fromkeys(part for marker in self.markers for part in (marker[:-1], marker[:5]))
        for arg in [arg for arg in root.args if arg in SEARCHES]:
            for words in (self.markers, [word for word in near if word not in self.markers]):
                ways = [{arg: word} for word in words]
                paths = [path for number, way in enumerate(ways) for path in self._paths(name, way, 1, number + 1)]
                for document in crawl.documents(paths):
                    self.report.paths += len(document.paths)
                    for key, found in (self._ask(document.text) or {}).items():
                        word = words[int(key.rpartition("__")[2]) - 1]
                        if words is self.markers and _finds(found):
                            self.report.leaks.add((word, f"{name}({arg}:) finds something by it"))

    def _ask(self, text: str) -> Any:
        answer = self._post(text)
        try:
            body = json.loads(answer.body)
        except ValueError:
            self.report.failures.append(f"{answer.status}, not JSON: {text[:200]}")
            return None
        for error in body.get("errors", ()):
            code = error.get("extensions", {}).get("code")
            if code != "BAD_USER_INPUT" or answer.status >= 500:
                self.report.failures.append(f"{code}: {error['message']} at {error.get('path')} of {text[:200]}")
        return body.get("data")

    def _post(self, text: str) -> Answer:
        answer = self.service.post(GRAPHQL, json.dumps({"query": text}))
        self._inspect(answer, text, text[:120])
        return answer

    # Everything else

    def _fetch_addresses(self) -> None:
        paths = self._values("path", crawl.FREE_TEXT)
        for address in [*self.addresses, *self._shown_addresses(), *public_addresses(self.numbers, paths)]:
            self.report.addresses += 1
            answer = self.service.get(address)
            self._inspect(answer, address, address)
            if answer.status >= 500:
                self.report.failures.append(f"{answer.status}: {address}")

    def _shown_addresses(self) -> Iterator[str]:
        """Yield the addresses on the service's own host that answers have named: files, calendars."""
        known = re.compile(r"^/(?:documents|media|calendar)/")
        for values in self.seen.values():
            for value in values:
                if isinstance(value, str) and value.startswith(("http://", "https://")):
                    parts = urlsplit(value)
                    if known.match(parts.path):
                        yield parts.path

    def _inspect(self, answer: Answer, asked: str, where: str) -> None:
        self.report.requests += 1
        asked = asked.casefold()
        text = f"{answer.headers}\n{answer.body}"
        text = "\n".join([text, *(_decoded(cursor) for cursor in CURSOR.findall(answer.body))]).casefold()
        self.report.missing -= {words for words in self.report.missing if words.casefold() in text}
        for marker in self.markers:
            if marker in text and marker not in asked:
                place = text.index(marker)
                self.report.leaks.add((marker, f"{where} … {text[max(0, place - 80) : place + 40]!r}"))


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor).decode(errors="replace")
    except (ValueError, binascii.Error):
        return ""


def _finds(value: Any) -> bool:
    """Say whether an answer to a search has found something: an item of a list, or a count above nought."""
    if isinstance(value, dict):
        return any(_finds(child) or (key == "totalCount" and child) for key, child in value.items())
    return bool(value) if isinstance(value, list) else False


def public_addresses(numbers: int, paths: Iterable[str]) -> Iterator[str]:
    """Yield the addresses of this project beside the API and the admin, with each number and path put in.

    Args:
        numbers: the highest number to put where an address has one.
        paths: front-end paths, put where an address has free text.
    """
    paths = [path.strip("/") + "/" for path in paths if path.strip("/")]
    for template, names in dict.fromkeys(_templates(get_resolver().url_patterns, "")):
        if template.startswith(("admin/", "_util/")) or template == GRAPHQL.strip("/") + "/":
            continue
        if not names:
            yield f"/{template}"
        elif len(names) == 1:
            number = names[0].endswith("id")
            for value in range(1, numbers + 1) if number else paths:
                yield f"/{template % {names[0]: value}}"


def _templates(patterns: Iterable[Any], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        regex = prefix + pattern.pattern.regex.pattern.removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _templates(pattern.url_patterns, regex.removesuffix("$").removesuffix(r"\Z"))
        elif isinstance(pattern, URLPattern):
            yield from ((template, tuple(names)) for template, names in normalize(regex))
