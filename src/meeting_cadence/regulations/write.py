"""From a checked pack to files that read back as the same pack: docs/reference/packs.md."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from meeting_cadence.bodies import Body, Condition, Contact, Selector, Term, Text
from meeting_cadence.bodies.body import EMAIL
from meeting_cadence.regulations.model import (
    Counts,
    MakeUp,
    Mandate,
    Matter,
    Notice,
    Pack,
    Reading,
    Regulation,
    ReliefRule,
    Version,
)
from meeting_cadence.regulations.read import read_pack_text
from meeting_cadence.regulations.write_rules import as_clause
from meeting_cadence.regulations.yaml_out import to_yaml

Mapped = dict[str, Any]


class Written(NamedTuple):
    """The files of a pack by the names under which `root` includes them."""

    root: str
    files: dict[str, str]


class Documents(NamedTuple):
    """A pack as plain values in the keys of its files; `files` holds the included ones first, `root` last."""

    root: str
    files: dict[str, Mapped]


def write_pack(pack: Pack) -> Written:
    """YAML: one file, defaults left out, and files of their own for regulations that only an include may hold."""
    root, files = as_documents(pack)
    return Written(root, {name: to_yaml(files[name]) for name in sorted(files, key=lambda one: one != root)})


def as_documents(pack: Pack) -> Documents:
    """The values of the files.

    Regulations that only an include may hold (they oblige nobody here, or count working days by another table), and
    those before them, stand in files of their own.
    """
    root, files, last = f"{pack.id}.yaml", {}, _last_apart(pack)
    for number, group in enumerate(_alike(pack.regulations[:last], pack.workdays), 1):
        files[f"{pack.id}-texts-{number}.yaml"] = _texts(pack, number, group)
    whole = _head(pack, pack.id, pack.workdays)
    words = pack.vocabulary
    sections = {"acts": words.acts, "items": words.items, "events": words.events}
    whole |= _given(
        profile=pack.profile,
        include=list(files),
        vocabulary={
            section: {kind: _text(name) for kind, name in names.items()}
            for section, names in sections.items()
            if names
        },
        alert_policies=pack.alert_policies,
        bodies=[as_body(body, pack.zone) for body in pack.bodies],
        regulations=[as_regulation(one) for one in pack.regulations[last:]],
    )
    return Documents(root, {**files, root: whole})


def read_written(written: Written) -> Pack:
    """The pack that the files are. Raises PackRefused."""
    return read_pack_text(written.files[written.root], name=written.root, include=written.files.__getitem__)


def _head(pack: Pack, pack_id: str, workdays: str | None) -> Mapped:
    return _given(format=1, pack=pack_id, title=_text(pack.title), timezone=pack.zone, workdays=workdays)


def _texts(pack: Pack, number: int, group: Sequence[Regulation]) -> Mapped:
    workdays = _workdays(group[0], pack.workdays)
    head = _head(pack, f"{pack.id}-texts-{number}", workdays)
    return head | {"regulations": [as_regulation(one) for one in group]}


def _last_apart(pack: Pack) -> int:
    """How many regulations stand apart: all up to the last that the root may not hold."""
    apart = [place for place, one in enumerate(pack.regulations, 1) if _is_apart(one, pack)]
    return max(apart, default=0)


def _is_apart(regulation: Regulation, pack: Pack) -> bool:
    chosen = [one.obliged for one in regulation.mandates]
    chosen += [
        clause.each_of
        for mandate in regulation.mandates
        for version in mandate.versions
        for clause in version.clauses
        if clause.each_of
    ]
    nobody = any(not pack.tree.select(selectors) for selectors in chosen)
    return (bool(pack.bodies) and nobody) or _workdays(regulation, pack.workdays) != pack.workdays


def _workdays(regulation: Regulation, otherwise: str | None) -> str | None:
    return regulation.mandates[0].workdays if regulation.mandates else otherwise


def _alike(regulations: Sequence[Regulation], otherwise: str | None) -> Iterator[list[Regulation]]:
    """Regulations in runs of one table of working days."""
    for _, run in groupby(regulations, key=lambda one: _workdays(one, otherwise)):
        yield list(run)


def as_body(body: Body, zone: str) -> Mapped:
    """A body in the keys of the file; `zone` is the pack's."""
    fiscal = body.fiscal_year_end
    return _given(
        id=body.id,
        name=_text(body.name),
        tier=body.tier,
        roles=list(body.roles),
        parent=body.parent,
        order=body.order,
        since=_iso(body.since),
        until=_iso(body.until),
        predecessor=list(body.predecessors),
        timezone=body.zone.key if body.zone.key != zone else None,
        attributes=dict(body.attributes),
        contacts=[_contact(contact) for contact in body.contacts],
        fiscal_year_end=f"{fiscal[0]:02d}-{fiscal[1]:02d}" if fiscal else None,
        terms=[_term(term) for term in body.terms],
        source=body.source,
    )


def _contact(contact: Contact) -> Mapped:
    """An e-mail address by the key that says so; what a chat's channel stands for is not repeated."""
    reached: Mapped
    if contact.channel == EMAIL:
        reached = {"email": contact.address}
    else:
        own = contact.address if contact.address != contact.channel else None
        reached = {"channel": contact.channel, "address": own}
    return _given(role=contact.role, **reached, name=contact.name, all_clear=contact.all_clear or None)


def as_selector(selector: Selector) -> Mapped:
    """A selector in the keys of the file."""
    return _given(
        body=selector.body,
        tier=selector.tier,
        role=selector.role,
        under=selector.under,
        **{"if": {one.attribute: _condition(one) for one in selector.conditions}},
    )


def as_regulation(regulation: Regulation) -> Mapped:
    """A regulation with its mandates in the keys of the file."""
    return _given(
        id=regulation.id,
        title=_text(regulation.title),
        issuer=_text(regulation.issuer),
        effective=_iso(regulation.effective),
        until=_iso(regulation.until),
        source=regulation.source,
        mandates=[as_mandate(one, regulation) for one in regulation.mandates],
    )


def as_mandate(mandate: Mandate, regulation: Regulation) -> Mapped:
    """A mandate of a regulation in the keys of the file."""
    own = mandate.effective if mandate.effective != regulation.effective else None
    first = mandate.first if isinstance(mandate.first, str) else mandate.first.isoformat()
    return _given(
        id=mandate.id,
        title=_text(mandate.title),
        article=_text(mandate.article),
        quote=_text(mandate.quote),
        obliged=[as_selector(one) for one in mandate.obliged],
        act=_matters(mandate.matters),
        counts=_counts(mandate.counts),
        to=[as_selector(one) for one in mandate.to],
        force=None if mandate.force == "must" else mandate.force,
        effective=_iso(own),
        first=None if first == "full" else first,
        **_versions(mandate.versions, mandate.force),
        makeup=_makeup(mandate.makeup),
        relief=_relief(mandate.relief),
        coalesce=mandate.coalesce or None,
        notice=[_notice(one) for one in mandate.notice],
        lead=_maybe(mandate.lead),
        reading=_reading(mandate.reading),
        alerts=mandate.alerts,
    )


def _versions(versions: tuple[Version, ...], force: str) -> Mapped:
    if len(versions) == 1 and versions[0].start is None and versions[0].end is None:
        return {"clauses": [as_clause(one, force, as_selector) for one in versions[0].clauses]}
    found = []
    for version in versions:
        clauses = [as_clause(one, force, as_selector) for one in version.clauses]
        found.append(_given(**{"from": _iso(version.start)}, to=_iso(version.end), clauses=clauses))
    return {"versions": found}


def _matters(matters: tuple[Matter, ...]) -> Any:
    named = [one.kind if one.kind is not None else {"item": one.item} for one in matters]
    return {"any_of": named} if len(named) > 1 else next(iter(named), None)


def _counts(counts: Counts) -> Mapped | None:
    usual = Counts()
    quorum = None
    if counts.quorum is not None:
        share, of, strictly = counts.quorum
        quorum = "more_than_half" if strictly else f"{share}/{of}"
    found = _given(forms=sorted(counts.forms) if counts.forms != usual.forms else None, quorum=quorum)
    if counts.exclude != usual.exclude:
        found["exclude"] = sorted(counts.exclude)
    return found or None


def _makeup(makeup: MakeUp) -> str | None:
    return {"end_of_next_window": None, "none": "none"}.get(makeup.kind, _maybe(makeup.within))


def _relief(rule: ReliefRule | None) -> Mapped | None:
    if rule is None:
        return None
    found = _given(types=list(rule.types), max=_maybe(rule.max), by=rule.by)
    return found | ({} if rule.before_due and found else {"before_due": rule.before_due})


def _notice(notice: Notice) -> Mapped:
    return _given(before="self", at_least=str(notice.at_least), to=notice.to)


def _reading(reading: Reading | None) -> Mapped | None:
    if reading is None:
        return None
    return _given(
        chosen=_text(reading.chosen),
        alternatives=[_text(one) for one in reading.alternatives],
        decided_by=_text(reading.decided_by),
        decided_on=_iso(reading.decided_on),
    )


def _term(term: Term) -> Mapped:
    ends = {"to": _iso(term.end)} if term.expected_end is None else {"expected_to": _iso(term.expected_end)}
    return _given(number=term.number, **{"from": _iso(term.start)}, **ends)


def _condition(condition: Condition) -> Any:
    bounds = _given(at_least=condition.at_least, at_most=condition.at_most)
    if condition.equals is None:
        return bounds
    return {"equals": condition.equals, **bounds} if bounds else condition.equals


def _given(**values: Any) -> Mapped:
    """Without what is absent or empty."""
    return {key: value for key, value in values.items() if value is not None and value not in ([], {})}


def _text(text: Text | None) -> Any:
    if text is None:
        return None
    return text.zh if text.zh == text.en else text._asdict()


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _maybe(length: Any) -> str | None:
    return None if length is None else str(length)
