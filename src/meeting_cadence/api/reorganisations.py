"""Reorganisations of bodies (机构改革): rename, merge, split, abolish; each a version of the packs, on the trail."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from meeting_cadence.access.permits import ADMINISTRATORS, allow
from meeting_cadence.actions.edit_packs import Edit
from meeting_cadence.actions.edit_parts import abolish, merge, rename, split
from meeting_cadence.actions.pack_parts import Packs
from meeting_cadence.api.call import Answer, Caller
from meeting_cadence.api.day import Day
from meeting_cadence.api.documented import CREATED_TOO
from meeting_cadence.api.editing import IfMatch, PreviewOnly, Reason, carry_out
from meeting_cadence.bodies import Text

router = APIRouter(prefix="/api/v1", tags=["registry"])
BodyName = Annotated[str, Field(min_length=1, max_length=100, description="Id of a body.")]


class Name(BaseModel):
    """A name in both languages; without `en` the Chinese one serves for both."""

    model_config = ConfigDict(extra="forbid")

    zh: str = Field(min_length=1, max_length=500)
    en: str | None = Field(None, min_length=1, max_length=500)

    @property
    def text(self) -> Text:
        return Text(self.zh, self.en or self.zh)


class NewBody(BaseModel):
    """A body that takes the place of others."""

    model_config = ConfigDict(extra="forbid")

    id: BodyName
    name: Name


class Rename(BaseModel):
    """Another name; it stays the same body (更名)."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["rename"]
    body: BodyName
    name: Name

    def edit(self, packs: Packs, seen: str | None) -> Edit:
        return rename(packs, self.body, self.name.text, seen=seen)


class Merge(BaseModel):
    """One new body in place of several, from a day on (合并)."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["merge"]
    bodies: list[BodyName] = Field(min_length=2, max_length=100)
    into: NewBody
    on: Day

    def edit(self, packs: Packs, seen: str | None) -> Edit:
        return merge(packs, self.bodies, self.into.id, self.into.name.text, self.on, seen=seen)


class Split(BaseModel):
    """Several new bodies in place of one, from a day on (分设)."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["split"]
    body: BodyName
    into: list[NewBody] = Field(min_length=2, max_length=100)
    on: Day

    def edit(self, packs: Packs, seen: str | None) -> Edit:
        return split(packs, self.body, {one.id: one.name.text for one in self.into}, self.on, seen=seen)


class Abolish(BaseModel):
    """No such body from a day on (撤销)."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["abolish"]
    body: BodyName
    on: Day

    def edit(self, packs: Packs, seen: str | None) -> Edit:
        return abolish(packs, self.body, self.on, seen=seen)


Reorganisation = Annotated[Rename | Merge | Split | Abolish, Body(discriminator="act")]


@router.post("/reorganisations", responses=CREATED_TOO)
@allow(ADMINISTRATORS)
def reorganise(
    call: Caller,
    what: Reorganisation,
    response: Response,
    if_match: IfMatch = None,
    preview: PreviewOnly = False,
    reason: Reason = None,
) -> Answer:
    """Carry it out in every pack that defines the bodies. `If-Match`, if any, is the state of the (first) body."""
    return carry_out(call, response, lambda packs: what.edit(packs, if_match), preview=preview, reason=reason)
