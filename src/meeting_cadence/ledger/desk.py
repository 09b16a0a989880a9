"""What every reader of a ledger entry needs: the pack it speaks of, and the report its problems go to."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from meeting_cadence.cadence.labels import can_be_called, example_of
from meeting_cadence.dates import local_day
from meeting_cadence.regulations.document import Node
from meeting_cadence.regulations.fields import Fields
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.problems import Report

MOST_ENTRY_ID: Final = 200
_UTC: Final = ZoneInfo("UTC")


class Desk(NamedTuple):
    """Where entries are read."""

    pack: Pack
    report: Report

    def known(self, node: Node, id: str | None, ids: Collection[str], code: str) -> str | None:
        """The id when it is one of `ids`; else None and a problem that names the nearest one."""
        if id is not None and id not in ids:
            self.report.add(node, code, id=id[:100], nearest=self.report.nearest(id, ids))
            return None
        return id

    def body(self, fields: Fields, key: str = "body") -> str | None:
        """The id of a body of the pack."""
        return self.body_of(fields, fields.at(key), fields.text(key))

    def body_of(self, fields: Fields, node: Node, id: str | None) -> str | None:
        return self.known(node, id, self.pack.tree.bodies, "unknown_body")

    def bodies(self, fields: Fields) -> tuple[str, ...]:
        """`body: id`, or `bodies: [id, …]` of a joint act; in the order given, each once."""
        if fields.one_of("body", "bodies") == "body":
            body = self.body(fields)
            return (body,) if body is not None else ()
        found: list[str] = []
        for node in fields.items("bodies", least=1):
            body = self.body_of(fields, node, fields.text_of(node, "bodies"))
            if body in found:
                self.report.add(node, "named_twice", id=body)
            elif body is not None:
                found.append(body)
        return tuple(found)

    def mandate(self, fields: Fields) -> str | None:
        """The id of a mandate of the pack."""
        return self.known(fields.at("mandate"), fields.text("mandate"), self.pack.mandate, "unknown_mandate")

    def window(self, node: Node, mandate: str | None, label: str | None) -> str | None:
        """A window's label, of a shape that some version of the mandate gives its windows."""
        if mandate is None or label is None:
            return label
        rules = [clause.rule for version in self.pack.mandate[mandate].versions for clause in version.clauses]
        if any(can_be_called(rule, label) for rule in rules):
            return label
        like = sorted({example_of(rule) for rule in rules})
        self.report.add(node, "no_such_window", label=label[:100], mandate=mandate, like=like)
        return None

    def title(self, fields: Fields) -> str | None:
        """A title; of one in both languages one text, Chinese first."""
        name = fields.name("title")
        if name is None or name.zh == name.en:
            return name.zh if name else None
        return f"{name.zh} / {name.en}"

    def kind(self, node: Node, kind: str | None, *sections: str) -> str | None:
        """A kind of act, item or event; in the vocabulary, where the pack gives all of these sections."""
        names = [getattr(self.pack.vocabulary, section) for section in sections]
        if kind is not None and all(names):
            words = {word for section in names for word in section}
            if kind not in words:
                near = self.report.nearest(kind, words)
                self.report.add(node, "not_in_vocabulary", id=kind[:100], section=sections[0], nearest=near)
        return kind

    def zone(self, body: str | None) -> ZoneInfo:
        """The time zone of a body; UTC while the body is not known."""
        return self.pack.tree[body].zone if body in self.pack.tree and body is not None else _UTC


def entry_id(fields: Fields, key: str = "id") -> str | None:
    """A lasting id of an entry: any text on one line, at most 200 characters, without blanks around it."""
    text = fields.text(key)
    if text is not None and (text != text.strip() or len(text) > MOST_ENTRY_ID or not text.isprintable()):
        fields.report.add(fields.at(key), "bad_entry_id", id=text[:MOST_ENTRY_ID])
        return None
    return text


def is_before(end: date | datetime, start: date | datetime, zone: ZoneInfo) -> bool:
    """Whether an end lies before its start: instants by the clock, else local days."""
    if isinstance(end, datetime) and isinstance(start, datetime):
        return end < start
    return day_of(end, zone) < day_of(start, zone)


def day_of(when: date | datetime, zone: ZoneInfo) -> date:
    """The local day of a day or an instant."""
    return local_day(when, zone) if isinstance(when, datetime) else when
