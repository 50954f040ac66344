"""The only door out of the site: one POST to one checked address.

Somebody who registers an address must not be able to make this server ask its own network. So the
name is looked up once, every address it has must be one of the public internet, and the connection
goes to exactly the address that was checked. No redirect is followed, no proxy is asked, and the
whole exchange ends after ten seconds, however slowly the other side answers. What it answers is not
read, only the number that says whether it took the message.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from sideways.webhooks.errors import AddressRefusedError

TIME_OUT_SECONDS = 10
LONGEST = 500
# Addresses that lead on to others: a translator or a tunnel could bring us back inside.
LEADING_ON = [
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]

IP = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try: whether the message was taken, and in a few words what happened.

    The words are stored, and logged, in English. They are translated for each reader (presenters.py).
    """

    taken: bool
    words: str


def checked(url: str) -> SplitResult:
    """Return the parts of an address we may send to, as far as can be told without looking it up.

    Raises AddressRefusedError with a sentence for whoever typed it.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise AddressRefusedError(
            gettext_noop("This is not an address. Enter one such as https://example.org/hook")
        ) from error
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > LONGEST or not host:
        raise AddressRefusedError(
            gettext_noop("This is not an address. Enter one such as https://example.org/hook")
        )
    if parts.scheme != "https" and not _is_this_machine_in_development(parts):
        raise AddressRefusedError(gettext_noop("The address must start with https://"))
    if "@" in parts.netloc or parts.fragment:
        raise AddressRefusedError(gettext_noop("Leave out any name, password or # from the address"))
    if port == 0:
        raise AddressRefusedError(gettext_noop("There is no port 0"))
    literal = _literal(host)
    if literal is not None and not _may_be_reached(literal, parts):
        raise AddressRefusedError(gettext_noop("This address is not on the public internet"))
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send one message and return what came of it. Never raises for what the other side does."""
    try:
        parts = checked(url)
        connection = _connection(parts, _address_of(parts))
    except AddressRefusedError as error:
        return Answer(False, error.sentence)
    except OSError:
        return Answer(False, gettext_noop("The name of the host is not known"))
    watch = threading.Timer(TIME_OUT_SECONDS, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=headers, preload_content=False)
        status = connection.getresponse().status
        if connection.is_cut:
            raise TimeoutError  # half an answer can look like a whole one
    except (OSError, HTTPError, http.client.HTTPException) as error:
        return Answer(False, _words_for(error, late=connection.is_cut))
    finally:
        watch.cancel()
        connection.end()
    return Answer(200 <= status < 300, gettext_noop("It answered %(number)s") % {"number": status})


class _Pinned:
    """A connection to the address that was checked, whatever the name stands for by now."""

    pinned: tuple[str, int]
    guard: socket.socket | None = None
    is_cut = False

    def _new_conn(self) -> socket.socket:
        made = socket.create_connection(self.pinned, TIME_OUT_SECONDS)
        self.guard = made.dup()  # TLS takes the first one over; this one can always end it
        return made

    def cut(self) -> None:
        self.is_cut = True
        if self.guard is not None:
            try:
                self.guard.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself a moment ago

    def end(self) -> None:
        self.close()  # type: ignore[attr-defined]  # of the connection it is mixed into
        if self.guard is not None:
            self.guard.close()


class _Plain(_Pinned, HTTPConnection):
    pass


class _Secure(_Pinned, HTTPSConnection):
    pass


def _connection(parts: SplitResult, address: str) -> _Plain | _Secure:
    kind = _Secure if parts.scheme == "https" else _Plain
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = kind(parts.hostname or "", port, timeout=TIME_OUT_SECONDS)
    connection.pinned = (address, port)
    return connection


def _address_of(parts: SplitResult) -> str:
    """Look the host up, once. All of its addresses must be fit: else each try could be lucky."""
    found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(_may_be_reached(ipaddress.ip_address(each), parts) for each in addresses):
        raise AddressRefusedError(gettext_noop("This host is not on the public internet"))
    return addresses[0]


def _may_be_reached(address: IP, parts: SplitResult) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    if parts.scheme == "http":
        return address.is_loopback
    leads_on = any(address.version == net.version and address in net for net in LEADING_ON)
    return address.is_global and not address.is_multicast and not leads_on


def _is_this_machine_in_development(parts: SplitResult) -> bool:
    """Allow plain HTTP to this machine where the site is being built; the address is checked again."""
    return bool(settings.DEVELOPMENT) and parts.scheme == "http"


def _literal(host: str) -> IP | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _words_for(error: Exception, *, late: bool) -> str:
    if late or isinstance(error, TimeoutError):
        return gettext_noop("It did not answer within %(number)s seconds") % {"number": TIME_OUT_SECONDS}
    if isinstance(error, ssl.SSLError):
        return gettext_noop("Its certificate is not valid")
    return gettext_noop("The connection failed")
