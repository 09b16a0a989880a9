"""Signing in by an OpenID provider that is really there: who gets in, and everything that does not."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from sqlalchemy import text
from tests.app.openid import CLIENT, SECRET, OpenIdProvider, serving
from tests.conftest import Office, Served

from meeting_cadence.access import Person, Role
from meeting_cadence.actions.people import disable_person
from meeting_cadence.app import provider as room
from meeting_cadence.app.build import build_app
from meeting_cadence.app.provider import ProviderIncomplete, SsoExtraMissing
from meeting_cadence.settings import Settings
from meeting_cadence.store.people import SqlPeople


@pytest.fixture
def provider(sqlite_office: Office) -> Iterator[OpenIdProvider]:
    with serving(sqlite_office.at) as found:
        yield found


def house(office: Office, provider: OpenIdProvider, **given: Any) -> Served:
    """The service with that provider, and 王某 who has an account and no password."""
    served = Served(
        office,
        oidc_issuer=provider.url,
        oidc_client_id=CLIENT,
        **{"oidc_client_secret": SecretStr(SECRET)} | given,
    )
    with office.store.session() as session:
        people = SqlPeople(session, at=office.at)
        people.add(Person(0, "wang", "王某", Role.SECRETARY, "commission", email="Wang@example.org"))
    return served


@pytest.fixture
def served(sqlite_office: Office, provider: OpenIdProvider) -> Served:
    return house(sqlite_office, provider)


def go(browser: Any, provider: OpenIdProvider, onward: str = "/") -> Any:
    """There and back: what the service answers to the code."""
    sent = browser.get("/login/provider", params={"next": onward})
    assert sent.status_code == 303, sent.text
    return browser.get(provider.agree(sent.headers["location"]))


def last_lines(office: Office) -> list[tuple[str, str | None]]:
    with office.store.reading() as session:
        rows = session.connection().execute(
            text("SELECT action, content FROM audit ORDER BY seq DESC LIMIT 1")
        )
        return [(action, content) for action, content in rows]


def test_who_is_here_gets_in_and_goes_on(served: Served, provider: OpenIdProvider) -> None:
    browser = served.visitor()
    assert "/login/provider?next=" in browser.get("/login").text
    answer = go(browser, provider, "/bodies/commission?year=2024")
    assert (answer.status_code, answer.headers["location"]) == (303, "/bodies/commission?year=2024")
    assert browser.get("/api/v1/me").json()["login"] == "wang"
    ((action, content),) = last_lines(served.office)
    assert action == "person.signed_in"
    assert '"provider":"8d3f"' in str(content)
    (asked,) = provider.asked
    user, _, secret = base64.b64decode(asked["authorization"].removeprefix("Basic ")).decode().partition(":")
    assert (user, secret) == (CLIENT, "the%20provider%27s%20secret%3A%20%25%2B")
    assert asked["grant_type"] == "authorization_code"
    assert "client_secret" not in asked


def test_addresses_and_keys_are_asked_for_once_an_hour(served: Served, provider: OpenIdProvider) -> None:
    for _ in range(3):
        assert go(served.visitor(), provider).status_code == 303
    assert provider.looked_up == 2
    served.office.at += timedelta(hours=1)
    provider.at = served.office.at
    assert go(served.visitor(), provider).status_code == 303
    assert provider.looked_up == 4


def refused(answer: Any, browser: Any) -> None:
    """One sentence for all of them, and nobody is signed in."""
    assert answer.status_code == 400, answer.text
    assert "未能通过单位统一身份认证登录" in answer.text
    assert browser.get("/api/v1/me").status_code == 401
    assert "session=" not in str(answer.headers.get("set-cookie"))


@pytest.mark.parametrize(
    "says",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 5},
        {"at_hash": "bm90IGl0"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
        {"email": "nobody@example.org"},
        {"email": ["wang@example.org"]},
    ],
    ids=str,
)
def test_a_word_that_is_not_good_lets_nobody_in(
    served: Served, provider: OpenIdProvider, says: dict[str, Any]
) -> None:
    browser = served.visitor()
    provider.says = says
    refused(go(browser, provider), browser)


def test_an_expired_word_is_refused_after_a_minute(served: Served, provider: OpenIdProvider) -> None:
    now = int(served.office.at.timestamp())
    for past, status in ((59, 303), (61, 400)):
        provider.says = {"exp": now - past, "iat": now - 300}
        assert go(served.visitor(), provider).status_code == status


@pytest.mark.parametrize("header", [{"alg": "HS256"}, {"alg": "none"}, {"kid": "unknown"}], ids=str)
def test_another_kind_of_signature_is_refused(
    served: Served, provider: OpenIdProvider, header: dict[str, str]
) -> None:
    browser = served.visitor()
    provider.header = header
    refused(go(browser, provider), browser)


def test_the_signature_of_another_key_is_refused(served: Served, provider: OpenIdProvider) -> None:
    browser = served.visitor()
    provider.published = [RSAKey.generate_key(2048, {"kid": "first"})]
    refused(go(browser, provider), browser)


def test_keys_that_changed_are_looked_up_again(served: Served, provider: OpenIdProvider) -> None:
    assert go(served.visitor(), provider).status_code == 303
    served.office.at += timedelta(minutes=5)
    provider.at = served.office.at
    provider.key = RSAKey.generate_key(2048, {"kid": "second"})
    provider.header = {"kid": "second"}
    assert go(served.visitor(), provider).status_code == 303


def test_the_way_back_is_for_the_browser_that_went(served: Served, provider: OpenIdProvider) -> None:
    browser, other = served.visitor(), served.visitor()
    back = provider.agree(browser.get("/login/provider").headers["location"])
    refused(other.get(back), other)
    other.get("/login/provider")
    refused(other.get(back), other)
    forged = re.sub(r"state=[^&]*", "state=x", back)
    refused(browser.get(forged), browser)
    refused(browser.get(back), browser)


def test_an_attempt_works_once_and_for_ten_minutes(served: Served, provider: OpenIdProvider) -> None:
    browser = served.visitor()
    back = provider.agree(browser.get("/login/provider").headers["location"])
    served.office.at += timedelta(minutes=10)
    provider.at = served.office.at
    assert browser.get(back).status_code == 303
    browser.post("/logout")
    refused(browser.get(back), browser)
    late = provider.agree(browser.get("/login/provider").headers["location"])
    served.office.at += timedelta(minutes=10, seconds=1)
    refused(browser.get(late), browser)


def test_the_provider_sees_that_the_code_is_ours(served: Served, provider: OpenIdProvider) -> None:
    """Without the verifier that belongs to the challenge a stolen code is worth nothing."""
    browser = served.visitor()
    back = provider.agree(browser.get("/login/provider").headers["location"])
    for asked in provider.codes.values():
        asked["code_challenge"] = "another"
    answer = browser.get(back)
    assert answer.status_code == 400
    assert "暂时无法使用" in answer.text


def test_who_is_disabled_or_twice_here_stays_out(served: Served, provider: OpenIdProvider) -> None:
    browser = served.visitor()
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        people.add(Person(0, "other", "同邮箱", Role.VIEWER, None, email="wang@example.org"))
    refused(go(browser, provider), browser)
    assert '"why":"several"' in str(last_lines(served.office))
    with served.office.store.session() as session:
        people = SqlPeople(session, at=served.office.at)
        session.connection().execute(text("UPDATE person SET email = NULL WHERE login = 'other'"))
        disable_person(people, "wang", by="admin")
    refused(go(browser, provider), browser)
    assert '"why":"disabled"' in str(last_lines(served.office))
    with served.office.store.session() as session:
        session.connection().execute(text("UPDATE person SET email = NULL"))
    refused(go(browser, provider), browser)
    assert '"why":"unknown"' in str(last_lines(served.office))


@pytest.mark.parametrize(
    ("match", "says", "status"),
    [
        ("sub", {"sub": "wang"}, 303),
        ("sub", {}, 400),
        ("preferred_username", {"preferred_username": "WANG"}, 303),
        ("preferred_username", {"preferred_username": None}, 400),
    ],
)
def test_what_is_matched_is_chosen(
    sqlite_office: Office, provider: OpenIdProvider, match: str, says: dict[str, Any], status: int
) -> None:
    served = house(sqlite_office, provider, oidc_match=match)
    provider.says = says
    assert go(served.visitor(), provider).status_code == status


@pytest.mark.parametrize(
    ("profile", "amr", "onward"),
    [
        ("standard", None, "/api/v1/me"),
        ("cn-level2", None, "/api/v1/me"),
        ("cn-level3", ["pwd", "otp"], "/api/v1/me"),
        ("cn-level3", ["pwd"], "/account/factor"),
        ("cn-level3", None, "/account/factor"),
    ],
)
def test_the_profile_is_kept(
    sqlite_office: Office, provider: OpenIdProvider, profile: str, amr: list[str] | None, onward: str
) -> None:
    """Passwords that age are the provider's; a second factor is its own where it says so, else ours is asked for."""
    served = house(sqlite_office, provider, access_profile=profile)
    provider.says = {"amr": amr}
    browser = served.visitor()
    assert go(browser, provider).status_code == 303
    answer = browser.get("/api/v1/me")
    if onward == "/api/v1/me":
        assert answer.json()["login"] == "wang"
    else:
        assert answer.json()["error"]["code"] == "step_needed"


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
    ids=str,
)
def test_a_provider_that_speaks_for_another_is_not_believed(
    served: Served, provider: OpenIdProvider, discovery: dict[str, Any]
) -> None:
    provider.discovery = discovery
    answer = served.visitor().get("/login/provider")
    assert answer.status_code == 400
    assert "暂时无法使用" in answer.text


def test_a_provider_that_is_away_leaves_the_password(sqlite_office: Office) -> None:
    with serving(sqlite_office.at) as gone:
        served = house(sqlite_office, gone)
    answer = served.visitor().get("/login/provider")
    assert answer.status_code == 400
    assert "用本系统的账号和密码登录" in answer.text
    assert 'name="password"' in answer.text


def test_a_secret_goes_in_the_form_where_the_provider_wants_it(
    served: Served, provider: OpenIdProvider
) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert go(served.visitor(), provider).status_code == 303
    assert (provider.asked[0]["client_secret"], provider.asked[0]["authorization"]) == (SECRET, "")


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere(served: Served, provider: OpenIdProvider, onward: str) -> None:
    assert go(served.visitor(), provider, onward).headers["location"] == "/"


def test_without_a_provider_there_is_no_such_page(sqlite_office: Office) -> None:
    browser = Served(sqlite_office).visitor()
    for path in ("/login/provider", "/login/provider/back?code=x&state=y"):
        assert browser.get(path).status_code == 404
    assert "/login/provider" not in browser.get("/login").text


def test_what_is_missing_is_said_at_the_start(sqlite_office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(**given: Any) -> None:
        build_app(
            Settings(**given),
            sqlite_office.store,
            clock=lambda: sqlite_office.at,
            tables=sqlite_office.tables,
            with_doorbell=False,
        )

    for half in ({"oidc_issuer": "https://sso.example.org"}, {"oidc_client_id": "x"}):
        with pytest.raises(ProviderIncomplete):
            start(**half)
    monkeypatch.setattr(room, "find_spec", lambda name: None if name == "authlib" else object())
    with pytest.raises(SsoExtraMissing) as missing:
        start(oidc_issuer="https://sso.example.org", oidc_client_id="x")
    assert missing.value.exit_status == 2


@pytest.mark.parametrize(
    "url", ["http://sso.example.org", "ftp://127.0.0.1", "https://u:p@sso.example.org", "https://", "x"]
)
def test_an_unsafe_address_is_no_setting(url: str) -> None:
    with pytest.raises(ValueError, match="oidc_issuer"):
        Settings(oidc_issuer=url)


def test_both_databases_keep_who_opened_a_session(office: Office) -> None:
    with serving(office.at) as provider:
        served = house(office, provider, access_profile="cn-level2")
        browser = served.visitor()
        assert go(browser, provider).status_code == 303
        assert browser.get("/api/v1/me").json()["login"] == "wang"
