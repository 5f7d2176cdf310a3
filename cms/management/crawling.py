"""The crawl: asks a service everything that anyone can ask, and looks for marker strings in all that comes back."""

import base64
import binascii
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPSConnection
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from cms.graphql import crawl

GRAPHQL, SCHEMA = "/graphql/", "/graphql/schema.json"
CURSOR = re.compile(r'"(?:\w*_)*(?:cursor|startCursor|endCursor)\w*":\s*"([^"]+)"')
SEARCHES = ("search", "query")
"""Names of arguments that take words to look for."""
EXAMPLES = 3
"""How many values of each argument are tried to the full depth for a field that answers nothing without one."""
COMMON = 3
"""How many words that titles have are looked for, those that most titles have."""
BROAD = 2
"""How many fields deep the paths go for each other value of an argument."""
CRAWL_FAULTS = {"BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "INTERNAL_SERVER_ERROR"}
"""Codes of refusals that have nothing to do with how much one request asks for."""
ATTEMPTS = 5
"""How often a running server is asked that says it was asked too often."""
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
    """A running server, reached over HTTP as an anonymous client; when it asks for time, it gets it.

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
        for _attempt in range(ATTEMPTS):
            connection = kind(self.parts.netloc, timeout=60)
            try:
                connection.request(method, self.parts.path.rstrip("/") + address, body, headers)
                response = connection.getresponse()
                answer = Answer(response.status, str(response.headers), response.read().decode(errors="replace"))
            finally:
                connection.close()
            if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(int(response.headers.get("Retry-After", "1")))
        return answer


@dataclass
class Report:
    """What a crawl has done and found."""

    paths: int = 0
    requests: int = 0
    addresses: int = 0
    refused: int = 0
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
        fields: the root fields to crawl, and nothing else; if left out all of them and every other address.
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
        fields: Collection[str] = (),
    ) -> None:
        self.service = service
        self.markers = [marker.casefold() for marker in markers]
        self.depth = depth
        self.given = dict(values or {})
        self.choices = {"site": list(sites), "locale": list(languages)}
        self.numbers = numbers
        self.addresses = dict.fromkeys(addresses)
        self.seen: dict[tuple[str, str], dict[Any, None]] = defaultdict(dict)
        self.fields = fields
        self.report = Report(missing=set(expected))

    def run(self) -> Report:
        """Crawl the API, then every other public address."""
        self.schema = self._schema()
        roots = self._root_fields("query")
        # What can be asked for without knowing anything comes first: it shows the values that others need.
        for name, root in sorted(roots.items(), key=lambda item: any(map(crawl.is_required, item[1].args.values()))):
            if not self._walk(name, self._deep_ways(root), self.depth):
                self._walk(name, self._example_ways(root), self.depth)
        for name, root in roots.items():
            self._walk(name, self._broad_ways(root), BROAD)
            self._search(name, root)
        for name, mutation in self._root_fields("mutation").items():
            self._walk(name, self._required(mutation, self._values), BROAD, "mutation")
        if not self.fields:
            self._fetch_addresses()
        return self.report

    def _root_fields(self, operation: str) -> dict[str, Any]:
        found = crawl.root_fields(self.schema, operation)
        return {name: found[name] for name in found if not self.fields or name in self.fields}

    def _schema(self) -> Any:
        """Return the schema as the service tells it: by introspection, else as a file."""
        answer = self._post(crawl.INTROSPECTION)
        if answer.status != HTTPStatus.OK or not json.loads(answer.body).get("data"):
            answer = self._get(SCHEMA)
        return crawl.schema_of(json.loads(answer.body)["data"])

    # The API

    def _required(self, root: Any, values: Callable[[str, Any], list[Any]]) -> list[crawl.Arguments]:
        """Return every way to give a field the arguments that it must have."""
        ways: list[crawl.Arguments] = [{}]
        for arg, argument in root.args.items():
            if crawl.is_required(argument):
                ways = [way | {arg: value} for way in ways for value in values(arg, argument)]
        return ways

    def _deep_ways(self, root: Any) -> list[crawl.Arguments]:
        """Return the ways to ask a root field to the full depth: as it is, and at its loosest."""
        ways, most = self._required(root, self._examples), crawl.loosest(root)
        return ways + ([way | most for way in ways] if most else [])

    def _example_ways(self, root: Any) -> list[crawl.Arguments]:
        """Return ways to ask a root field that needs one argument or another: a few values of each."""
        return [{arg: value} for arg in root.args for value in self._examples(arg, root.args[arg])[:EXAMPLES]]

    def _broad_ways(self, root: Any) -> list[crawl.Arguments]:
        """Return other ways to ask a root field: each value of each argument, and of sites and languages together."""
        ways, most = self._required(root, self._values), crawl.loosest(root)
        broad = list(ways)
        for arg, argument in root.args.items():
            if not (crawl.is_required(argument) or arg in most or arg in SEARCHES or arg == "after"):
                broad += [way | most | {arg: value} for way in ways[:1] for value in self._values(arg, argument)]
        if "site" in root.args:
            pairs = [{"site": site} for site in self.choices["site"]]
            if "locale" in root.args:
                pairs = [pair | {"locale": code} for pair in pairs for code in self._languages()]
            broad += [way | most | pair for pair in pairs for way in ways]
        return broad

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
        if name in SEARCHES:
            return self._words()
        found: dict[Any, None] = dict.fromkeys([*self.choices.get(name, ()), *self.given.get(name, ())])
        for values in self._shown(name):
            found |= values
        return list(found)

    def _examples(self, name: str, argument: Any) -> list[Any]:
        """Return a few values for an argument: all that the schema names, or one of each type that has shown some."""
        if crawl.choices_of(argument) or name in SEARCHES:
            return self._values(name, argument)
        return list(dict.fromkeys(next(iter(values)) for values in self._shown(name))) or self.given.get(name, [])

    def _shown(self, name: str) -> list[dict[Any, None]]:
        """Return the values of an argument that answers have shown, type by type: of fields that are called like it."""
        return [
            values
            for (parent, key), values in self.seen.items()
            if values and (key == name or (key == "slug" and parent.casefold() == name.casefold()))
        ]

    def _words(self) -> list[str]:
        """Return words to look for that find much: those that most titles have."""
        titles = [str(value) for (_parent, key), values in self.seen.items() if key == "title" for value in values]
        words = Counter(word for title in dict.fromkeys(titles) for word in re.findall(r"\w{3,}", title))
        return [*self.given.get("query", ()), *(word for word, _count in words.most_common(COMMON))]

    def _walk(self, name: str, ways: list[crawl.Arguments], depth: int, operation: str = "query") -> bool:
        """Ask for every path that begins with a root field, in each of the ways; say whether any was answered.

        The ways share their documents. One that is refused, or answered with nothing, is not asked again.
        """
        for document in crawl.documents_below(self.schema, name, depth, operation):
            ways = [way for way in ways if self._take(document, way)]
        return bool(ways)

    def _take(self, document: crawl.Document, variables: crawl.Arguments) -> bool:
        """Count what is asked for and keep what is answered; say whether anything was."""
        parts = list(self._ask(document, variables))
        for part, data in parts:
            self.report.paths += len(part.paths)
            self.report.asked |= {(step.parent, step.field) for path in part.paths for step in path}
            for path, kind, value in crawl.answers(part, data):
                step = path[-1]
                self.report.answered.add(tuple(f"{step.parent}.{step.field}" for step in path))
                self.report.fields.add((step.parent, step.field))
                if not isinstance(value, (dict, list)):
                    self._remember(kind, step.field, value)
        return any(value is not None for _part, data in parts for value in (data or {}).values())

    def _remember(self, kind: str, name: str, value: Any) -> None:
        kept = self.seen[kind, name]
        if len(kept) < KEPT:
            kept[value] = None

    def _search(self, name: str, root: Any) -> None:
        """Look for each marker, which must find nothing, and for words close to it, which must not bring it up.

        Words close to a marker are for fields that always search: what narrows a list has no suggestion to make.
        """
        near = [word for marker in self.markers for word in (marker[:-1], marker[:5]) if word not in self.markers]
        for arg in [arg for arg in root.args if arg in SEARCHES]:
            always = crawl.is_required(root.args[arg])
            words = self.markers + (list(dict.fromkeys(near)) if always else [])
            for document in crawl.documents_below(self.schema, name, 1, only="" if always else "totalCount"):
                for word in words:
                    for part, data in self._ask(document, {arg: word}):
                        self.report.paths += len(part.paths)
                        if word in self.markers and _finds(data):
                            self.report.leaks.add((word, f"{name}({arg}:) finds something by it"))

    def _ask(self, document: crawl.Document, variables: crawl.Arguments) -> Iterator[tuple[crawl.Document, Any]]:
        """Yield what a document is answered with; one that is too much for the service is asked in halves."""
        answer = self._post(document.text, variables)
        try:
            body = json.loads(answer.body)
        except ValueError:
            self.report.failures.append(f"{answer.status}, not JSON: {document.text[:200]}")
            return
        errors = [(error.get("extensions", {}).get("code"), error) for error in body.get("errors", ())]
        if "data" not in body and not CRAWL_FAULTS & {code for code, _error in errors}:
            self.report.refused += len(document.paths) == 1
            for half in document.halves() if len(document.paths) > 1 else []:
                yield from self._ask(half, variables)
            return
        for code, error in errors:
            said = code == "BAD_USER_INPUT" or (code == "RATE_LIMITED" and error.get("path"))
            if not said or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                place = f"at {error.get('path')} of {document.text[:200]}"
                self.report.failures.append(f"{code}: {error['message']} {place}")
        yield document, body.get("data")

    def _post(self, text: str, variables: crawl.Arguments | None = None) -> Answer:
        answer = self.service.post(GRAPHQL, json.dumps({"query": text, "variables": variables or {}}))
        self._inspect(answer, text + json.dumps(variables, ensure_ascii=False), f"{text[:120]} {variables}")
        return answer

    def _get(self, address: str) -> Answer:
        answer = self.service.get(address)
        self._inspect(answer, address, address)
        return answer

    # Everything else

    def _fetch_addresses(self) -> None:
        paths = self._values("path", crawl.FREE_TEXT)
        for address in [*self.addresses, *self._shown_addresses(), *public_addresses(self.numbers, paths)]:
            self.report.addresses += 1
            answer = self._get(address)
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
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
