"""Who sent a request, for limits: the address behind the proxies that are believed."""

from ipaddress import IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_of(request: HttpRequest) -> str:
    """Return what a request's sender is counted by: an IPv4 address, or the /64 network of an IPv6 address.

    Addresses of ``TRUSTED_PROXIES`` are passed over from the right in ``X-Forwarded-For``: what stands left of the
    first other address may be made up.
    """
    client = ""
    for hop in (request.META.get("REMOTE_ADDR", ""), *reversed(request.headers.get("X-Forwarded-For", "").split(","))):
        try:
            address = ip_address(hop.strip())
        except ValueError:
            break
        address = getattr(address, "ipv4_mapped", None) or address
        client = str(address if address.version == 4 else IPv6Network((int(address), 64), strict=False))
        if not any(address in network for network in settings.TRUSTED_PROXIES):
            break
    return client
