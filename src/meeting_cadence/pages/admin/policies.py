"""Alert policies: what each says in words, and a change seen before it works: how many notices to whom in a year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from meeting_cadence.access import NotFound
from meeting_cadence.access.permits import ADMINISTRATORS, PEOPLE_READERS, allow
from meeting_cadence.actions.alert_port import Asked
from meeting_cadence.actions.edit_policies import (
    DEFAULT,
    KeptPolicy,
    drop_policy,
    policies_of_pack,
    policy_of_pack,
    put_policy,
)
from meeting_cadence.errors import MeetingCadenceError
from meeting_cadence.pages.admin.changing import Tried, lines_of_refusal, try_edit
from meeting_cadence.pages.answer import answer
from meeting_cadence.pages.form_data import filled_form
from meeting_cadence.pages.forms import Filled
from meeting_cadence.pages.view import View
from meeting_cadence.pages.visit import Visit, open_visit
from meeting_cadence.regulations.definition_text import definition_text, read_definition
from meeting_cadence.store.registry import packs_in_force
from meeting_cadence.words.alert_roles import role_in_words
from meeting_cadence.words.rungs import rung_named

router = APIRouter(include_in_schema=False)
PackId = Annotated[str, Path(max_length=100)]
PolicyId = Annotated[str, Path(max_length=100)]
AHEAD = timedelta(days=366)
MOST_STREAMS = 400
"""For more mandates and bodies than this nothing is foreseen before saving."""


class Told(NamedTuple):
    """How many notices a role would get within a year, now and by the text."""

    role: str
    now: int
    then: int


@router.get("/policies")
@allow(PEOPLE_READERS)
def policies_page(visit: Visit = Depends(open_visit)) -> Response:
    """Every policy of the packs in force, step by step in words."""
    with visit.view() as view:
        packs = packs_in_force(view.session)
        found = [
            (view.names.text(pack.title), policies_of_pack(packs, name, visit.site.alerts.default_policy))
            for name, pack in packs.items()
        ]
        return answer(
            visit,
            view,
            "policies.html",
            packs=found,
            called=lambda one: _called(visit, one.id),
            steps=lambda one: _steps(visit, one.definition),
        )


@router.get("/policies/{pack}/{policy}")
@allow(ADMINISTRATORS)
def policy_page(pack: PackId, policy: PolicyId, visit: Visit = Depends(open_visit)) -> Response:
    """The text of one as it is in force."""
    with visit.view() as view:
        known = _policy(visit, view, pack, policy)
        filled = Filled({"definition": [definition_text(known.definition)]})
        filled.answers["state"] = [known.state if known.own else ""]
        return _page(visit, view, known, filled, Tried(), None)


@router.post("/policies/{pack}/{policy}")
@allow(ADMINISTRATORS)
def edit_policy(
    pack: PackId,
    policy: PolicyId,
    visit: Visit = Depends(open_visit),
    filled: Filled = Depends(filled_form),
) -> Response:
    """See whom it would tell how often, save it as a new version, or take it out."""
    with visit.view() as view:
        known = _policy(visit, view, pack, policy)
    do, told = filled.one("do"), None
    try:
        definition = read_definition(filled.one("definition"))
        if do != "drop":
            with visit.view() as view:
                told = _foreseen(visit, view, known, definition)
    except MeetingCadenceError as error:
        tried = Tried(problems=lines_of_refusal(error, visit.language))
    else:
        seen = filled.one("state") or None
        tried = try_edit(
            visit,
            lambda packs: (
                drop_policy(packs, pack, policy, seen=seen)
                if do == "drop"
                else put_policy(packs, pack, policy, definition, seen=seen)
            ),
            keep=do in ("save", "drop"),
            reason=filled.one("reason"),
        )
    if tried.done is not None:
        return visit.go("/policies", visit.say("policies.saved", name=_called(visit, policy)))
    with visit.view() as view:
        return _page(visit, view, known, filled, tried, told)


def _policy(visit: Visit, view: View, pack: str, policy: str) -> KeptPolicy:
    packs = packs_in_force(view.session)
    if pack not in packs:
        raise NotFound(pack)
    return policy_of_pack(packs, pack, policy, visit.site.alerts.default_policy)


def _called(visit: Visit, policy: str) -> str:
    return visit.say("policies.default") if policy == DEFAULT else policy


def _steps(visit: Visit, definition: Mapping[str, Any]) -> list[str]:
    """Every rung in words."""
    return [_step(visit, rung) for rung in definition.get("rungs", ()) if isinstance(rung, Mapping)]


def _step(visit: Visit, rung: Mapping[str, Any]) -> str:
    lengths = (f"{key}-{rung[key]}" for key in ("before", "every", "escalate") if key in rung)
    when = rung_named(next(lengths, str(rung.get("at", "breach"))), 1, visit.language)
    given = rung.get("to", ())
    roles = [
        role_in_words(str(one), visit.language) for one in ([given] if isinstance(given, str) else given)
    ]
    return visit.say("policies.step", when=when, who=roles)


def _foreseen(
    visit: Visit, view: View, known: KeptPolicy, definition: Mapping[str, Any]
) -> Sequence[Told] | None:
    """Notices of a year by role, under the policy in force and under the text; None: too many to try."""
    if sum(len(view.world.obliged[one]) for one in known.mandates) > MOST_STREAMS:
        return None
    counted = []
    for policy in (known.definition, definition):
        asked = Asked(visit.now, visit.now + AHEAD, None, known.mandates, None, policy)
        counted.append(Counter(one.role for one in visit.site.alerts.foresee(view.session, asked)))
    now, then = counted
    return [
        Told(role_in_words(role, visit.language), now[role], then[role]) for role in sorted({*now, *then})
    ]


def _page(
    visit: Visit,
    view: View,
    known: KeptPolicy,
    filled: Filled,
    tried: Tried,
    told: Sequence[Told] | None,
) -> Response:
    return answer(
        visit,
        view,
        "policy.html",
        status=422 if tried.problems else 200,
        known=known,
        called=_called(visit, known.id),
        filled=filled,
        problems=tried.problems,
        effects=tried.effects,
        foreseen=told,
        steps=_steps(visit, known.definition),
        has_default=known.own,
    )
