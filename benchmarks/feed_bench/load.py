"""A client that loads a server on loopback: some connections, each with one request under way, answers counted.

It knows how long an answer is from the first one, and reads no more of the others than their status and length:
so it costs less than any server here.
"""

import selectors
import socket
import time
from collections.abc import Callable, Sequence

CONNECTIONS = 16


class Unexpected(Exception):
    """A server answered otherwise than the first time."""


def request(path: str, headers: Sequence[str] = ()) -> bytes:
    """One GET request."""
    lines = (f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "User-Agent: bench", *headers, "", "")
    return "\r\n".join(lines).encode()


def first_answer(port: int, sent: bytes) -> bytes:
    """The whole answer to one request."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
        one.sendall(sent)
        return _whole(one)


def _whole(one: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        found += _more(one)
    head, _, body = found.partition(b"\r\n\r\n")
    lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0]) if lengths and not head.startswith(b"HTTP/1.1 304") else 0
    while len(body) < length:
        body += _more(one)
    return head + b"\r\n\r\n" + body


def _more(one: socket.socket) -> bytes:
    found = one.recv(1 << 20)
    if not found:
        raise Unexpected("the server closed the connection")
    return found


def rate(port: int, requests: Callable[[int], bytes], *, seconds: float, status: bytes) -> float:
    """Answers a second over so many seconds. `requests`: the request of a number; every answer has that status."""
    began = time.perf_counter()
    done = 0
    with selectors.DefaultSelector() as ready:
        states = [_Connection(port) for _ in range(CONNECTIONS)]
        for number, state in enumerate(states):
            ready.register(state.socket, selectors.EVENT_READ, state)
            state.socket.send(requests(number))
        following = CONNECTIONS
        while time.perf_counter() - began < seconds:
            for key, _ in ready.select(1):
                state = key.data
                if state.is_done(status):
                    done += 1
                    state.socket.send(requests(following))
                    following += 1
        for state in states:
            state.socket.close()
    return done / (time.perf_counter() - began)


class _Connection:
    """One connection and how much of its answer is still to come."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._missing = -1
        self._head = b""

    def is_done(self, status: bytes) -> bool:
        """Read what is there; whether the answer is whole."""
        found = self.socket.recv(1 << 20)
        if not found:
            raise Unexpected("the server closed the connection")
        if self._missing < 0:
            self._head += found
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return False
            self._missing = self._length(end, status) - (len(self._head) - end - 4)
            self._head = b""
        else:
            self._missing -= len(found)
        if self._missing > 0:
            return False
        self._missing = -1
        return True

    def _length(self, end: int, status: bytes) -> int:
        if self._head[9:12] != status:
            raise Unexpected(self._head[:200].decode("latin-1"))
        if status == b"304":
            return 0
        at = self._head.lower().find(b"content-length:")
        return int(self._head[at + 15 : self._head.find(b"\r\n", at)])
