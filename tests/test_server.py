"""The server itself, over sockets: what it makes of requests that no HTTP library would send."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cms import generated
from tests.cms.test_fuzz import fuzz
from tests.server import Server, production

STATUS_LINE = re.compile(rb"HTTP/1\.1 (\d{3}) ")
BODY = b'{"query": "{ __typename }"}'
POST = b"POST /graphql/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
GET = b"GET /graphql/?query=%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's folder of data: nothing asked here reads a table."""
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    """The server with the settings of production, but for the rate, which the tests would go beyond."""
    with production(data, GRAPHQL_RATE="") as started:
        yield started


def exchange(server: Server, sent: bytes) -> bytes:
    """Send bytes and return all that comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        received = []
        try:
            connection.sendall(sent)
            while part := connection.recv(1 << 16):
                received.append(part)
        except ConnectionError:
            pass  # refused before it had come whole
    return b"".join(received)


def status_of(answer: bytes) -> int:
    """Return the status of an answer; 0 if there is none."""
    found = STATUS_LINE.match(answer)
    return int(found[1]) if found else 0


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        pytest.param(POST + b"Content-Length: 27\r\n\r\n" + BODY, 200, id="as it should be"),
        pytest.param(POST + b"Content-Length: 5\r\n\r\n" + BODY, 400, id="a length that is too short"),
        pytest.param(POST + b"Content-Length: -5\r\n\r\n" + BODY, 400, id="a negative length"),
        pytest.param(POST + b"Content-Length: 99999999999999999999\r\n\r\n" + BODY, 400, id="a huge length"),
        pytest.param(POST + b"Content-Length: 5\r\nContent-Length: 27\r\n\r\n" + BODY, 400, id="two lengths"),
        pytest.param(POST + b"Content-Length: 300000\r\n\r\n" + b" " * 300_000, 413, id="a long body"),
        pytest.param(POST + b"\r\n", 400, id="no body"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n1b\r\n" + BODY + b"\r\n0\r\n\r\n", 411, id="chunks"),
        pytest.param(
            POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411, id="a length and chunks"
        ),
        pytest.param(POST + b"X-Long: " + b"a" * 1_000_000 + b"\r\n\r\n", 431, id="a long header"),
        pytest.param(POST + b"".join(b"X-%d: a\r\n" % n for n in range(5_000)) + b"\r\n", 431, id="many headers"),
        pytest.param(POST + b"X-Nul: a\0b\r\n\r\n", 400, id="NUL in a header"),
        pytest.param(GET % b"%7B__typename%7D", 200, id="a query in the address"),
        pytest.param(GET % (b"a" * 40_000), 414, id="a long address"),
        pytest.param(GET % (b"a" * 100_000), 414, id="a longer address"),
        pytest.param(GET % b"\xff\xfe", 400, id="bytes in the address"),
        pytest.param(GET % b"%ff%fe%00", 400, id="escaped bytes in the address"),
        pytest.param(b"GRAPHQL /graphql/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405, id="a method"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n", 400, id="another host"),
        pytest.param(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, id="no host"),
        pytest.param(b"GET /graphql/\r\n\r\n", 400, id="HTTP/0.9"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, id="TLS"),
    ],
)
def test_a_request_that_no_library_sends(server: Server, sent: bytes, status: int) -> None:
    assert status_of(exchange(server, sent)) == status


LINES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20).map(str.encode)
BODIES = st.one_of(st.binary(max_size=60), generated.JSON.map(lambda made: json.dumps({"query": made}).encode()))


@st.composite
def raw_requests(draw: generated.Draw) -> bytes:
    """Make up a request as it goes over the wire, most of it right; it reads no table."""
    method, query, body = draw(st.one_of(generated.METHODS.map(str.encode), LINES)), draw(LINES), draw(BODIES)
    length = draw(st.sampled_from([len(body)] * 4 + [0, -1]))
    headers = draw(generated.HEADERS) | {"content-length": str(length), "content-type": "application/json"}
    lines = [b"%s /graphql/?%s HTTP/1.1" % (method, query), b"Host: localhost", b"Connection: close"]
    lines += [f"{name}: {value}".encode("latin-1") for name, value in headers.items()]
    return b"\r\n".join([*lines, b"", body])


def test_made_up_requests(server: Server, data: Path) -> None:
    @fuzz(100)
    @given(raw_requests())
    def run(sent: bytes) -> None:
        seen.add(status_of(exchange(server, sent)))

    seen: set[int] = set()
    run()
    assert seen <= {0, 200, 204, 400, 403, 405, 406, 411, 413, 414, 415, 417, 431, 501}
    assert {400, 405} <= seen
    assert server.is_up()
    assert "Traceback" not in (data / "server.log").read_text()
