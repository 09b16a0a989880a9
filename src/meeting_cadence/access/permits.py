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
    """`roles` None: everyone, signed in or not. `kept_apart`: roles that stay out where duties are separated.

    `steps`: what may still be asked of somebody (a code, a new password, a second factor) who gets in here already.
    `by_token`: API tokens get in too. `limited`: tokens that are good for one of these and nothing else do as well.
    """

    name: str
    roles: frozenset[Role] | None
    kept_apart: frozenset[Role] = frozenset()
    steps: frozenset[str] = frozenset()
    by_token: bool = True
    limited: frozenset[str] = frozenset()

    def admits(self, person: Person | None, *, separated: bool = False) -> bool:
        """Whether a person who is signed in for good (or nobody) gets in. `separated`: the profile's word."""
        if self.roles is None:
            return True
        if person is None or person.disabled or person.role not in self.roles:
            return False
        return not (separated and person.role in self.kept_apart)


_ALL: Final = frozenset(Role)
_RECORDING: Final = frozenset({Role.SECRETARY, Role.SUPERVISOR})

EVERYONE: Final = Permit("everyone", None)
SIGNED_IN: Final = Permit("signed_in", _ALL)
IN_PERSON: Final = Permit("in_person", _ALL, by_token=False)
SCRAPERS: Final = Permit("scrapers", _ALL, limited=frozenset({"metrics"}))
SUBSCRIBERS: Final = Permit("subscribers", _ALL - {Role.AUDITOR})
RECORDERS: Final = Permit("recorders", _RECORDING)
RELIEVERS: Final = Permit("relievers", frozenset({Role.SUPERVISOR}))
ADOPTERS: Final = Permit(
    "adopters", _RECORDING | {Role.ADMINISTRATOR}, kept_apart=frozenset({Role.ADMINISTRATOR})
)
RETRIERS: Final = Permit("retriers", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}))
ADMINISTRATORS: Final = Permit("administrators", frozenset({Role.ADMINISTRATOR}))
MIGRATORS: Final = Permit(
    "migrators",
    frozenset({Role.ADMINISTRATOR}),
    kept_apart=frozenset({Role.ADMINISTRATOR}),
    by_token=False,
)
PEOPLE_KEEPERS: Final = Permit("people_keepers", frozenset({Role.ADMINISTRATOR}), by_token=False)
AUDITORS: Final = Permit("auditors", frozenset({Role.AUDITOR}))
PEOPLE_READERS: Final = Permit("people_readers", frozenset({Role.ADMINISTRATOR, Role.AUDITOR}))
CODE_STEP: Final = Permit("code_step", _ALL, steps=frozenset({"code"}), by_token=False)
PASSWORD_STEP: Final = Permit("password_step", _ALL, steps=frozenset({"password"}), by_token=False)
ENROL_STEP: Final = Permit("enrol_step", _ALL, steps=frozenset({"enrol"}), by_token=False)
LEAVING: Final = Permit("leaving", _ALL, steps=frozenset({"code", "password", "enrol"}), by_token=False)
PERMITS: Final = (
    EVERYONE,
    SIGNED_IN,
    IN_PERSON,
    SCRAPERS,
    SUBSCRIBERS,
    RECORDERS,
    RELIEVERS,
    ADOPTERS,
    RETRIERS,
    ADMINISTRATORS,
    MIGRATORS,
    PEOPLE_KEEPERS,
    AUDITORS,
    PEOPLE_READERS,
    CODE_STEP,
    PASSWORD_STEP,
    ENROL_STEP,
    LEAVING,
)


def allow(permit: Permit) -> Callable[[Endpoint], Endpoint]:
    """Declare who may use an endpoint; stands directly above its `def`."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.permit = permit  # type: ignore[attr-defined]  # functions bear attributes, their type none
        return endpoint

    return declare


def permit_of(endpoint: object) -> Permit | None:
    """The permit that an endpoint declares; None: it forgot."""
    permit = getattr(endpoint, "permit", None)
    return permit if isinstance(permit, Permit) else None
