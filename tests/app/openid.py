"""A small OpenID provider on a port of its own: real HTTP, real signatures, and faults that can be asked for."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "meeting-cadence", "the provider's secret: %+"


@dataclass
class OpenIdProvider:
    """`says`: claims in place of the usual ones (None takes one away). `asked`: what came to the token endpoint."""

    url: str
    at: datetime
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    published: list[RSAKey] = field(default_factory=list)
    says: dict[str, Any] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    looked_up: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def agree(self, address: str) -> str:
        """Somebody signs in there: from the address that a browser was sent to, to the one it is sent back to."""
        parts = urlsplit(address)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert address.startswith(f"{self.url}/authorize?"), address
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def documents(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            **self.discovery,
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [one.as_dict(private=False) for one in self.published or [self.key]]}

    def redeem(self, form: dict[str, str], authorization: str | None) -> tuple[int, dict[str, Any]]:
        self.asked.append(form | {"authorization": authorization or ""})
        known = self.codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if known is None or known["code_challenge"] != challenge.decode().rstrip("="):
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "opaque",
            "token_type": "Bearer",
            "id_token": self.id_token(known["nonce"]),
        }

    def id_token(self, nonce: str) -> str:
        now = int(self.at.timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "sub": "8d3f", "iat": now, "exp": now + 300, "nonce": nonce}
        claims |= {"email": "wang@example.org", "email_verified": True, "preferred_username": "wang"}
        claims = {name: value for name, value in {**claims, **self.says}.items() if value is not None}
        header = {"alg": "RS256", "kid": "first", **self.header}
        if header["alg"] == "HS256":
            return jwt.encode(
                header, claims, OctKey.import_key(json.dumps(self.keys())), algorithms=["HS256"]
            )
        if header["alg"] == "none":
            parts = [json.dumps(header).encode(), json.dumps(claims).encode(), b""]
            return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
        return jwt.encode(header, claims, self.key)


@contextmanager
def serving(at: datetime) -> Iterator[OpenIdProvider]:
    """The provider, while it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.looked_up += 1
            told = {"/.well-known/openid-configuration": provider.documents, "/keys": provider.keys}
            found = told.get(self.path)
            self._answer(200 if found else 404, found() if found else {})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            self._answer(*provider.redeem(form, self.headers["authorization"]))

        def _answer(self, status: int, told: dict[str, Any]) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = OpenIdProvider(f"http://127.0.0.1:{server.server_port}", at)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
