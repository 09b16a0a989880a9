"""One alert policy in a file of its own: what stands under its id in a pack, `rungs:` and nothing else."""

from meeting_cadence.regulations.check_vocabulary import check_policy
from meeting_cadence.regulations.document import read_document
from meeting_cadence.regulations.problems import PackRefused, Report


def read_policy_text(text: str | bytes, *, name: str) -> object:
    """The policy as plain values. Raises PackRefused with every problem and its place."""
    report = Report()
    document = read_document(text, name, report)
    found = check_policy(document, report) if document is not None else None
    if report:
        raise PackRefused(report.in_order())
    return found
