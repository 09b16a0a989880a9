"""Which hosts may be written to and read from: named by those who run the service."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import NamedTuple

Address = IPv4Address | IPv6Address


class Hosts(NamedTuple):
    """Names of hosts, and networks that may be reached under any name."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, listed: Iterable[str]) -> "Hosts":
        """Names, addresses and networks as they are listed: `oa.example.org`, `10.1.2.3`, `10.1.0.0/16`."""
        names, networks = set(), []
        for one in listed:
            try:
                networks.append(ip_network(one))
            except ValueError:
                names.add(one.lower())
        return cls(frozenset(names), tuple(networks))

    def permit(self, name: str, address: Address) -> bool:
        """A listed name, unless it leads back into this machine or its link; or an address of a listed network.

        So a name whose owner lets it point at 127.0.0.1 or at the metadata of a cloud reaches neither.
        """
        plain = (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address
        if any(plain in network for network in self.networks if network.version == plain.version):
            return True
        inside = plain.is_loopback or plain.is_link_local or plain.is_multicast or plain.is_unspecified
        return name.lower() in self.names and not inside
