"""What travels with the software: every pack passes the check, quotes its text, and says no more than the text."""

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from meeting_cadence.ledger.read import read_ledger_file
from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.shipped_packs import (
    UnknownShippedPack,
    example_packs,
    shipped_pack,
    shipped_packs,
)

PackAt = Callable[[Path], Pack]
Data = Callable[[str], Any]

CHINESE = re.compile(r"[\u3400-\u9fff]")
FROM_DOCUMENTS = ("zhejiang-wangxin", "qidong-wangxin", "cac-model-agency", "provinces-2021")
MECHANISMS = yaml.safe_load((Path(__file__).parent / "mechanisms.yaml").read_text(encoding="utf-8"))
CITIES = ["杭州", "宁波", "温州", "湖州", "嘉兴", "绍兴", "金华", "衢州", "舟山", "台州", "丽水"]
TRIED = [
    *((pack.tried_on, pack.history) for pack in shipped_packs()),
    *((path, path.with_name(f"{name}.history.yaml")) for name, path in example_packs().items()),
]


def name_of(path: object) -> str:
    return path.name if isinstance(path, Path) else str(path)


def test_these_packs_are_shipped() -> None:
    assert [pack.id for pack in shipped_packs()] == [
        "bank-of-england-mpc",
        "cac-model-agency",
        "company",
        "party-branch",
        "peoples-congress",
        "provinces-2021",
        "qidong-wangxin",
        "wto-ministerial",
        "zhejiang-wangxin",
    ]
    assert list(example_packs()) == ["cac-internal-patrol", "qidong-feedback", "zhejiang-report-list"]


def test_a_pack_that_is_not_shipped_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownShippedPack) as refused:
        shipped_pack("zhejiang")

    assert refused.value.subject == "zhejiang"
    assert "zhejiang-wangxin" in refused.value.values["known"]


@pytest.mark.parametrize("shipped", shipped_packs(), ids=lambda pack: pack.id)
def test_its_file_is_named_after_it(shipped: Any, pack_at: PackAt) -> None:
    assert pack_at(shipped.path).id == shipped.id


@pytest.mark.parametrize(("pack_path", "history"), TRIED, ids=name_of)
def test_each_has_a_history_that_parses(pack_path: Path, history: Path, pack_at: PackAt) -> None:
    assert read_ledger_file(history, pack=pack_at(pack_path)).entries


@pytest.mark.parametrize("pack_path", sorted({path for path, _ in TRIED}), ids=name_of)
def test_example_bodies_say_that_they_are_examples(pack_path: Path, pack_at: PackAt) -> None:
    pack = pack_at(pack_path)
    invented = [body for body in pack.bodies if body.id.startswith("example")]

    assert [body.id for body in invented if "示例" not in body.name.zh or "Example" not in body.name.en] == []
    assert [body.id for body in pack.bodies if body not in invented and body.source is None] == []


@pytest.mark.parametrize("pack_path", sorted({path for path, _ in TRIED}), ids=name_of)
def test_people_read_names_in_both_languages(pack_path: Path, pack_at: PackAt) -> None:
    pack = pack_at(pack_path)
    words = pack.vocabulary
    named = [
        *(one.title for one in pack.mandates),
        *(one.title for one in pack.regulations),
        *(one.name for one in pack.bodies),
        *words.acts.values(),
        *words.items.values(),
        *words.events.values(),
    ]

    assert [name for name in named if not CHINESE.search(name.zh) or CHINESE.search(name.en)] == []


@pytest.mark.parametrize("pack_path", sorted({path for path, _ in TRIED}), ids=name_of)
def test_every_kind_that_counts_or_triggers_has_a_name(pack_path: Path, pack_at: PackAt) -> None:
    pack = pack_at(pack_path)
    kinds = {kind for mandate in pack.mandates for kind in mandate.kinds}
    items = {item for mandate in pack.mandates for item in mandate.items}

    assert kinds - pack.vocabulary.acts.keys() == set()
    assert items - pack.vocabulary.items.keys() == set()


@pytest.mark.parametrize("found", MECHANISMS, ids=lambda found: found["documents"])
def test_every_mechanism_of_the_documents_is_a_mandate(found: Any, pack_at: PackAt) -> None:
    pack = pack_at(shipped_pack(found["pack"]).path)

    assert set(found["mechanisms"]) - pack.mandate.keys() == set()


@pytest.mark.parametrize("shipped", shipped_packs(), ids=lambda pack: pack.id)
def test_every_mandate_quotes_its_text_word_for_word(shipped: Any, pack_at: PackAt, data: Data) -> None:
    pack = pack_at(shipped.path)
    sentences = [sentence for document in data("quotes.yaml") for sentence in document["sentences"]]

    assert [one.id for one in pack.mandates if one.quote is None] == []
    assert [
        one.id
        for one in pack.mandates
        if one.quote and not any(one.quote.zh in sentence for sentence in sentences)
    ] == []
    assert [one.id for one in pack.regulations if not one.source] == []


@pytest.mark.parametrize("pack_id", FROM_DOCUMENTS)
def test_no_day_and_no_article_that_the_documents_do_not_have(pack_id: str, pack_at: PackAt) -> None:
    pack = pack_at(shipped_pack(pack_id).path)
    own = [
        one
        for one in pack.regulations
        if one.id.startswith(("zj-", "qidong-", "cac-", "tj-", "gz-", "sc-", "hn-"))
    ]

    assert own
    assert [one.id for one in own if one.effective is not None] == []
    assert [m.id for one in own for m in one.mandates if m.article is not None] == []
    assert [body.id for body in pack.bodies if body.terms or body.contacts] == []


def test_the_cities_stand_in_their_fixed_order(zhejiang: Pack) -> None:
    committees = [body for body in zhejiang.tree if body.tier == "city" and "party_committee" in body.roles]
    commissions = [body for body in zhejiang.tree if body.tier == "city" and "cac_commission" in body.roles]

    assert [body.name.zh for body in committees] == [f"中共{city}市委员会" for city in CITIES]
    assert [body.name.zh for body in commissions] == [
        f"中共{city}市委网络安全和信息化委员会" for city in CITIES
    ]
    assert [body.parent for body in commissions] == [body.id for body in committees]


def test_the_reading_of_the_five_years_is_not_decided(zhejiang: Pack) -> None:
    reading = zhejiang.mandate["zj-5y-conference"].reading

    assert reading is not None and reading.chosen is not None
    assert (reading.decided_by, reading.decided_on) == (None, None)
    assert len(reading.alternatives) == 4


def test_the_reporting_list_has_no_invented_limit(zhejiang: Pack) -> None:
    (clause,) = zhejiang.mandate["zj-report-list"].versions[0].clauses

    assert clause.rule.form == "deadline"
    assert clause.rule.length is None


def test_bodies_of_a_local_pack_fall_under_the_shipped_mandates(pack_at: PackAt) -> None:
    """The classes that the documents do not list (units, members, counties) are reached by role."""
    pack = pack_at(example_packs()["zhejiang-report-list"])
    under = {
        body: {
            mandate.id
            for mandate in pack.mandates
            if body in {one.id for one in pack.tree.select(mandate.obliged)}
        }
        for body in ("example-department", "example-county-committee")
    }

    assert {"zj-report-list", "zj-copy-commission", "zj-implement"} < under["example-department"]
    assert under["example-county-committee"] == {"zj-consult-appointment", "zj-implement", "zj-study"}


def test_the_model_agency_incorporates_the_branch_rules(pack_at: PackAt) -> None:
    branch, agency = (pack_at(shipped_pack(one).path) for one in ("party-branch", "cac-model-agency"))

    assert [mandate.id for mandate in agency.mandates][: len(branch.mandates)] == [
        one.id for one in branch.mandates
    ]
    assert "cac-study-group" in {
        body.id for body in agency.tree.select(agency.mandate["cn-study-group"].obliged)
    }


def test_contacts_of_the_example_reach_everybody_but_one_city(zhejiang: Pack) -> None:
    contacts = shipped_pack("zhejiang-wangxin").contacts
    assert contacts is not None
    rows = list(csv.DictReader(contacts.read_text(encoding="utf-8").splitlines()))

    assert list(rows[0]) == ["body", "role", "email", "name"]
    assert [row for row in rows if not row["email"].endswith("@example.org")] == []
    assert zhejiang.tree.bodies.keys() - {row["body"] for row in rows} == {
        "zhoushan-committee",
        "zhoushan-commission",
    }
    assert {row["body"] for row in rows} <= zhejiang.tree.bodies.keys()


def test_every_mandate_is_in_the_reference(pack_at: PackAt) -> None:
    page = (Path(__file__).parents[2] / "docs/reference/shipped-packs.md").read_text(encoding="utf-8")
    mandates = {mandate.id for shipped in shipped_packs() for mandate in pack_at(shipped.path).mandates}

    assert {one for one in mandates if f"| `{one}` |" not in page} == set()
