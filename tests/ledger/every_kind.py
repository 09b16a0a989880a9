"""One entry of every kind of the ledger format, with every key that it may have, for the pack of the office.

They stand in the order in which they can be put on record: a correction comes after what it corrects.
"""

from typing import Any

Row = dict[str, Any]

ENTRIES: list[Row] = [
    {
        "plan": {
            "id": "p-1",
            "bodies": ["commission", "city-a"],
            "kind": "plenary",
            "start": "2024-02-01",
            "end": "2024-02-02",
            "status": "tentative",
            "decided": "2024-01-10",
            "items": ["convey"],
            "form": "video",
            "title": "全体会议",
            "place": "一号楼",
        }
    },
    {
        "act": {
            "id": "m-1",
            "bodies": ["commission", "city-a"],
            "kind": "plenary",
            "start": "2024-02-01T09:00:00+08:00",
            "end": "2024-02-01T11:30:00+08:00",
            "ordinal": 5,
            "form": "in_person",
            "part": "preparatory",
            "present": 20,
            "entitled": 25,
            "items": ["convey"],
            "about": ["city-b"],
            "series": "15",
            "plan": "p-1",
            "counts_for": {"plenary": "2023"},
            "title": "第5次会议",
            "place": "一号楼",
            "evidence": ["纪要〔2024〕3号", "记录"],
        }
    },
    {
        "event": {
            "id": "e-1",
            "body": "city-a",
            "kind": "incident",
            "at": "2024-01-08T23:20:00+08:00",
            "title": "突发事件",
        }
    },
    {
        "relief": {
            "id": "r-1",
            "mandate": "plenary",
            "body": "commission",
            "window": "2024",
            "type": "extend",
            "until": "2025-02-28",
            "granted": "2024-03-01",
            "authority": "省委",
            "authority_body": "province",
            "instrument": "〔2024〕1号",
            "retroactive": True,
        }
    },
    {
        "relief": {
            "id": "r-2",
            "mandate": "study",
            "body": "city-b",
            "type": "suspend",
            "from": "2024-07-01",
            "until": "2024-12-31",
            "granted": "2024-03-01",
        }
    },
    {
        "adopt": {
            "id": "ad-1",
            "regulation": "rules",
            "body": "city-a",
            "on": "2022-01-01",
            "complete_from": "2022-01-01",
        }
    },
    {"adopt": {"id": "ad-2", "mandate": "study", "body": "city-b", "on": "2022-01-01"}},
    {
        "complete": {
            "id": "c-1",
            "body": "commission",
            "act": "plenary",
            "from": "2022-01-01",
            "declared": "2024-01-05",
        }
    },
    {
        "next_due": {
            "id": "n-1",
            "mandate": "conference",
            "body": "province",
            "on": "2026-12-31",
            "decided": "2024-01-26",
        }
    },
    {
        "not_held": {
            "id": "h-1",
            "mandate": "study",
            "body": "city-a",
            "window": "2023-H1",
            "confirmed": "2024-01-10",
        }
    },
    {"act": {"id": "m-2", "body": "city-b", "kind": "study", "start": "2024-02-05"}},
    {"retract": {"id": "x-1", "entry": "m-2", "reason": "误登"}},
    {
        "replace": {
            "id": "y-1",
            "entry": "e-1",
            "reason": "时间有误",
            "event": {
                "id": "e-1",
                "body": "city-a",
                "kind": "incident",
                "at": "2024-01-08T22:20:00+08:00",
            },
        }
    },
]
BY: dict[str, str] = {"relief": "supervisor", "adopt": "administrator"}
"""Who may record it, where a secretary may not."""


def kind_of(entry: Row) -> str:
    """The kind of an entry."""
    (kind,) = entry
    return kind
