"""Checking the whole trail: its seals, its anchors, and the ledger beside it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlmodel import Session

from meeting_cadence.access.audit_anchors import Anchor
from meeting_cadence.access.audit_chain import Verdict, audit_key, key_name, verify_chain
from meeting_cadence.store.audit import all_lines, head
from meeting_cadence.store.audit_ledger import LedgerFinding, compare_ledger
from meeting_cadence.words.say import Language, say


class Checked(NamedTuple):
    """What came of it; `anchored`: the last line that an anchor vouches for (0: none)."""

    verdict: Verdict
    ledger: Sequence[LedgerFinding]
    anchored: int

    @property
    def is_whole(self) -> bool:
        return not self.verdict.findings and not self.ledger


def check_trail(session: Session, secrets: Sequence[bytes], anchors: Sequence[Anchor] = ()) -> Checked:
    """Check everything in one snapshot. `secrets`: the secret key of now, and earlier ones."""
    keys = {key_name(key): key for key in map(audit_key, secrets)}
    verdict = verify_chain(all_lines(session), keys, anchors)
    ledger = compare_ledger(session, all_lines(session)) if verdict.lines else []
    return Checked(verdict, ledger, max((anchor.seq for anchor in anchors), default=0))


def anchor_of(session: Session, day: str) -> Anchor | None:
    """The head of the trail, to be written down elsewhere on this day; None while there is no line."""
    last = head(session)
    return None if last is None else Anchor(day, last.seq, last.mac)


def sentences(checked: Checked, language: Language) -> Iterator[str]:
    """What was found, a line each; last the sum."""
    for finding in checked.verdict.findings:
        yield say(f"audit.finding.{finding.kind}", language, first=finding.seq, last=finding.last)
    for entry in checked.ledger:
        code = "began" if entry.seq == 0 else entry.kind
        yield say(f"audit.finding.{code}", language, seq=entry.seq)
    lines, wrong = checked.verdict.lines, len(checked.verdict.findings) + len(checked.ledger)
    if not checked.is_whole:
        yield say("audit.verdict.broken", language, lines=lines, count=wrong)
    elif checked.anchored:
        yield say("audit.verdict.whole", language, lines=lines, anchored=checked.anchored)
    else:
        yield say("audit.verdict.unanchored", language, lines=lines)


def verdict_as_mapping(checked: Checked) -> dict[str, Any]:
    """The verdict for programs."""
    head = checked.verdict.head
    return {
        "whole": checked.is_whole,
        "lines": checked.verdict.lines,
        "anchored": checked.anchored,
        "head": head._asdict() if head else None,
        "findings": [one._asdict() for one in checked.verdict.findings],
        "ledger": [one._asdict() for one in checked.ledger],
    }
