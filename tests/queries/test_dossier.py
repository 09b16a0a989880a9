"""Which windows and which entries belong to the file of a body and year."""

from datetime import UTC, date, datetime
from typing import Any

from tests.conftest import Office

from meeting_cadence.access import Person, Role
from meeting_cadence.queries.dossier import Dossier, dossier_of
from meeting_cadence.store.ledger import load_kept
from meeting_cadence.store.reading import Reading

ADMINISTRATOR = Person(1, "a", "管理员", Role.ADMINISTRATOR)


def dossier(office: Office, body: str, year: int) -> Dossier:
    with office.store.reading() as session:
        reading = Reading(session, office.tables, ADMINISTRATOR, office.at)
        rows = reading.judgements([body])
        kept = load_kept(session, [body])
        return dossier_of(reading.body(body), year, rows, kept, reading.facts_about([body]))


def windows(found: Dossier) -> list[tuple[str, str]]:
    return [(window.row.mandate, window.row.label) for window in found.windows]


def entries(found: Dossier) -> list[str | None]:
    return [kept.entry_id for kept in found.entries]


def held(office: Office, day: str, id: str, **more: Any) -> None:
    office.enter(act={"body": "commission", "kind": "plenary", "start": day, "id": id, **more})


def test_a_window_belongs_to_the_years_it_touches_and_to_that_of_its_late_act(sqlite_office: Office) -> None:
    sqlite_office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    held(sqlite_office, "2024-01-31", "late", counts_for={"plenary": "2023"})
    assert windows(dossier(sqlite_office, "commission", 2023)) == [("plenary", "2023"), ("duty", "review")]
    assert windows(dossier(sqlite_office, "commission", 2024)) == [
        ("plenary", "2023"), ("plenary", "2024"), ("duty", "review"),
    ]  # fmt: skip
    assert windows(dossier(sqlite_office, "commission", 2021)) == []


def test_a_window_of_five_years_belongs_to_each_of_them_and_a_forecast_to_none(sqlite_office: Office) -> None:
    def of(year: int) -> list[tuple[str, str]]:
        return [one for one in windows(dossier(sqlite_office, "province", year)) if one[0] == "conference"]

    (first,) = of(2022)
    assert [of(year) for year in (2021, 2024, 2027)] == [[], [first], [first]]
    assert of(2029) == []


def test_an_entry_belongs_to_its_year_to_the_windows_it_names_and_with_its_corrections(
    sqlite_office: Office,
) -> None:
    held(sqlite_office, "2023-05-01", "plain")
    held(sqlite_office, "2024-01-31", "named", counts_for={"plenary": "2022"})
    held(sqlite_office, "2023-12-31", "wrong")
    sqlite_office.at = datetime(2024, 3, 6, tzinfo=UTC)
    sqlite_office.enter(retract={"entry": "wrong", "reason": "误登", "id": "taken-back"})
    assert entries(dossier(sqlite_office, "commission", 2023)) == ["plain", "wrong", "taken-back"]
    assert entries(dossier(sqlite_office, "commission", 2022)) == ["named"]
    assert entries(dossier(sqlite_office, "commission", 2024)) == ["named"]


def test_the_figures_are_of_what_must_be_done_and_falls_due_in_the_year(sqlite_office: Office) -> None:
    sqlite_office.enter(complete={"from": "2022-01-01", "declared": "2022-01-01"})
    held(sqlite_office, "2023-05-01", "plain")
    found = dossier(sqlite_office, "commission", 2023).figures
    assert (found.on_time, found.decided, sum(found), found.rate) == (1, 1, 1, 1.0)
    assert sum(dossier(sqlite_office, "commission", 2021).figures) == 0


def test_reliefs_stand_with_the_window_they_name(sqlite_office: Office) -> None:
    relief = {"mandate": "plenary", "body": "commission", "window": "2024", "type": "extend"}
    sqlite_office.enter(
        relief={**relief, "until": "2025-01-31", "granted": "2024-03-01", "authority": "省委"}
    )
    (plenary,) = [
        one for one in dossier(sqlite_office, "commission", 2024).windows if one.row.mandate == "plenary"
    ]
    assert [(one.relief, one.until) for one in plenary.reliefs] == [("extend", date(2025, 1, 31))]
