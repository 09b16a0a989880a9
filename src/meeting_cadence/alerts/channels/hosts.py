"""Where a name leads, checked again once it is resolved."""

import socket
from ipaddress import ip_address

from meeting_cadence.access.hosts import Hosts
from meeting_cadence.alerts.channels.channel import LineError


def addresses_of(name: str, port: int, hosts: Hosts | None) -> list[str]:
    """Where the name leads, without what is not permitted (None: everything is). Raises ChannelError."""
    place = f"{name}:{port}"
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as failure:
        raise LineError(place, detail=str(failure) or "no such host", unreachable=True) from failure
    permitted = [one for one in dict.fromkeys(found) if hosts is None or hosts.permit(name, ip_address(one))]
    if not permitted:
        raise LineError(place, detail="host_refused", permanent=True)
    return permitted
