"""The load: one thread that keeps several connections busy over raw sockets, so that it never is what is measured."""

import re
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HEADERS = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r]*\r\n.*?\r\n\r\n", re.DOTALL)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
TIMEOUT = 60


class Unexpected(Exception):
    """A server answered with an error, without a length, or not at all."""


@dataclass
class Burst:
    """What some requests took: each one's time and all of them together, in seconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0


def request_of(path: str, body: bytes) -> bytes:
    """Return a POST of JSON as it goes over the wire, on a connection that stays open."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """A connection to a server on this machine; one request at a time, no pipelining."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
        self.received = bytearray()
        self.whole = 0
        self.started = 0.0

    def send(self, request: bytes) -> None:
        """Start a request."""
        self.received.clear()
        self.whole = 0
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come and return whether the answer is there.

        Raises:
            Unexpected: unless the answer is a 200 with a length.
        """
        part = self.socket.recv(1 << 18)
        if not part:
            raise Unexpected("The server closed the connection.")
        self.received += part
        if not self.whole and (head := HEADERS.match(self.received)):
            length = LENGTH.search(head[0])
            if head[1] != b"200" or length is None:
                raise Unexpected(bytes(self.received[:2000]).decode(errors="replace"))
            self.whole = head.end() + int(length[1])
        return bool(self.whole) and len(self.received) >= self.whole

    @property
    def body(self) -> bytes:
        """The answer's body."""
        head = HEADERS.match(self.received)
        return bytes(self.received[head.end() :]) if head else b""


@contextmanager
def connected(port: int, count: int) -> Iterator[list[Connection]]:
    """Open connections for a while: a server closes those that are idle too long."""
    connections = [Connection(port) for _ in range(count)]
    try:
        yield connections
    finally:
        for connection in connections:
            connection.socket.close()


def ask(port: int, request: bytes) -> bytes:
    """Send one request and return the body of its answer."""
    with connected(port, 1) as [connection]:
        connection.send(request)
        while not connection.receive():
            pass
        return connection.body


def burst(port: int, request: bytes, at_once: int, count: int) -> Burst:
    """Send a request ``count`` times, the next one on a connection as soon as its answer is there.

    Raises:
        Unexpected: for an answer that is no 200, or none within a minute.
    """
    done, waiting = Burst(), count
    with connected(port, min(at_once, count)) as connections, selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        started = time.perf_counter()
        for connection in connections:
            connection.send(request)
            waiting -= 1
        while len(done.times) < count:
            ready = selector.select(TIMEOUT)
            if not ready:
                raise Unexpected(f"No answer within {TIMEOUT} seconds.")
            for key, _events in ready:
                connection = key.data
                if connection.receive():
                    done.times.append(time.perf_counter() - connection.started)
                    if waiting:
                        waiting -= 1
                        connection.send(request)
                    else:
                        selector.unregister(connection.socket)
        done.seconds = time.perf_counter() - started
    return done
