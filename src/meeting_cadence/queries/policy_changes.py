"""Which mandates are told of by another alert policy than before, though nothing else about them changed."""

from meeting_cadence.regulations.model import Mandate, Pack

_DEFAULT = "default"


def retold(before: Pack, after: Pack) -> list[str]:
    """Mandates of both packs whose rungs are written differently now."""
    return [
        mandate.id
        for mandate in after.mandates
        if mandate.id in before.mandate
        and _rungs(before.mandate[mandate.id], before) != _rungs(mandate, after)
    ]


def _rungs(mandate: Mandate, pack: Pack) -> object:
    return pack.alert_policies.get(mandate.alerts or _DEFAULT)
