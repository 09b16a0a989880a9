"""The audit trail as a chain: what a line's seal covers, and how a tampered chain is found out.

Each line carries an HMAC-SHA-256 over its number, its words and the seal of the line before. Without the key no line
can be made, changed, moved or taken out of the middle unnoticed. The chain alone cannot see that its last lines were
cut off: for that its head is written down elsewhere (`audit_anchors`) and compared.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal, NamedTuple

from meeting_cadence.access.audit_anchors import Anchor

START: Final = "0" * 64
"""What the first line has for the seal of the line before."""

FindingKind = Literal["altered", "unlinked", "missing", "unknown_key", "cut_off", "rewritten"]


class AuditLine(NamedTuple):
    """One line. `content`: JSON text; `key`: which key sealed it; `previous`: the seal of the line before."""

    seq: int
    at: str
    actor: str | None
    action: str
    subject: str | None
    content: str
    key: str
    previous: str
    mac: str


class Finding(NamedTuple):
    """Something wrong at line `seq` (`missing`, `cut_off`: from there up to and including `last`)."""

    kind: FindingKind
    seq: int
    last: int


class Verdict(NamedTuple):
    """What came of checking: how many lines, the head, and everything that is wrong, by number."""

    lines: int
    head: Anchor | None
    findings: tuple[Finding, ...]


def content_of(line: AuditLine) -> Any:
    """The content as a value; of a line that was tampered with the text as it is."""
    try:
        return json.loads(line.content)
    except (TypeError, ValueError):
        return line.content


def audit_key(secret: bytes) -> bytes:
    """The key of the trail, derived from the installation's secret key."""
    return hmac.new(secret, b"meeting-cadence audit trail 1", hashlib.sha256).digest()


def key_name(key: bytes) -> str:
    """By what a line says which key sealed it: 16 hexadecimal digits that tell nothing of the key."""
    return hashlib.sha256(b"name of " + key).hexdigest()[:16]


def instant_text(at: datetime) -> str:
    """The one spelling of an instant on the trail: UTC with microseconds, so that texts sort as instants do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def mac_of(line: AuditLine, key: bytes) -> str:
    """The seal of a line: HMAC-SHA-256 over all of it but the seal itself, hexadecimal."""
    told = json.dumps(line[:-1], ensure_ascii=True, separators=(",", ":"), default=repr)
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def sealed(line: AuditLine, key: bytes) -> AuditLine:
    """The line with its seal."""
    return line._replace(mac=mac_of(line, key))


def verify_chain(
    lines: Iterable[AuditLine], keys: Mapping[str, bytes], anchors: Sequence[Anchor] = ()
) -> Verdict:
    """Check lines in the order of their numbers; `keys`: by their names; `anchors`: heads written down elsewhere."""
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.seq, set()).add(anchor.mac)
    count, head = 0, AuditLine(0, "", None, "", None, "", "", "", START)
    findings: list[Finding] = []
    for line in lines:
        findings.extend(_line_findings(line, head, keys))
        if wanted.pop(line.seq, {line.mac}) != {line.mac}:
            findings.append(Finding("rewritten", line.seq, line.seq))
        count, head = count + 1, line
    findings.extend(_unmet(wanted, head.seq))
    return Verdict(
        count,
        Anchor(head.at[:10], head.seq, head.mac) if count else None,
        tuple(sorted(findings, key=_place)),
    )


def _line_findings(line: AuditLine, before: AuditLine, keys: Mapping[str, bytes]) -> Iterator[Finding]:
    if line.seq > before.seq + 1:
        yield Finding("missing", before.seq + 1, line.seq - 1)
    key = keys.get(line.key)
    if key is None:
        yield Finding("unknown_key", line.seq, line.seq)
    elif line.seq <= before.seq or line.mac != mac_of(line, key):
        yield Finding("altered", line.seq, line.seq)
    if line.seq == before.seq + 1 and line.previous != before.mac:
        yield Finding("unlinked", line.seq, line.seq)


def _unmet(wanted: Mapping[int, set[str]], last: int) -> Iterator[Finding]:
    """Anchors whose line is not there: behind the end it was cut off, before it a gap says so already."""
    behind = [seq for seq in wanted if seq > last]
    if behind:
        yield Finding("cut_off", last + 1, max(behind))
    yield from (Finding("rewritten", seq, seq) for seq in wanted if seq <= last)


def _place(finding: Finding) -> tuple[int, str]:
    return finding.seq, finding.kind
