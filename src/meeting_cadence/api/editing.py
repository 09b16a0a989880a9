"""What the routes that edit packs share: the request's parts, the lock, the preview and the receipt as answers."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import Body, Header, Query, Response

from meeting_cadence.actions.edit_packs import Edit, last_day, make_edit, plan_edit
from meeting_cadence.actions.pack_parts import Packs, Part
from meeting_cadence.actions.ports import AppliedTogether
from meeting_cadence.api.call import Answer, Call
from meeting_cadence.queries.amendment import Preview
from meeting_cadence.queries.amendment_answer import as_preview
from meeting_cadence.store.desk import SqlDesk

MOST_WINDOWS: Final = 1000
"""So many windows a preview lists one by one; `windows_in_all` counts all of them."""

Definition = Annotated[
    dict[str, Any], Body(description="The part in the keys of the pack's file; `id` may be left out.")
]
IfMatch = Annotated[
    str | None,
    Header(
        max_length=200,
        description="The ETag under which it was read, or `*`. Without it only something new is made (else 409).",
    ),
]
Reason = Annotated[
    str | None, Query(max_length=2000, description="Why, for instance the instrument; kept with the version.")
]
PreviewOnly = Annotated[bool, Query(alias="preview", description="Only say what it would change.")]
InPack = Annotated[
    str | None,
    Query(
        max_length=100, description="Of something new: the pack it stands in; needed unless one is in force."
    ),
]


def part_answer(part: Part, response: Response) -> Answer:
    """A part with its state as the ETag."""
    response.headers["etag"] = part.state
    return {
        "id": part.id,
        "packs": list(part.packs),
        "regulation": part.regulation,
        "definition": part.definition,
    }


def carry_out(
    call: Call,
    response: Response,
    find: Callable[[Packs], Edit],
    *,
    preview: bool,
    reason: str | None,
) -> Answer:
    """Make an edit, or only say what it would change. Of something new the answer is 201."""
    if preview:
        with call.house.store.reading() as session:
            desk = SqlDesk(session, at=call.now, tables=call.house.tables)
            return preview_answer(desk, plan_edit(desk, find(desk.packs())))
    with call.house.store.session() as session:
        desk = SqlDesk(session, at=call.now, tables=call.house.tables, actor=call.person.login)
        edit = find(desk.packs())
        done = make_edit(desk, edit, by=call.person.name, reason=reason)
    response.status_code = 201 if edit.state is None and done.versions else 200
    return receipt_answer(edit.subject, done)


def preview_answer(desk: SqlDesk, found: Preview) -> Answer:
    """As `pack plan --format json`, with so many windows at most."""
    told = as_preview(found, at=desk.at, end=last_day(desk), with_frozen=False)
    windows = told["windows"]
    return {**told, "windows": windows[:MOST_WINDOWS], "windows_in_all": len(windows)}


def receipt_answer(subject: str, done: AppliedTogether) -> Answer:
    """The versions that came of it, and how many obligations have another standing or due day."""
    return {
        "id": subject,
        "unchanged": not done.versions,
        "versions": dict(done.versions),
        "changed": len(done.flips),
    }
