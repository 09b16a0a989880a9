"""The whole API against its own description, by schemathesis: no fault, no undocumented answer, no bad input accepted.

`CADENCE_API_CASES` sets how many cases of each kind each operation gets for each role (default 8: over 5,000 in all,
some four minutes of one core; 70: 50,000, most of an hour).
"""

import os
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
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
HOPELESS = ("/audit/verdict",)
"""Reads everything: asked, but not often."""


def send(browser: Any, case: Any) -> Any:
    """The request of a case, byte for byte as `requests` would send it, through the browser's cookies."""
    parts = case.as_transport_kwargs(base_url="http://testserver")
    wanted = ("method", "url", "params", "headers", "json", "data", "files")
    made = requests.Request(**{name: parts[name] for name in wanted if name in parts}).prepare()
    headers = {**made.headers, "origin": "http://testserver"}
    return browser.request(made.method, made.url, headers=headers, content=made.body)


def fuzz(served: Served, role: Role, cases: int) -> int:
    """Ask every operation `cases` times with good and with bad data; answers how many requests there were."""
    served.office.enter(act={"id": "m-1", "body": "commission", "kind": "plenary", "start": "2024-02-01"})
    browser = _open(served, role)
    schema = schemathesis.openapi.from_dict(served.service.web.openapi())
    asked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        often = 2 if operation.path.endswith(HOPELESS) else cases
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            asked += _ask(browser, operation, mode, often)
    return asked


def _open(served: Served, role: Role) -> Any:
    """A browser that shows a fault as the answer 500, as a server would."""
    from starlette.testclient import TestClient

    cookies = served.client(role.value, scope="commission").cookies
    return TestClient(served.service, cookies=dict(cookies), raise_server_exceptions=False)


def _ask(browser: Any, operation: Any, mode: GenerationMode, cases: int) -> int:
    asked = 0
    if mode is GenerationMode.NEGATIVE and not (list(operation.iter_parameters()) or operation.body):
        return 0

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
        nonlocal asked
        asked += 1
        case.validate_response(send(browser, case), checks=CHECKS)

    try:
        one()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "good data there is always; free text knows no bad data"
    return asked


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_very_many_cases_of_every_operation(served: Served, role: Role) -> None:
    asked = fuzz(served, role, CASES)
    print(f"{role.value}: {asked} cases")
    assert asked >= 30 * CASES
