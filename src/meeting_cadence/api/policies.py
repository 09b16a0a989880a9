"""Alert policies of the packs in force, and what they lead to: who would hear what on which day, before it is sent.

A change is a new version of its pack, works at once, and leaves with the pack as a file.
"""

from collections.abc import Container, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response

from meeting_cadence.access.permits import ADMINISTRATORS, SIGNED_IN, allow
from meeting_cadence.actions.alert_port import Asked, Forecast
from meeting_cadence.actions.edit_policies import (
    KeptPolicy,
    drop_policy,
    policies_of_pack,
    policy_of_pack,
    put_policy,
)
from meeting_cadence.api.call import Answer, Call, Caller
from meeting_cadence.api.day import Day
from meeting_cadence.api.documented import CREATED_TOO
from meeting_cadence.api.editing import Definition, IfMatch, PreviewOnly, Reason, carry_out
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.queries.addresses import addresses_in_sight
from meeting_cadence.queries.time_asked import FIRST_YEAR, LAST_YEAR
from meeting_cadence.store.registry import packs_in_force

router = APIRouter(prefix="/api/v1", tags=["alerts"])
PackId = Annotated[str, Path(max_length=100, description="Id of a pack in force.")]
PolicyId = Annotated[
    str, Path(max_length=100, description="Id of an alert policy; `default`: of who names none.")
]
Key = Annotated[str, Path(max_length=26, description="Lasting key of an obligation.")]
MOST_DAYS = 3653
"""Ten years, whatever leap days lie in them."""
MOST_NAMED = 100
_AHEAD = timedelta(days=400)


class SpanRefused(MeetingCadenceError):
    """The days of a forecast lie the wrong way round, too far apart, or in no year that is reckoned with."""

    code = "span_refused"
    http_status = 422


@router.get("/packs/{pack}/policies")
@allow(SIGNED_IN)
def list_policies(call: Caller, pack: PackId) -> Answer:
    """The pack's policies with the mandates that each tells of; the built-in default where it has none of its own."""
    with call.reading() as reading:
        packs = packs_in_force(reading.session)
        found = policies_of_pack(packs, pack, call.house.alerts.default_policy)
    return {"policies": [_policy(one) for one in found]}


@router.get("/packs/{pack}/policies/{policy}")
@allow(SIGNED_IN)
def read_policy(call: Caller, pack: PackId, policy: PolicyId, response: Response) -> Answer:
    """One policy; its ETag is what a change names in If-Match. The built-in default has none: it is only replaced."""
    with call.reading() as reading:
        packs = packs_in_force(reading.session)
        found = policy_of_pack(packs, pack, policy, call.house.alerts.default_policy)
    if found.own:
        response.headers["etag"] = found.state
    return _policy(found)


@router.put("/packs/{pack}/policies/{policy}", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def write_policy(
    call: Caller,
    pack: PackId,
    policy: PolicyId,
    definition: Definition,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Write a policy, or make one (201), in the keys of a pack: `{"rungs": [{"before": "30wd", "to": […]}]}`."""
    return carry_out(
        call,
        response,
        lambda packs: put_policy(packs, pack, policy, definition, seen=if_match),
        preview=preview,
        reason=reason,
    )


@router.delete("/packs/{pack}/policies/{policy}")
@allow(ADMINISTRATORS)
def take_out_policy(
    call: Caller,
    pack: PackId,
    policy: PolicyId,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Take a policy out; refused while a mandate names it. Without its own default a pack has the built-in one."""
    return carry_out(
        call,
        response,
        lambda packs: drop_policy(packs, pack, policy, seen=if_match),
        preview=preview,
        reason=reason,
    )


@router.get("/obligations/{key}/alerts")
@allow(SIGNED_IN)
def alerts_of_obligation(call: Caller, key: Key) -> Answer:
    """Who would hear what on which day about this obligation, if nothing were recorded until then."""
    return _forecast(call, key, None)


@router.post("/obligations/{key}/alerts/forecast")
@allow(SIGNED_IN)
def try_policy(
    call: Caller,
    key: Key,
    policy: Annotated[dict[str, Any], Body(description="Rungs in the keys of a pack, tried and not kept.")],
) -> Answer:
    """The same under another policy, which is only tried: nothing is kept or sent."""
    return _forecast(call, key, policy)


@router.get("/alerts/forecast")
@allow(ADMINISTRATORS)
def forecast_all(
    call: Caller,
    start: Annotated[Day, Query(alias="from", description="First day, of the years 1900 to 2200.")],
    end: Annotated[Day, Query(alias="to", description="Last day; at most ten years on.")],
    body: Annotated[list[str] | None, Query(description="Only these bodies.", max_length=MOST_NAMED)] = None,
    mandate: Annotated[
        list[str] | None, Query(description="Only these mandates.", max_length=MOST_NAMED)
    ] = None,
) -> Answer:
    """Every notice over past or future time, by the policies in force. 404 for a body or mandate that is not there."""
    _require_span(start, end)
    asked = Asked(_at(start), _at(end + timedelta(days=1)), None, mandate, body)
    with call.reading() as reading:
        for one in body or ():
            reading.body(one)
        for one in mandate or ():
            reading.world.mandate(one)
        found = call.house.alerts.foresee(reading.session, asked)
        shown = addresses_in_sight(reading.world.pack.tree, reading.seen)
        return {"notices": [_notice(one, shown) for one in found if one.body in reading.seen]}


def _require_span(start: date, end: date) -> None:
    """Raises SpanRefused."""
    if not (FIRST_YEAR <= start.year <= LAST_YEAR and start <= end <= start + timedelta(days=MOST_DAYS)):
        raise SpanRefused(start.isoformat(), until=end.isoformat(), first=FIRST_YEAR, last=LAST_YEAR)


def _forecast(call: Call, key: str, policy: Mapping[str, Any] | None) -> Answer:
    with call.reading() as reading:
        reading.one(key)
        asked = Asked(_at(call.now.date()), call.now + _AHEAD, key, policy=policy)
        found = call.house.alerts.foresee(reading.session, asked)
        shown = addresses_in_sight(reading.world.pack.tree, reading.seen)
        return {"notices": [_notice(one, shown) for one in found]}


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _policy(one: KeptPolicy) -> Answer:
    return {
        "id": one.id,
        "pack": one.pack,
        "own": one.own,
        "definition": one.definition,
        "mandates": list(one.mandates),
    }


def _notice(one: Forecast, addresses: Container[str]) -> Answer:
    """Addresses of bodies out of sight are left out; their role is not."""
    shown = one.recipient in addresses
    return {
        **one._asdict(),
        "day": one.day.isoformat(),
        "leaves": one.leaves.isoformat(),
        "title": one.title._asdict(),
        "recipient": one.recipient if shown else None,
        "name": one.name if shown else None,
    }
