"""Real packs and ledgers, and arbitrary bytes: what is right is read, as YAML and as JSON; nothing else ever raises."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from meeting_cadence.ledger.read import read_ledger
from meeting_cadence.regulations.problems import LedgerRefused, PackRefused
from meeting_cadence.regulations.read import read_pack_text

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
PACK = "format: 1\npack: p\ntitle: T\ntimezone: UTC\nbodies: [{id: a, name: A}]\n"


class Plain(yaml.SafeDumper):
    """Writes everything out, without aliases."""

    def ignore_aliases(self, data):
        return True


def forms(value):
    """A value as YAML in block style, in flow style, and as JSON."""
    yield yaml.dump(value, Dumper=Plain, allow_unicode=True, sort_keys=False)
    yield yaml.dump(value, Dumper=Plain, default_flow_style=True, sort_keys=False)
    yield json.dumps(value, default=str)
    yield json.dumps(value, default=str, ensure_ascii=False, indent="\t")


def test_there_are_cases():
    assert len(CASES) >= 24


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_case_is_read_and_means_the_same_in_every_form(path):
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    packs = [read_pack_text(text, name="p", include={}.__getitem__) for text in forms(case["pack"])]
    assert all((one.bodies, one.regulations) == (packs[0].bodies, packs[0].regulations) for one in packs)
    for question in case["questions"]:
        entries = [*case["ledger"].get("entries", []), *question.get("ledger_add", [])]
        texts = forms(case["ledger"] | {"entries": entries})
        ledgers = [read_ledger(text, name="l", pack=packs[0]) for text in texts]
        assert len(ledgers[0].entries) == len(entries) + ("complete_from" in case["ledger"])
        assert all(one == ledgers[0] for one in ledgers)


def read_both(text):
    """Whatever the bytes: a value, or a refusal that says something."""
    pack = read_pack_text(PACK, name="p", include={}.__getitem__)
    for read, refusal in (
        (lambda: read_pack_text(text, name="f", include={}.__getitem__), PackRefused),
        (lambda: read_ledger(text, name="f", pack=pack), LedgerRefused),
    ):
        try:
            read()
        except refusal as refused:
            assert refused.problems


@given(st.binary(max_size=300))
@example(b"\x00")
@example(b"%TAG ! !\n")
@example(b'{"a": 1e999999}')
@example(b"\xef\xbb\xbf{")
@example(b"? ")
@example(b"{? a: b, c}")
def test_arbitrary_bytes(data):
    read_both(data)


@given(st.text(alphabet="{}[]:,-?&*!|>'\"%@` \n\tab01#\\", max_size=120))
def test_arbitrary_yaml_punctuation(text):
    read_both(text)


KEYS = st.sampled_from(
    [
        "format", "pack", "title", "timezone", "include", "bodies", "regulations", "mandates", "id",
        "name", "obliged", "body", "act", "clauses", "quota", "gap", "deadline", "review", "min", "max",
        "per", "slots", "from", "to", "entries", "plan", "event", "relief", "retract", "replace", "kind",
        "start", "entry", "reason", "versions", "after", "before", "with", "within", "vocabulary",
        "alert_policies", "rungs", "terms", "number", "parent", "if", "any_of", "item",
    ]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3000),
    st.floats(),
    st.sampled_from(
        ["1y", "term", "a", "2020-01-01", "01-01", "+1m", "x y", "", "self", "T", "UTC", "30d", "0d"]
    ),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_arbitrary_values_under_known_keys(value):
    read_both(yaml.dump({"format": 1, "pack": "p", "title": "T", "timezone": "UTC"} | value, Dumper=Plain))


@given(st.data())
def test_a_case_with_one_value_exchanged(data):
    case = yaml.safe_load(CASES[-1].read_text(encoding="utf-8"))
    place = data.draw(st.sampled_from(list(places(case["pack"]))))
    place[0][place[1]] = data.draw(VALUES)
    read_both(yaml.dump(case["pack"], Dumper=Plain))


def places(value):
    """Every (container, key) below a value."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, (dict, list)):
            yield from places(inner)
