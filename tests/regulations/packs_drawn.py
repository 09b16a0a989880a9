"""Whole packs drawn at random: every key of the format, in values that fit each other, and an included text."""

import json
from typing import Any

from hypothesis import strategies as st

from meeting_cadence.regulations.model import Pack
from meeting_cadence.regulations.read import read_pack_text

Row = dict[str, Any]

words = st.text(st.sampled_from("甲乙丙 aB1:-#'\"{}[]&*!|>%@~，。\\"), min_size=1, max_size=8).map(
    lambda text: f"名{text}"
)
"""Texts that YAML could take for something else."""
titles = words | st.fixed_dictionaries({"zh": words, "en": words})
days = st.dates().filter(lambda day: 1950 <= day.year <= 2100).map(lambda day: day.isoformat())
lengths = st.sampled_from(["1d", "30d", "10w", "6m", "5y"])
calendar = lengths | st.just("30wd")
ids = st.sampled_from(["甲", "a1", "x-y", "no", "null", "12"])
NAMES = ["b0", "甲县", "no", "b-3.x"]
ACTS, ITEMS, EVENTS = ["plenary", "会议"], ["hear"], ["incident"]


def some(draw: st.DrawFn, **values: st.SearchStrategy[Any]) -> Row:
    """Each of the keys, or not."""
    return {key: draw(value) for key, value in values.items() if draw(st.booleans())}


@st.composite
def drawn_bodies(draw: st.DrawFn) -> list[Row]:
    found: list[Row] = []
    for place, name in enumerate(NAMES[: draw(st.integers(1, len(NAMES)))]):
        earlier = NAMES[:place]
        body: Row = {
            "id": name,
            "name": draw(titles),
            "fiscal_year_end": draw(st.sampled_from(["03-31", "12-31"])),
            "terms": [
                {"number": 14, "from": "2017-06-12", "to": "2022-06-20"},
                {"number": 15, "from": "2022-06-20"} | some(draw, expected_to=st.just("2027-12-31")),
            ],
        }
        body |= some(
            draw,
            tier=st.sampled_from(["city", "市", "1"]),
            roles=st.lists(st.sampled_from(["party_committee", "常委会"]), unique=True),
            order=st.integers(0, 99),
            since=st.just("1949-05-06"),
            until=st.just("2099-01-01"),
            timezone=st.sampled_from(["Asia/Shanghai", "Asia/Urumqi"]),
            attributes=st.dictionaries(
                st.sampled_from(["full_members", "类"]), st.integers(0, 99) | words | st.booleans()
            ),
            contacts=st.lists(contacts(), max_size=2, unique_by=lambda one: str(one)),
            source=words,
        )
        if earlier:
            body |= some(
                draw,
                parent=st.sampled_from(earlier),
                predecessor=st.lists(st.sampled_from(earlier), min_size=1, unique=True),
            )
        found.append(body)
    return found


@st.composite
def contacts(draw: st.DrawFn) -> Row:
    reach = draw(
        st.sampled_from(
            [{"email": "a@example.org"}, {"channel": "webhook", "address": "https://example.org/x?a=1"}]
        )
    )
    more = some(draw, name=words, all_clear=st.booleans())
    return {"role": draw(st.sampled_from(["secretariat", "主任"])), **reach, **more}


@st.composite
def selectors(draw: st.DrawFn, bodies: list[Row]) -> list[Row]:
    """At least one that surely selects somebody, and perhaps one that narrows."""
    chosen: list[Row] = [{"body": draw(st.sampled_from(bodies))["id"]}]
    if draw(st.booleans()):
        chosen.append(
            some(
                draw,
                tier=st.sampled_from(["city", "市"]),
                role=st.just("party_committee"),
                under=st.just(bodies[0]["id"]),
            )
            | {"if": {"full_members": draw(st.sampled_from([3, {"at_least": 1, "at_most": 9}, True, "x"]))}}
        )
    return chosen


@st.composite
def quotas(draw: st.DrawFn, bodies: list[Row]) -> Row:
    grid = draw(
        st.sampled_from(
            [
                {"per": "1y"},
                {"per": "6m"},
                {"per": "1m", "align": "calendar"},
                {"per": "1w"},
                {"per": "1y", "align": "fiscal_year"},
                {"per": "1y", "align": "fiscal_year_following", "slots": [{"from": "+0m", "to": "+6m"}]},
                {"per": "2y", "align": {"date": "2017-05-15"}},
                {"per": "1y", "slots": [{"from": "01-01", "to": "04-01"}, {"week": 3, "month": 9}]},
                {"per": "1y", "slots": [{"week": 1, "month": 2}], "first_slots": [{"week": 2, "month": 2}]},
                {"per": "term"},
            ]
        )
    )
    number = draw(st.sampled_from([{"min": 1}, {"min": 2, "max": 3}, {"max": 4}]))
    cover = some(draw, each_of=selectors(bodies)) if "slots" not in grid else {}
    return {"quota": {**number, **grid, **cover}}


@st.composite
def gaps(draw: st.DrawFn) -> Row:
    first = st.fixed_dictionaries(
        {"after": st.just("effective") | days | st.just({"event": "incident"})},
        optional={"within": st.just("30d")},
    )
    limits = draw(st.sampled_from([{"max": "5y"}, {"min": "90d"}, {"max": "1y", "min": "30d"}]))
    if "max" not in limits:
        return {"gap": limits}
    more = some(
        draw,
        **{"from": st.sampled_from(["start", "end"])},
        snap=st.sampled_from(["none", "month", "year"]),
        first=first,
    )
    return {"gap": {**limits, **more}}


@st.composite
def deadlines(draw: st.DrawFn, bodies: list[Row]) -> Row:
    anchor: Row = draw(
        st.sampled_from(
            [
                {"event": "incident"},
                {"act": "会议", "by": "superior"},
                {"act": "会议", "at": "start"},
                {"act": "会议", "by": bodies[0]["id"]},
            ]
        )
    )
    relation = draw(st.sampled_from(["after", "before", "with"]))
    if relation == "before":
        return {"deadline": {"before": anchor, "at_least": draw(st.sampled_from(["0d", "5wd", "2w"]))}}
    within = draw(st.sampled_from(["4h", "30min", "0d", "30d", "10wd", "1m", None]))
    more = {}
    if within is not None and within[-1] not in "hn":
        more = some(
            draw,
            count=st.sampled_from(["next_day", "same_day"]),
            roll=st.sampled_from(["none", "following", "preceding"]),
        )
    return {"deadline": {relation: anchor, "within": within, **more}}


@st.composite
def clauses(draw: st.DrawFn, bodies: list[Row]) -> list[Row]:
    review = st.sampled_from([{"review": {"every": every}} for every in ("1y", "term", None)])
    rules = draw(st.lists(quotas(bodies) | gaps() | deadlines(bodies) | review, min_size=1, max_size=2))
    named = some(draw, force=st.sampled_from(["must", "normally"]), id=st.just("第一款"))
    return [{**rules[0], **named}, *rules[1:]]


@st.composite
def mandates(draw: st.DrawFn, name: str, bodies: list[Row]) -> Row:
    found: Row = {
        "id": name,
        "title": draw(titles),
        "obliged": draw(selectors(bodies)),
        "act": draw(
            st.sampled_from(["plenary", {"item": "hear"}, {"any_of": ["plenary", {"item": "hear"}]}])
        ),
    }
    if draw(st.booleans()):
        found["clauses"] = draw(clauses(bodies))
    else:
        first, second = draw(clauses(bodies)), draw(clauses(bodies))
        found["versions"] = [
            some(draw, **{"from": st.just("2000-01-01")}) | {"to": "2016-07-06", "clauses": first},
            some(draw, to=st.just("2090-01-01")) | {"from": "2016-07-06", "clauses": second},
        ]
    counts = st.fixed_dictionaries(
        {},
        optional={
            "forms": st.lists(st.sampled_from(["in_person", "video", "written"]), min_size=1, unique=True),
            "quorum": st.sampled_from(["more_than_half", "at_least_half", "2/3"]),
            "exclude": st.lists(st.sampled_from(["preparatory", "resumed", "cancelled"]), unique=True),
        },
    )
    relief = st.fixed_dictionaries(
        {},
        optional={
            "types": st.lists(st.sampled_from(["extend", "waive", "suspend"]), min_size=1, unique=True),
            "max": lengths,
            "by": st.sampled_from(["superior", "省委"]),
            "before_due": st.booleans(),
        },
    )
    reading = st.fixed_dictionaries(
        {"chosen": titles},
        optional={"alternatives": st.lists(titles, max_size=2), "decided_by": titles, "decided_on": days},
    )
    notice = st.fixed_dictionaries(
        {"before": st.just("self"), "at_least": calendar},
        optional={"to": st.sampled_from(["members", "委员"])},
    )
    return found | some(
        draw,
        article=titles,
        quote=titles,
        counts=counts,
        to=selectors(bodies),
        force=st.sampled_from(["must", "normally"]),
        effective=st.just("2020-02-02"),
        first=st.sampled_from(["full", "partial", "2021-05-01"]),
        makeup=st.sampled_from(["none", {"until": "end_of_next_window"}, {"until": "30d"}]),
        relief=relief,
        coalesce=st.booleans(),
        notice=st.lists(notice, max_size=2),
        lead=calendar,
        reading=reading,
        alerts=st.sampled_from(["default", "strict"]),
    )


@st.composite
def regulations(draw: st.DrawFn, prefix: str, bodies: list[Row]) -> Row:
    count = draw(st.integers(0, 2))
    duties = [draw(mandates(f"{prefix}-m{number}", bodies)) for number in range(count)]
    more = some(
        draw, issuer=titles, effective=st.just("2020-01-01"), until=st.just("2095-01-01"), source=words
    )
    return {"id": prefix, "title": draw(titles), "mandates": duties, **more}


@st.composite
def pack_files(draw: st.DrawFn) -> dict[str, Row]:
    """A pack and, perhaps, a text that it includes, with another table of working days and other bodies in mind."""
    bodies = draw(drawn_bodies())
    head = {"format": 1, "timezone": "Asia/Shanghai"}
    own: Row = {**head, "pack": "drawn", "title": draw(titles), "bodies": bodies}
    own |= some(draw, workdays=st.just("CN"), profile=st.just("cn-civil"))
    own["alert_policies"] = {"strict": {"rungs": [{"before": "30wd", "to": ["secretariat"]}]}}
    own["regulations"] = [
        draw(regulations(f"r{number}", bodies)) for number in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()):
        named = {
            "acts": dict.fromkeys(ACTS, draw(titles)),
            "items": dict.fromkeys(ITEMS, draw(titles)),
            "events": dict.fromkeys(EVENTS, draw(titles)),
        }
        own["vocabulary"] = named
    files = {"drawn.yaml": own}
    if draw(st.booleans()):
        text: Row = {**head, "pack": "text", "title": draw(titles)}
        text |= some(draw, workdays=st.just("CN"))
        text["regulations"] = [draw(regulations("t", bodies))]
        if text["regulations"][0]["mandates"] and draw(st.booleans()):
            text["regulations"][0]["mandates"][0]["obliged"] = {"tier": "nobody-here"}
        files["text.yaml"] = text
        own["include"] = ["text.yaml"]
    return files


def read_files(files: dict[str, Row], root: str = "drawn.yaml") -> Pack:
    """The pack of the files. Raises PackRefused."""
    texts = {name: json.dumps(content, ensure_ascii=False) for name, content in files.items()}
    return read_pack_text(texts[root], name=root, include=texts.__getitem__)
