"""Why a server cannot be reached, found out step by step: name, port, certificate, protocol.

The driver tells all of it as one error, and a routing address hides even that one.
"""

from __future__ import annotations

import socket
import ssl

__all__ = ["unreachable_reason"]

_SECONDS = 0.5
#: What a client of Bolt sends first: its mark, and the versions it speaks.
_HELLO = bytes.fromhex("6060b01700000805000000040000000000000000")
_VERSION_BYTES = 4


def unreachable_reason(scheme: str, host: str, port: int) -> str:
    """Return what is in the way between here and a server, in words; empty when nothing is found.

    scheme : of the address: ``neo4j+s`` asks for TLS, ``neo4j+ssc`` for TLS with any certificate.
    """
    try:
        socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return f"no machine is called {host}; look at the name, or at this machine's DNS"
    try:
        connection = socket.create_connection((host, port), timeout=_SECONDS)
    except ConnectionRefusedError:
        return f"nothing listens on port {port} of {host}; start the server, or name its Bolt port"
    except OSError:
        return ""
    with connection:
        if not scheme.endswith(("+s", "+ssc")):
            return _bolt_problem(connection)
        return _tls_problem(connection, host, any_certificate=scheme.endswith("+ssc"))


def _tls_problem(connection: socket.socket, host: str, *, any_certificate: bool) -> str:
    context = ssl.create_default_context()
    if any_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with context.wrap_socket(connection, server_hostname=host) as encrypted:
            return _bolt_problem(encrypted)
    except ssl.SSLCertVerificationError as error:
        return (
            f"its certificate is not trusted ({error.verify_message}); SSL_CERT_FILE names an"
            " authority to trust, a scheme with +ssc takes a certificate that it signed itself"
        )
    except TimeoutError:
        return ""
    except OSError:
        return "it speaks no TLS on this port; without +s nothing is encrypted"


def _bolt_problem(connection: socket.socket) -> str:
    try:
        connection.sendall(_HELLO)
        answer = connection.recv(_VERSION_BYTES)
    except TimeoutError:
        return ""
    except OSError:
        answer = b""
    if not answer:
        return "it closed the connection: it may ask for TLS (a scheme with +s), or be no Neo4j"
    if answer == b"HTTP":
        return "a web server answers on this port; Neo4j's Bolt port is 7687 unless it was set"
    return ""
