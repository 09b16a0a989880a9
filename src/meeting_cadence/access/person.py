"""Someone who can sign in, as a plain value without any secret."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """What a person is here for."""

    VIEWER = "viewer"
    SECRETARY = "secretary"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Person:
    """`scope`: the body whose subtree the person works for; None: every body. Disabled: may do nothing."""

    id: int
    login: str
    name: str
    role: Role
    scope: str | None = None
    language: Literal["zh", "en"] = "zh"
    email: str | None = None
    disabled: bool = False

    def with_rights(self, role: Role, scope: str | None) -> "Person":
        """The same person in another role and scope: what an API token stands for."""
        return replace(self, role=role, scope=scope)
