"""What was edited over the API leaves as packs and a ledger that make the same board in an empty database."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NewStore, Office, Served

Edit = Callable[[Any], Any]
ANY = {"if-match": "*"}


def put(path: str, definition: dict[str, Any], **params: Any) -> Edit:
    return lambda browser: browser.put(f"/api/v1/{path}", json=definition, headers=ANY, params=params)


def make(path: str, definition: dict[str, Any], **params: Any) -> Edit:
    place = {"pack": "office"} | params
    return lambda browser: browser.put(f"/api/v1/{path}", json=definition, params=place)


def change(path: str, **fields: Any) -> Edit:
    """Some keys of a definition set anew."""

    def edit(browser: Any) -> Any:
        definition = browser.get(f"/api/v1/{path}").json()["definition"]
        return put(path, definition | fields)(browser)

    return edit


def reorganise(**act: Any) -> Edit:
    return lambda browser: browser.post("/api/v1/reorganisations", json=act)


def record(**entry: Any) -> Edit:
    return lambda browser: browser.secretary.post("/api/v1/entries", json=entry)


EDITS: dict[str, Edit] = {
    "rename": reorganise(act="rename", body="city-a", name={"zh": "no", "en": "A: #1"}),
    "split": reorganise(
        act="split",
        body="city-b",
        into=[{"id": "east", "name": {"zh": "东市"}}, {"id": "west", "name": {"zh": "西市"}}],
        on="2024-07-01",
    ),
    "abolish": reorganise(act="abolish", body="city-a", on="2025-01-01"),
    "terms": change("bodies/commission/definition", terms=[{"number": 15, "from": "2022-06-20"}]),
    "zone": make(
        "bodies/far/definition", {"name": "远市", "timezone": "Asia/Urumqi", "parent": "commission"}
    ),
    "county": make(
        "bodies/county/definition",
        {"name": "丙县", "tier": "city", "parent": "city-a", "since": "2024-01-01"},
    ),
    "amend": change(
        "mandates/conference/definition",
        lead="90d",
        reading={"chosen": "五年一次", "decided_by": {"zh": "省委", "en": "Committee"}},
    ),
    "regulation": make(
        "regulations/new/definition",
        {
            "title": "《新办法》",
            "effective": "2024-02-01",
            "mandates": [
                {
                    "id": "brief",
                    "title": "通报",
                    "obliged": {"tier": "city"},
                    "act": "brief",
                    "clauses": [{"quota": {"min": 1, "per": "1m"}}, {"gap": {"max": "10w"}}],
                }
            ],
        },
    ),
    "contacts": lambda browser: browser.put(
        "/api/v1/bodies/city-a/contacts",
        json={"contacts": [{"role": "chair", "address": "x@example.org", "name": "张'某"}]},
        headers=ANY,
    ),
    "second": lambda browser: browser.post(
        "/api/v1/packs",
        json={
            "root": "s.yaml",
            "files": {
                "s.yaml": "format: 1\npack: second\ntitle: 另一\ntimezone: Asia/Shanghai\nbodies: [{id: x, name: X}]\n"
            },
        },
    ),
    "act": record(act={"body": "commission", "kind": "plenary", "start": "2024-02-01", "items": ["convey"]}),
    "late": record(
        act={"body": "city-a", "kind": "study", "start": "2023-08-01", "counts_for": {"study": "2023-H1"}}
    ),
}


def carry_over(source: Any, target: Any) -> None:
    """Every pack by the API of both, and the ledger."""
    for one in source.get("/api/v1/packs").json()["packs"]:
        told = source.get(f"/api/v1/packs/{one['pack']}").json()
        files = {"root": told["root"], "files": told["files"]}
        answer = target.post("/api/v1/packs", json=files)
        assert answer.status_code == 201, answer.text


def board(browser: Any) -> list[Any]:
    rows: list[Any] = browser.get("/api/v1/board", params={"limit": 1000}).json()["rows"]
    return rows


def check_round(new_office: Callable[[], Office], new_store: NewStore, names: list[str]) -> None:
    office = new_office()
    served = Served(office)
    admin = served.client("administrator")
    admin.secretary = served.client("secretary")
    for name in names:
        answer = EDITS[name](admin)
        assert answer.status_code in (200, 201, 409), (name, answer.text)
    there = Office(new_store())
    there.at = office.at
    other = Served(there).client("administrator")
    carry_over(admin, other)
    ledger = admin.get("/api/v1/ledger/file").content
    done = other.post("/api/v1/ledger/file", files={"file": ("ledger.json", ledger)})
    assert done.json()["known"] == 0
    assert other.get("/api/v1/ledger/file").content == ledger
    assert board(other) == board(admin)
    assert there.world.pack == office.world.pack
    assert there.verify().differences == office.verify().differences == ()


some_edits = st.permutations(sorted(EDITS)).flatmap(
    lambda names: st.integers(1, len(names)).map(lambda count: names[:count])
)


def test_all_edits_at_once_leave_as_packs(
    new_sqlite_office: Callable[[], Office], new_sqlite_store: NewStore
) -> None:
    check_round(new_sqlite_office, new_sqlite_store, list(EDITS))


@pytest.mark.slow
@settings(max_examples=60)
@given(some_edits)
def test_very_many_edits_leave_as_packs(
    new_sqlite_office: Callable[[], Office], new_sqlite_store: NewStore, names: list[str]
) -> None:
    check_round(new_sqlite_office, new_sqlite_store, names)
