"""Servers beside each other on loopback: the real service, a bare ASGI application, nginx, Radicale."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_SECONDS = 60
_LISTENING = 0.05

BARE = """
import asyncio, os, socket, sys
import uvicorn
packed = open(sys.argv[1], "rb").read()
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    if any(name == b"if-none-match" for name, _ in scope["headers"]):
        await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", b'"x"')]})
        await send({"type": "http.response.body", "body": b""})
        return
    headers = [(b"content-type", b"text/calendar"), (b"content-encoding", b"gzip"),
               (b"content-length", str(len(packed)).encode()), (b"etag", b'"x"')]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": packed})
listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listening.bind(("127.0.0.1", int(sys.argv[2])))
listening.listen(2048)
config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, lifespan="off")
uvicorn.Server(config).run(sockets=[listening])
"""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def real_service(database: str, folder: Path) -> Iterator[tuple[int, int]]:
    """`meeting-cadence serve` as it is installed, all of it; answers (port, process id)."""
    port = free_port()
    environment = {
        **os.environ,
        "MEETING_CADENCE_DATABASE_URL": database,
        "MEETING_CADENCE_PORT": str(port),
        "MEETING_CADENCE_BASE_URL": f"http://127.0.0.1:{port}",
    }
    environment.pop("MEETING_CADENCE_CONFIG", None)
    command = [sys.executable, "-c", "from meeting_cadence.cli import main; main()", "serve"]
    with _running(command, port, folder / "serve.log", environment) as process:
        yield port, process.pid


@contextmanager
def bare_asgi(packed: Path, folder: Path) -> Iterator[int]:
    """Constant bytes on the same server: what cannot be beaten with it."""
    port = free_port()
    with _running([sys.executable, "-c", BARE, str(packed), str(port)], port, folder / "bare.log"):
        yield port


@contextmanager
def nginx(packed: Path, folder: Path) -> Iterator[int | None]:
    """nginx serving the packed file; None where it is not installed."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        yield None
        return
    port = free_port()
    root = folder / "nginx"
    root.mkdir()
    shutil.copy(packed, root / "feed.ics")
    for path in (folder, root):
        path.chmod(0o755)
    (root / "feed.ics").chmod(0o644)
    (root / "nginx.conf").write_text(
        f"daemon off; pid {root}/pid; error_log {root}/error.log; worker_processes 1;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log off; keepalive_requests 1000000000; client_body_temp_path {root}/b;"
        f" proxy_temp_path {root}/p; fastcgi_temp_path {root}/f; uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;"
        f" server {{ listen 127.0.0.1:{port}; root {root}; types {{ text/calendar ics; }}"
        " add_header Content-Encoding gzip; } }\n"
    )
    with _running([program, "-c", str(root / "nginx.conf"), "-p", str(root)], port, folder / "nginx.log"):
        yield port


@contextmanager
def radicale(entries: list[bytes], head: bytes, folder: Path) -> Iterator[int | None]:
    """Radicale with the same entries, one file each, from an environment of its own; None where pip fails."""
    environment = folder / "radicale"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.run([*pip, "radicale"], check=False, capture_output=True).returncode != 0:
        yield None
        return
    collection = folder / "collections" / "collection-root" / "bench" / "feed"
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    for number, entry in enumerate(entries):
        (collection / f"{number}.ics").write_bytes(head + entry + b"END:VCALENDAR\r\n")
    port = free_port()
    options = [
        "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "authenticated",
        "--storage-filesystem-folder", str(folder / "collections"), "--logging-level", "error",
    ]  # fmt: skip
    command = [str(environment / "bin" / "python"), "-m", "radicale", "--config", "", *options]
    with _running(command, port, folder / "radicale.log"):
        yield port


@contextmanager
def _running(
    command: list[str], port: int, log: Path, environment: dict[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
    try:
        _wait(process, port, log)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError as failure:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"no server: {command_of(log)}") from failure
            time.sleep(_LISTENING)


def command_of(log: Path) -> str:
    """What a server that did not start said last."""
    return log.read_text(errors="replace")[-2000:]


def resident_bytes(process: int) -> int:
    """The memory a process holds, as the kernel counts it."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
