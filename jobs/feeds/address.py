"""Which addresses may be reached: those of the public internet, and the networks that the settings allow."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from yarl import URL

Ip = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a host name. Raises OSError."""
SCHEMES = frozenset({"http", "https"})
CARRYING_IPV4 = ip_network("64:ff9b::/96")
"""IPv6 addresses that a gateway turns into the IPv4 address in their last four bytes (RFC 6052)."""
GLOBAL_UNICAST = ip_network("2000::/3")
"""All IPv6 addresses that are allocated (RFC 4291); the rest is special, or not yet allocated."""
SPECIAL: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
            *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
            *("224.0.0.0/4", "240.0.0.0/4"),
            *("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
        ),
    )
)
"""Special-purpose addresses by IANA's registries, and multicast; of IPv6 those within `GLOBAL_UNICAST`.

https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry, as of November 2026.
Listed here, since Python's `is_global` differs from version to version. The few that may be reached all the same
(anycast of the DNS and of tunnels) have no feeds. Teredo (2001::/32) is among them.
"""


class AddressRefusedError(Exception):
    """An address may not be reached. The message says why."""


async def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host name. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


async def addresses(url: URL, allowed: Sequence[Network], resolve: Resolve) -> tuple[Ip, ...]:
    """Return where to connect for a web address, in order, each checked.

    Raises AddressRefusedError if it is not one to fetch, or if any of its addresses may not be reached; OSError if the
    name is unknown.
    """
    host, port = url.raw_host, url.port
    if url.scheme not in SCHEMES or not host or not port:
        message = "bare http og https hentes"
        raise AddressRefusedError(message)
    if url.raw_user is not None or url.raw_password is not None:
        message = "adressen har brukernavn eller passord"
        raise AddressRefusedError(message)
    found = _literal(host) or [ip_address(each.partition("%")[0]) for each in await resolve(host, port)]
    if not found:
        message = f"no address for {host}"
        raise OSError(message)
    if not all(may_reach(each, allowed) for each in found):
        message = "adressen fører til et lukket nett"
        raise AddressRefusedError(message)
    return tuple(dict.fromkeys(found))


def may_reach(address: Ip, allowed: Sequence[Network]) -> bool:
    """Return True if an address is on the public internet, or in an allowed network."""
    inner = _inner(address)
    if any(address in network or inner in network for network in allowed):
        return True
    is_given_out = isinstance(inner, IPv4Address) or inner in GLOBAL_UNICAST
    return is_given_out and not any(inner in network for network in SPECIAL)


def _literal(host: str) -> list[Ip]:
    try:
        found = ip_address(host)
    except ValueError:
        return []
    if isinstance(found, IPv6Address) and found.scope_id is not None:
        message = "adressen gjelder bare på ett nett"
        raise AddressRefusedError(message)
    return [found]


def _inner(address: Ip) -> Ip:
    """Return the IPv4 address that an IPv6 address carries, if any, otherwise the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in CARRYING_IPV4:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address
