"""The address or name that a server listens at: from where it can be reached."""

from ipaddress import IPv4Address, IPv6Address, ip_address


def is_loopback(host: str) -> bool:
    """Whether what listens at an address or a name is reached from this machine only."""
    address = ip_address_of(host)
    return host.lower() == "localhost" or (address is not None and address.is_loopback)


def is_wildcard(host: str) -> bool:
    """Whether an address stands for all addresses of the machine, as 0.0.0.0 does."""
    address = ip_address_of(host)
    return address is not None and address.is_unspecified


def ip_address_of(text: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a text is; None for a name."""
    try:
        return ip_address(text)
    except ValueError:
        return None
