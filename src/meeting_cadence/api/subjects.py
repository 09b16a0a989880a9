"""Who I am, the bodies I see, the mandates that oblige them."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from meeting_cadence.access.permits import SIGNED_IN, allow
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.api.csv_answer import csv_answer
from meeting_cadence.api.documented import CSV_TOO
from meeting_cadence.bodies import Body, Text
from meeting_cadence.regulations.model import Mandate, Pack
from meeting_cadence.store.reading import Reading
from meeting_cadence.words.cadence import cadence_of

router = APIRouter(prefix="/api/v1", tags=["subjects"])
BodyId = Annotated[str, Path(description="Id of a body, as in the pack.")]
Form = Annotated[Literal["json", "csv"], Query(alias="format")]
_BODY_COLUMNS: Final = (
    *("id", "name_zh", "name_en", "tier", "roles", "parent"),
    *("order", "timezone", "mandates", "has_contact"),
)
_MANDATE_COLUMNS: Final = (
    *("id", "title_zh", "title_en", "regulation", "article_zh", "article_en", "force", "effective"),
    *("cadence_zh", "cadence_en", "acts", "items", "bodies"),
)
MandateId = Annotated[str, Path(description="Id of a mandate, as in the pack.")]


@router.get("/me")
@allow(SIGNED_IN)
def me(call: Caller) -> Answer:
    """Who is signed in, their role and the body whose subtree they work for (null: every body)."""
    person = call.person
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "role": person.role.value,
        "scope": person.scope,
        "language": person.language,
    }


@router.get("/bodies", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def bodies(call: Caller, form: Form = "json") -> Answer | Response:
    """Every body that you see, in the fixed administrative order."""
    with call.reading() as reading:
        tree = reading.world.pack.tree
        rows = [_body(reading, body) for body in tree if body.id in reading.seen]
    return csv_answer(_BODY_COLUMNS, map(_flat, rows), "bodies") if form == "csv" else {"bodies": rows}


@router.get("/bodies/{body}")
@allow(SIGNED_IN)
def body_by_id(call: Caller, body: BodyId) -> Answer:
    """One body; 404 for one that does not exist or that you may not see."""
    with call.reading() as reading:
        return _body(reading, reading.body(body))


@router.get("/mandates", response_model=None, responses=CSV_TOO)
@allow(SIGNED_IN)
def mandates(
    call: Caller,
    body: Annotated[str | None, Query(description="Only those that oblige this body.")] = None,
    form: Form = "json",
) -> Answer | Response:
    """The mandates in the order of the packs."""
    with call.reading() as reading:
        pack = reading.world.pack
        ids = reading.world.duties[reading.body(body).id] if body else [one.id for one in pack.mandates]
        rows = [_mandate(reading, pack, pack.mandate[one]) for one in ids]
    return csv_answer(_MANDATE_COLUMNS, map(_flat, rows), "mandates") if form == "csv" else {"mandates": rows}


@router.get("/mandates/{mandate}")
@allow(SIGNED_IN)
def mandate_by_id(call: Caller, mandate: MandateId) -> Answer:
    """One mandate, with its sentence, its cadence in words and the bodies it obliges."""
    with call.reading() as reading:
        return _mandate(reading, reading.world.pack, reading.world.mandate(mandate))


def _body(reading: Reading, body: Body) -> Answer:
    return {
        "id": body.id,
        "name": body.name._asdict(),
        "tier": body.tier,
        "roles": list(body.roles),
        "parent": body.parent if body.parent in reading.seen else None,
        "order": body.order,
        "timezone": body.zone.key,
        "mandates": list(reading.world.duties.get(body.id, ())),
        "has_contact": bool(body.reminded),
    }


def _mandate(reading: Reading, pack: Pack, mandate: Mandate) -> Answer:
    regulation = pack.regulation[mandate.regulation]
    return {
        "id": mandate.id,
        "title": mandate.title._asdict(),
        "regulation": {"id": regulation.id, "title": regulation.title._asdict()},
        "article": _text(mandate.article),
        "quote": _text(mandate.quote),
        "force": mandate.force,
        "effective": mandate.effective.isoformat() if mandate.effective else None,
        "cadence": [cadence_of(clause, pack.vocabulary)._asdict() for clause in mandate.versions[-1].clauses],
        "acts": sorted(mandate.kinds),
        "items": sorted(mandate.items),
        "bodies": [body for body in reading.world.obliged[mandate.id] if body in reading.seen],
    }


def _flat(row: Answer) -> Answer:
    """A row for a table: a text in a column for each language, a list as its members with blanks between."""
    told: Answer = {}
    for name, value in row.items():
        if isinstance(value, dict):
            told |= {name if part == "id" else f"{name}_{part}": one for part, one in value.items()}
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            told |= {f"{name}_{part}": " ".join(str(one[part]) for one in value) for part in ("zh", "en")}
        else:
            told[name] = " ".join(map(str, value)) if isinstance(value, list) else value
    return told


def _text(text: Text | None) -> dict[str, str] | None:
    return text._asdict() if text is not None else None
