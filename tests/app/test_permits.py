"""The authorisation table: every route says who may use it, and the service keeps to it."""

import re

import pytest
from tests.conftest import Served

from meeting_cadence.access import Role
from meeting_cadence.access.permits import PERMITS
from meeting_cadence.app.access_table import access_table
from meeting_cadence.app.gatekeeper import API

ROLES = [role.value for role in Role]


def filled_in(path: str, key: str) -> str:
    """An address of a route with things that exist; `key`: an obligation's."""
    known = {
        "key": key,
        "body_id": "commission",
        "body": "commission",
        "mandate_id": "plenary",
        "mandate": "plenary",
    }
    return re.sub(r"{(\w+)}", lambda found: known.get(found[1], "1"), path)


def test_every_route_declares_who_may_use_it(served: Served) -> None:
    forgotten = [right for right in access_table(served.service.web) if right.permit not in PERMITS]
    assert forgotten == []


def test_the_table_holds_every_route_and_method(served: Served) -> None:
    table = {
        (right.method, right.path): right.permit.name
        for right in access_table(served.service.web)
        if right.permit
    }
    assert table[("GET", "/")] == "signed_in"
    assert table[("POST", "/record")] == "recorders"
    assert table[("POST", "/relief")] == "relievers"
    assert table[("POST", "/people")] == "administrators"
    assert table[("GET", "/people")] == "people_readers"
    assert table[("POST", "/api/v1/entries")] == "adopters"
    assert table[("GET", "/healthz")] == "everyone"
    assert len(table) == len(access_table(served.service.web))


def test_nobody_gets_further_than_the_gate_without_signing_in(served: Served) -> None:
    browser, key = served.visitor(), served.key("plenary", "2023")
    for right in access_table(served.service.web):
        if right.permit is None or right.permit.roles is None:
            continue
        answer = browser.request(right.method, filled_in(right.path, key))
        if right.path.startswith(API):
            assert answer.status_code == 401, right
        else:
            assert (answer.status_code, answer.headers["location"][:7]) == (303, "/login?"), right


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_exactly_what_the_table_gives_it(served: Served, role: str) -> None:
    served.client("viewer")  # number 1: whom an administrator may disable without ending the test
    browser, key = served.client(role), served.key("plenary", "2023")
    for right in access_table(served.service.web):
        if right.permit is None or right.permit.roles is None or right.path == "/logout":
            continue
        status = browser.request(right.method, filled_in(right.path, key)).status_code
        if Role(role) in right.permit.roles:
            assert status not in (401, 403), (right, status)
        else:
            assert status == 403, (right, status)


def test_a_route_without_a_permit_lets_nobody_in(served: Served) -> None:
    from fastapi import Depends

    from meeting_cadence.app.gatekeeper import admit

    served.service.web.add_api_route("/forgotten", lambda: "secret", dependencies=[Depends(admit)])
    assert served.client("administrator").get("/forgotten").status_code == 500
    assert [right.path for right in access_table(served.service.web) if right.permit is None] == [
        "/forgotten"
    ]
