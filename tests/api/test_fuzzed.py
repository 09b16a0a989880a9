"""The whole API against its own description, by schemathesis: no fault, no undocumented answer, no bad input accepted.

`CADENCE_API_CASES` sets how many cases of each kind each operation gets for each role (default 8: over 5,000 in all,
some four minutes of one core; 70: 50,000, most of an hour).
"""

import os
import traceback
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.conftest import Served

from meeting_cadence.access import Role

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CASES = int(os.environ.get("CADENCE_API_CASES", "8"))
LONGEST = 60_000
"""Of an address: no client sends a longer one, and no server reads it."""
HOPELESS = ("/audit/verdict",)
"""Reads everything: asked, but not often."""


REAL: dict[str, Any] = {
    "body": "commission",
    "under": "province",
    "mandate": "plenary",
    "regulation": "rules",
    "pack": "office",
    "entry_id": "m-1",
    "number": 2,
    "country": "CN",
    "year": 2024,
    "at": "2024-02-15",
    "known_at": "2024-02-15T09:00:00+08:00",
    "from": "2024-03-01",
    "to": "2024-04-01",
}
"""What there is of that name: every other good request is about it, for a made-up name only reaches the answer 404."""


def make_real(case: Any, real: dict[str, Any]) -> None:
    """Let a request be about things that there are."""
    for parameters in (case.path_parameters, case.query):
        for name in (parameters or {}).keys() & real.keys():
            parameters[name] = real[name]


def send(browser: Any, case: Any) -> Any:
    """The request of a case, byte for byte as `requests` would send it, through the browser's cookies."""
    parts = case.as_transport_kwargs(base_url="http://testserver")
    wanted = ("method", "url", "params", "headers", "json", "data", "files")
    made = requests.Request(**{name: parts[name] for name in wanted if name in parts}).prepare()
    assume(len(made.url or "") <= LONGEST)
    headers = {**made.headers, "origin": "http://testserver"}
    return browser.request(made.method, made.url, headers=headers, content=made.body)


@dataclass
class Tried:
    """How many requests there were, and what was wrong with the answers: the first fault of each operation and kind."""

    asked: int = 0
    faults: list[str] = field(default_factory=list)


def fuzz(served: Served, role: Role, cases: int) -> Tried:
    """Ask every operation `cases` times with good and with bad data; a fault of one stops none of the others."""
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    browser = _open(served, role)
    served.client("viewer")
    real = REAL | {"key": served.key("plenary", "2024")}
    schema = schemathesis.openapi.from_dict(served.service.web.openapi())
    tried = Tried()
    for result in schema.get_all_operations():
        operation = result.ok()
        often = 2 if operation.path.endswith(HOPELESS) else cases
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _ask(browser, operation, mode, often, tried, real)
            except (AssertionError, BaseExceptionGroup) as fault:
                told = "".join(traceback.format_exception(fault, limit=0))
                tried.faults.append(f"{operation.label}, {mode.value} data: {told}")
    return tried


def _open(served: Served, role: Role) -> Any:
    """A browser that shows a fault as the answer 500, as a server would."""
    from starlette.testclient import TestClient

    cookies = served.client(role.value, scope="commission").cookies
    return TestClient(served.service, cookies=dict(cookies), raise_server_exceptions=False)


def _ask(
    browser: Any, operation: Any, mode: GenerationMode, cases: int, tried: Tried, real: dict[str, Any]
) -> None:
    if mode is GenerationMode.NEGATIVE and not (list(operation.iter_parameters()) or operation.body):
        return

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        tried.asked += 1
        if mode is GenerationMode.POSITIVE and tried.asked % 2:
            make_real(case, real)
        case.validate_response(send(browser, case), checks=CHECKS)

    try:
        one()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "good data there is always; free text knows no bad data"


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_very_many_cases_of_every_operation(served: Served, role: Role) -> None:
    tried = fuzz(served, role, CASES)
    print(f"{role.value}: {tried.asked} cases, {len(tried.faults)} faults", flush=True)
    assert not tried.faults, "\n\n".join(tried.faults)
    assert tried.asked >= 30 * CASES
