"""Too much is refused at the edge, with the house's answer, before any form or file is taken apart."""

from collections.abc import Iterator

import pytest
from tests.conftest import Served

from meeting_cadence.app.body_limit import MOST_BYTES

MULTIPART = {"content-type": "multipart/form-data; boundary=x"}


def in_pieces(size: int) -> Iterator[bytes]:
    """A body whose length no header declares."""
    while size > 0:
        yield b"x" * min(size, 65536)
        size -= 65536


@pytest.mark.parametrize("declared", [True, False])
def test_the_api_refuses_what_is_too_large(served: Served, declared: bool) -> None:
    content = b"x" * (MOST_BYTES + 1) if declared else in_pieces(MOST_BYTES + 1)
    answer = served.client().post("/api/v1/imports", content=content, headers=MULTIPART)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "body_too_large")
    assert answer.json()["error"]["message"]["zh"].startswith("发送的内容超过 4 MB")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("declared", [True, False])
def test_a_page_says_so_as_a_page(served: Served, declared: bool) -> None:
    content = b"x" * (MOST_BYTES + 1) if declared else in_pieces(MOST_BYTES + 1)
    answer = served.client().post("/login", content=content, headers=MULTIPART)
    assert answer.status_code == 413
    assert "<h1>内容过大</h1>" in answer.text and "未作任何改动" in answer.text


@pytest.mark.parametrize("declared", [True, False])
def test_the_largest_body_is_read(served: Served, declared: bool) -> None:
    content = b"x" * MOST_BYTES if declared else in_pieces(MOST_BYTES)
    answer = served.client().post("/api/v1/entries", content=content)
    assert answer.status_code == 422


def test_a_length_that_cannot_be_read_is_counted(served: Served) -> None:
    headers = {"content-length": "many", "transfer-encoding": "chunked"}
    answer = served.client().post("/api/v1/entries", content=in_pieces(MOST_BYTES + 1), headers=headers)
    assert answer.status_code == 413
