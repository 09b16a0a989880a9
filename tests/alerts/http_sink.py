"""A real HTTP server on this machine that answers as told and keeps what arrived."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple


class Arrived(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class HttpSink:
    """`answers` are given in turn, the last one for ever: status, headers, body; `hang_up`: none at all."""

    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=lambda: [(200, {}, b"{}")])
    hang_up: bool = False
    arrived: list[Arrived] = field(default_factory=list)
    url: str = ""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.answers = [(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)]


def _handler(sink: HttpSink) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sink.arrived.append(Arrived(self.path, dict(self.headers), body))
            if sink.hang_up:
                self.close_connection = True
                return
            status, headers, answer = sink.answers[0] if len(sink.answers) == 1 else sink.answers.pop(0)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Not a word."""

    return Handler


@contextmanager
def listening(sink: HttpSink, context: ssl.SSLContext | None = None) -> Iterator[HttpSink]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(sink))
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    sink.url = f"{'http' if context is None else 'https'}://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
