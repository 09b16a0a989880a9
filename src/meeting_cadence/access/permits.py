"""Who may use a route. Each route declares one permit; the service keeps them in one table and refuses a route without.

A permit is the coarse gate: the role. Which bodies a person reaches is asked by the predicates, inside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from meeting_cadence.access.person import Person, Role

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Permit:
    """`roles` None: everyone, signed in or not."""

    name: str
    roles: frozenset[Role] | None

    def admits(self, person: Person | None) -> bool:
        if self.roles is None:
            return True
        return person is not None and not person.disabled and person.role in self.roles


EVERYONE: Final = Permit("everyone", None)
SIGNED_IN: Final = Permit("signed_in", frozenset(Role))
RECORDERS: Final = Permit("recorders", frozenset({Role.SECRETARY, Role.SUPERVISOR}))
RELIEVERS: Final = Permit("relievers", frozenset({Role.SUPERVISOR}))
ADOPTERS: Final = Permit("adopters", frozenset({Role.SECRETARY, Role.SUPERVISOR, Role.ADMINISTRATOR}))
ADMINISTRATORS: Final = Permit("administrators", frozenset({Role.ADMINISTRATOR}))
PEOPLE_READERS: Final = Permit("people_readers", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))
PERMITS: Final = (EVERYONE, SIGNED_IN, RECORDERS, RELIEVERS, ADOPTERS, ADMINISTRATORS, PEOPLE_READERS)


def allow(permit: Permit) -> Callable[[Endpoint], Endpoint]:
    """Declare who may use an endpoint; stands directly above its `def`."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.permit = permit  # type: ignore[attr-defined]
        return endpoint

    return declare


def permit_of(endpoint: object) -> Permit | None:
    """The permit that an endpoint declares; None: it forgot."""
    permit = getattr(endpoint, "permit", None)
    return permit if isinstance(permit, Permit) else None
