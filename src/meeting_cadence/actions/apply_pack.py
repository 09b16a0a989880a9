"""Apply a pack: its bodies and mandates come into force here, beside those of the other packs."""

from collections.abc import Mapping

from meeting_cadence.actions.ports import Applied, PackDesk


def apply_pack(
    desk: PackDesk,
    *,
    pack: str,
    files: Mapping[str, str],
    root: str,
    digest: str,
    by: str | None,
    reason: str | None = None,
) -> Applied:
    """Put the version of a pack in force that these texts are; the version before is kept.

    The very version that is in force already changes nothing.
    Raises PackRefused (with every problem), PacksClash when it contradicts another pack.
    """
    for name, version, known in desk.versions():
        if name == pack and known == digest:
            return Applied(pack, version, unchanged=True)
    return desk.put_pack(pack, files, root, by=by, reason=reason)
