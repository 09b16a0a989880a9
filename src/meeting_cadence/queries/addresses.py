"""Whose addresses somebody may see: those of the contacts of bodies in sight."""

from collections.abc import Collection

from meeting_cadence.bodies import Tree


def addresses_in_sight(tree: Tree, seen: Collection[str]) -> frozenset[str]:
    """Of the bodies that are seen; anybody else is called by their role only."""
    return frozenset(contact.address for body in tree if body.id in seen for contact in body.contacts) | {""}
