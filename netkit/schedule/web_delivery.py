"""Post a report over HTTP: to an ntfy topic, or as JSON to a webhook.

One address is contacted, the one that was given: a redirect is refused, no proxy is asked.
"""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from email.header import Header
from typing import TYPE_CHECKING, Any

from .schedules import DeliveryError, PermanentRefusalError, ToNtfy, ToWebhook
from .secrets import secret_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .outbox import Parcel

__all__ = ["post_to_ntfy", "post_to_webhook"]

_TIMEOUT_SECONDS = 30.0
#: Refusals of a moment, among those of the client (RFC 9110): timeout, too early, too many.
_PASSING = frozenset({408, 425, 429})
_SERVER_ERRORS = 500


def post_to_ntfy(target: ToNtfy, parcel: Parcel) -> str:
    """Post the summary to a topic, the subject as its title; return where it went."""
    headers = {"Title": _header(parcel.report.subject)}
    _post(target, parcel.report.summary.encode(), headers)
    return f"ntfy {target.url}"


def post_to_webhook(target: ToWebhook, parcel: Parcel) -> str:
    """Post the report as JSON; the same report that is posted again has the same key."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": parcel.run_id}
    _post(target, parcel.report.forms["json"], headers)
    return f"webhook {target.url}"


def _header(text: str) -> str:
    """Return a text as the value of a header: one line, and ASCII (RFC 2047)."""
    line = " ".join(text.split())
    return line if line.isascii() else Header(line, "utf-8", maxlinelen=10_000).encode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leave a redirect to the caller, as an error: it names another address."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(target: ToNtfy | ToWebhook, body: bytes, headers: Mapping[str, str]) -> None:
    request = urllib.request.Request(target.url, body, {"User-Agent": "netkit", **headers})  # noqa: S310 checked when it was added
    if target.password_command:
        request.add_header("Authorization", f"Bearer {secret_of(target.password_command)}")
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}),
        urllib.request.HTTPSHandler(
            context=ssl.create_default_context(cafile=target.ca_file or None)
        ),
        _NoRedirect(),
    )
    try:
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
            answer.read(0)
    except urllib.error.HTTPError as refused:
        with refused:
            raise _refusal(target.url, refused) from refused
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", error)
        raise DeliveryError(f"{target.url}: {' '.join(str(reason).split())}") from error


def _refusal(url: str, refused: urllib.error.HTTPError) -> DeliveryError:
    """Return the error for an answer that is no success."""
    where = refused.headers.get("Location", "")
    if where and refused.code < 400:
        return PermanentRefusalError(f"{url} redirects to {where}: give that address instead")
    kind = PermanentRefusalError
    if refused.code in _PASSING or refused.code >= _SERVER_ERRORS:
        kind = DeliveryError  # type: ignore[assignment]
    return kind(f"{url} answers {refused.code} {refused.reason}")
