"""Who sent a request, for limits: the address behind the proxies that are believed."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Protocol

from django.conf import settings


class Sent(Protocol):
    """What is asked of a request: Django's has it, and one that never gets there (``cms.front``)."""

    @property
    def META(self) -> dict[str, Any]:  # noqa: N802 - Django's name
        """The headers and the address, as WSGI has them."""


def address_of(request: Sent) -> IPv4Address | IPv6Address | None:
    """Return the address that a request was sent from, or ``None`` if the server doesn't know it.

    Addresses of ``TRUSTED_PROXIES`` are passed over from the right in ``X-Forwarded-For``: what stands left of the
    first other address may be made up.
    """
    return _address_of(*_hops_of(request))


def client_of(request: Sent) -> str:
    """Return what a request's sender is counted by: an IPv4 address, or the /64 network of an IPv6 address."""
    return _client_of(*_hops_of(request))


def _hops_of(request: Sent) -> tuple[Any, ...]:
    meta, trusted = request.META, settings.TRUSTED_PROXIES
    # Where nobody is believed the header is not kept either: a stranger may make it as long as a server takes.
    return meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", "") if trusted else "", *trusted


@lru_cache(maxsize=1000)
def _address_of(remote: str, forwarded: str, *trusted: IPv4Network | IPv6Network) -> IPv4Address | IPv6Address | None:
    found = None
    for hop in (remote, *reversed(forwarded.split(","))):
        try:
            address = ip_address(hop.strip())
        except ValueError:
            break
        found = getattr(address, "ipv4_mapped", None) or address
        if not any(found in network for network in trusted):
            break
    return found


@lru_cache(maxsize=1000)
def _client_of(*hops: Any) -> str:
    address = _address_of(*hops)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), 64), strict=False))
    return str(address or "")
