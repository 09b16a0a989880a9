"""Another time is judged window by window: of a nation that is refused, with the way to go on."""

from datetime import date

import pytest
from tests.conftest import Served

from meeting_cadence.access import Person, Role
from meeting_cadence.queries.time_asked import ScopeTooLarge
from meeting_cadence.store.reading import MOST_JUDGED, Reading


def nation(bodies: int) -> str:
    rows = "".join(f"  - {{id: x{n}, name: 县{n}, order: {n + 2}, parent: top}}\n" for n in range(bodies - 1))
    return (
        "format: 1\npack: nation\ntitle: 样例\ntimezone: Asia/Shanghai\nbodies:\n"
        f"  - {{id: top, name: 国, order: 1, parent: null}}\n{rows}"
        "regulations:\n  - id: r\n    title: 《规定》\n    effective: 2023-01-01\n    mandates:\n"
        "      - {id: yearly, title: 会议, obliged: {body: x1}, act: k,\n"
        "         clauses: [{quota: {min: 1, per: 1y, align: calendar}}]}\n"
    )


@pytest.mark.parametrize("surplus", [0, 1])
def test_so_many_bodies_are_judged_and_no_more(served: Served, surplus: int) -> None:
    office = served.office
    seen_already = len(office.world.pack.tree.bodies)
    office.apply(nation(MOST_JUDGED - seen_already + surplus), name="nation.yaml")
    with office.store.reading() as session:
        person = Person(1, "a", "a", Role.AUDITOR)
        reading = Reading(session, office.tables, person, office.at, at=date(2023, 8, 1))
        if surplus:
            with pytest.raises(ScopeTooLarge) as refused:
                reading.judged(reading.bodies)
            assert refused.value.subject == str(MOST_JUDGED + 1)
            assert reading.judged(reading.bodies, "yearly")
        else:
            assert reading.judged(reading.bodies)
    browser = served.client("auditor")
    page = browser.get("/matrix?at=2023-08-01")
    assert page.status_code == (422 if surplus else 200)
    assert ("请先选择其下的一个机构" in page.text) == bool(surplus)
    assert browser.get("/matrix?at=2023-08-01&under=x1").status_code == 200
