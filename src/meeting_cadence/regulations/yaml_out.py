"""Plain values as YAML 1.2 that every reader takes for the same values: doubtful texts are quoted."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

_PLAIN: Final = re.compile(r"[A-Za-z\u4e00-\u9fff《][A-Za-z0-9\u4e00-\u9fff_/《》（）、，。；·-]*")
_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})


def to_yaml(value: Mapping[str, Any]) -> str:
    """Block style, two blanks a level."""
    return "\n".join([*_mapping(value, ""), ""])


def _mapping(value: Mapping[str, Any], margin: str) -> Iterator[str]:
    for key, inner in value.items():
        yield from _entry(f"{margin}{_scalar(key)}:", inner, margin)


def _entry(head: str, value: Any, margin: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, margin + "  ")
    elif _is_list(value) and value:
        yield head
        for one in value:
            yield from _item(one, margin + "  ")
    else:
        yield f"{head} {_scalar(value)}"


def _item(value: Any, margin: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        first, *rest = _mapping(value, margin + "  ")
        yield f"{margin}- {first[len(margin) + 2 :]}"
        yield from rest
    elif _is_list(value) and value:
        yield f"{margin}-"
        for one in value:
            yield from _item(one, margin + "  ")
    else:
        yield f"{margin}- {_scalar(value)}"


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _scalar(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
