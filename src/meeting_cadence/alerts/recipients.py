"""Whom a role means, seen from one body. Where there is nobody to tell, others are told, and it shows."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from meeting_cadence.bodies import Body, Tree
from meeting_cadence.bodies.body import EMAIL, Contact

_SUPERIOR: Final = "superior_"
OWN: Final = "secretariat"
NOBODY: Final = ""
"""The address of a notice that nobody could be told."""


class Administrator(NamedTuple):
    """Who looks after the service."""

    email: str
    name: str | None = None


class Recipient(NamedTuple):
    """One address and why it is told. `stands_in`: told because `body` has no such contact."""

    address: str
    role: str
    name: str | None = None
    stands_in: bool = False
    channel: str = EMAIL

    @property
    def same(self) -> tuple[str, str]:
        """What makes two of them the same: nobody is told twice over one channel."""
        return self.channel, self.address.casefold()


class Directory(NamedTuple):
    """The bodies with their contacts, and the administrators."""

    tree: Tree
    administrators: tuple[Administrator, ...] = ()

    def told(
        self,
        body_id: str,
        roles: Iterable[str],
        *,
        soft: bool = False,
        own_only: bool = False,
        level: int = 1,
    ) -> tuple[Recipient, ...]:
        """Who is told of something of that body, each address once, in the order of the roles.

        `soft`: superiors are left out. `own_only`: only the body's own contacts. Where that leaves nobody of
        the body itself, its superior's secretariat (unless left out) and the administrators stand in; where
        there is nobody at all, one recipient without an address makes that visible. `level`: 1 for the nearest
        superior that has such a contact; with 2 and more (escalation) only that superior, and nobody stands in.
        """
        body = self.tree[body_id]
        wanted = [role for role in roles if not (role.startswith(_SUPERIOR) and (soft or own_only))]
        if level > 1:
            return _each_once(one for role in wanted for one in self._higher(body, role, level))
        found = [recipient for role in wanted for recipient in self._of_role(body, role, own_only=own_only)]
        own_wanted = [role for role in wanted if not role.startswith(_SUPERIOR)]
        if not found or (own_wanted and all(one.role not in own_wanted for one in found)):
            found += self._stand_ins(body, alone=soft or own_only)
        return _each_once(found) or (Recipient(NOBODY, OWN, None, True),)

    def levels(self, body_id: str) -> int:
        """How many superiors have a secretariat to tell."""
        return sum(1 for above in self.tree.above(self.tree[body_id]) if _contacts(above, OWN))

    def _higher(self, body: Body, role: str, level: int) -> Iterator[Recipient]:
        """The contacts of a superior role, so many superiors up; of the body's own roles nobody."""
        if role.startswith(_SUPERIOR):
            plain = role.removeprefix(_SUPERIOR)
            having = [contacts for above in self.tree.above(body) if (contacts := _contacts(above, plain))]
            yield from _as_told(having[level - 1] if level <= len(having) else (), role)

    def _of_role(self, body: Body, role: str, *, own_only: bool) -> Iterator[Recipient]:
        if role.startswith(_SUPERIOR):
            yield from _as_told(self._above(body, role.removeprefix(_SUPERIOR)), role)
            return
        own = _contacts(body, role)
        if not own and role == "supervisor" and not own_only:
            own = self._above(body, role)
        yield from _as_told(own, role)

    def _above(self, body: Body, role: str) -> list[Contact]:
        """The contacts of that role at the nearest superior that has any."""
        return next((contacts for above in self.tree.above(body) if (contacts := _contacts(above, role))), [])

    def _stand_ins(self, body: Body, *, alone: bool) -> Iterator[Recipient]:
        if not alone:
            role = _SUPERIOR + OWN
            yield from _as_told(self._above(body, OWN), role, stands_in=True)
        for administrator in self.administrators:
            yield Recipient(administrator.email, "administrator", administrator.name, True)


def _contacts(body: Body, role: str) -> list[Contact]:
    return [contact for contact in body.contacts if contact.role == role]


def _as_told(contacts: Iterable[Contact], role: str, *, stands_in: bool = False) -> Iterator[Recipient]:
    return (Recipient(one.address, role, one.name, stands_in, one.channel) for one in contacts)


def _each_once(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """The first of each address; one who stands in is shown as such."""
    first: dict[tuple[str, str], Recipient] = {}
    for recipient in recipients:
        known = first.setdefault(recipient.same, recipient)
        if recipient.stands_in and not known.stands_in:
            first[recipient.same] = known._replace(stands_in=True)
    return tuple(first.values())
