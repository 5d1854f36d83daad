"""The keys people are known by, normalised once, here, so that two sources agree on them.

Sources: RFC 5321 for addresses (read loosely), E.164 for phones, and the shapes of LinkedIn
profile addresses as its exports give them: with or without scheme, percent-encoded or raw,
with a country's host, a language suffix or a query.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from netkit.model.names import clean
from netkit.model.people import Handle

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "connection",
    "email",
    "is_landline",
    "is_role_address",
    "is_role_word",
    "linkedin",
    "name_key",
    "named",
    "own_id",
    "phone",
    "unknown",
]

_PROFILE = re.compile(
    r"(?:(?:https?:)?//)?(?:[a-z0-9-]+\.)*linkedin\.com(?::\d+)?/+(?:mwlite/|m/)?in/+([^/?#\s]+)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"/?in/+([^/?#\s]+)", re.IGNORECASE)
_SLUG = re.compile(r"[^\s/?#@:<>\"]+")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+\.[^\s@<>,;:\"()\[\].]+")
_MAX_SLUG = 300
_MAX_ADDRESS = 254
_ROLES = frozenset({
    "abuse", "accounting", "accounts", "admin", "administrator", "all", "billing", "bounce",
    "bounces", "careers", "contact", "customerservice", "donotreply", "enquiries", "events",
    "everyone", "feedback", "finance", "headquarters", "hello", "help", "helpdesk", "hi",
    "hostmaster", "hq", "hr",
    "info", "inquiries", "invoice", "invoices", "it", "jobs", "legal", "list", "mail",
    "mailer-daemon", "marketing", "media", "news", "newsletter", "no-reply", "no_reply",
    "noreply", "notification", "notifications", "office", "order", "orders", "postmaster",
    "press", "privacy", "recruiting", "reply", "root", "sales", "security", "service", "shop",
    "spam", "staff", "support", "system", "team", "unsubscribe", "webmaster",
    "announce", "announcements", "board", "club", "committee", "community", "compliance", "crew",
    "developers", "devs", "dispatch", "engineering", "facilities", "faculty", "hiring",
    "internal", "logistics", "members", "operations", "ops", "partners", "pr", "procurement",
    "purchasing", "talent", "teams", "volunteers", "group",
    "alert", "alerts", "booking", "bookings", "confirmation", "confirmations", "customercare",
    "delivery", "frontdesk", "invitation", "invitations", "membership", "payment", "payments",
    "receipt", "receipts", "reception", "reservation", "reservations", "shipping", "survey",
    "surveys", "ticket", "tickets", "update", "updates", "customerservices", "serviceteam",
    # German, French, Spanish, Portuguese, Italian
    "gruppe", "mitglieder", "verein", "vorstand", "einkauf", "praxis", "kanzlei",
    "mannschaft", "equipe", "equipo", "equipa", "squadra", "direction", "rrhh", "drh",
    "anfrage", "bestellbestaetigung", "bestellung", "bestellungen", "bewerbung", "buchhaltung",
    "buchung", "empfang", "kontakt", "kundendienst", "kundenservice", "poststelle", "presse",
    "rechnung", "rechnungen", "redaktion", "sekretariat", "versand", "vertrieb", "verwaltung",
    "zentrale", "accueil", "commande", "commandes", "comptabilite", "facturation", "secretariat",
    "serviceclient", "servicesclients", "administracion", "atencion", "atencionalcliente",
    "contacto", "facturacion", "facturas", "informacion", "pedidos", "soporte", "ventas",
    "atendimento", "comercial", "contato", "faturas", "financeiro", "geral", "suporte", "vendas",
    "amministrazione", "assistenza", "contatti", "ordini", "segreteria", "servizioclienti",
})  # fmt: skip
#: What stands beside a role in an address: a place, a kind of group.
_BESIDE_ROLES = frozenset({
    "apac", "at", "be", "benelux", "br", "ch", "dach", "de", "dept", "desk", "dk", "emea", "es",
    "eu", "europe", "fi", "fr", "global", "ie", "in", "international", "intl", "it", "latam", "nl",
    "no", "nordics", "online", "pl", "pt", "se", "uk", "us", "usa", "web",
})  # fmt: skip
#: How the address of a group ends, whatever it is called: design-team@, alumni-list@.
_GROUP_ENDS = frozenset({"team", "teams", "list", "group", "gruppe", "all", "announce"})
_AUTOMATIC = re.compile(
    r"no-?_?reply|do-?_?not-?_?reply|^bounces?[+-]|^notifications?[+-]|keine?-?antwort"
    r"|nicht-?antworten|ne-?pas-?repondre|nao-?responda|no-?responder|non-?rispondere"
)


_BETWEEN = re.compile(r"[._-]+")
_SEPARATORS = str.maketrans("", "", "._-")


def linkedin(url_or_slug: str) -> Handle | None:
    """Return the handle of a LinkedIn profile; None when the text is no profile's address.

    >>> linkedin("https://de.linkedin.com/in/J%C3%BCrgen-1/?trk=x").value
    'jürgen-1'
    """
    return _profile(url_or_slug)


@lru_cache(maxsize=32_768)  # each profile's address stands in many rows
def _profile(url_or_slug: str) -> Handle | None:
    text = url_or_slug.strip()
    match = _PROFILE.match(text) or _RELATIVE.fullmatch(text.rstrip("/")) or _SLUG.fullmatch(text)
    if match is None or (match.re is _SLUG and "linkedin.com" in text.lower()):
        return None
    slug = _slug(match.group(match.re.groups))
    return Handle("linkedin", slug) if slug else None


def _slug(raw: str) -> str:
    """Return `raw` unquoted once, in NFC and lower case; empty when it cannot be a slug."""
    if len(raw) > _MAX_SLUG:
        return ""
    if raw.isascii() and raw.isprintable() and "%" not in raw:
        return raw.lower().strip("/ ")
    from urllib.parse import unquote

    with suppress(UnicodeDecodeError):  # else not percent-encoded UTF-8: the key is as it stands
        raw = unquote(raw, errors="strict")
    slug = unicodedata.normalize("NFC", unicodedata.normalize("NFC", raw).lower()).strip("/ ")
    return "" if any(unicodedata.category(char)[0] in "CZ" for char in _visible(slug)) else slug


def _visible(slug: str) -> str:
    return slug.replace("\u200d", "")  # the joiner inside one emoji


def email(text: str) -> Handle | None:
    """Return the handle of an e-mail address; None when the text is not one.

    >>> email(" MAILTO:Ana@Example.ORG ").value
    'ana@example.org'
    """
    address = unicodedata.normalize("NFC", text).strip().lower().removeprefix("mailto:")
    if address.endswith(">") and "<" in address:
        address = address[address.rindex("<") + 1 : -1]
    address = address.strip(" '\"")
    good = len(address) <= _MAX_ADDRESS and address.isprintable() and _ADDRESS.fullmatch(address)
    return Handle("email", address) if good else None


def is_role_address(email: str) -> bool:
    """Return True if an address is an office's rather than a person's (info@, sales-emea@).

    >>> is_role_address("no-reply@example.org"), is_role_address("team.jones@example.org")
    (True, False)
    """
    local = email.strip().lower().partition("@")[0]
    role = local.partition("+")[0]
    if role in _ROLES or _AUTOMATIC.search(local) is not None:
        return True
    return not role.isalnum() and _is_compound_role(role)


def _is_compound_role(role: str) -> bool:
    """Return True for roles joined, with a place or as a group: sales-emea, it.support, ux-team."""
    if role.translate(_SEPARATORS) in _ROLES:
        return True
    parts = [part for part in _BETWEEN.split(role) if part]
    if len(parts) < 2:
        return False
    if parts[-1] in _GROUP_ENDS and len(parts[0]) > 1:
        return True
    roles = [part for part in parts if part in _ROLES and part not in _BESIDE_ROLES]
    return bool(roles) and all(
        part in _ROLES or part in _BESIDE_ROLES or part.isdigit() for part in parts
    )


def is_role_word(word: str) -> bool:
    """Return True for a word that names an office or a group, no person: "support", "team"."""
    return word in _ROLES


def phone(text: str, region: str) -> Handle | None:
    """Return the handle of a phone number in E.164; None when it is not a valid number.

    `region` (two letters, or empty) is the country of numbers written without a country code;
    without it such a number cannot be told from another country's and gives None.

    >>> phone("020 7946 0958", "GB").value
    '+442079460958'
    """
    import phonenumbers  # 60 ms, and most imports hold no phone number

    if not any(char.isdigit() for char in text):
        return None
    try:
        number = phonenumbers.parse(text, region.upper() or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return Handle("phone", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_landline(handle: Handle) -> bool:
    """Return True for a number that is surely no mobile phone's: a household or office answers it.

    >>> is_landline(Handle("phone", "+442079460958")), is_landline(Handle("phone", "+447400123456"))
    (True, False)
    """
    if handle.kind != "phone":
        return False
    import phonenumbers

    number = phonenumbers.parse(handle.value)
    return phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return `name` as it is compared within one source: NFC, single spaces, no case.

    Accents are kept: Müller and Muller are two names.
    """
    return unicodedata.normalize("NFC", clean(name).casefold())


def connection(name: str, day: date) -> Handle:
    """Return the key that every era of a LinkedIn export has: a name and the day of connecting.

    >>> connection("Ana  Lima", date(2019, 3, 7)).value
    'ana lima|2019-03-07'
    """
    return Handle("connection", f"{name_key(name)}|{day.isoformat()}")


def named(source: str, name: str, extra: str = "") -> Handle:
    """Return the weak key of a bare name within `source`; `extra` tells namesakes apart.

    >>> named("linkedin", "Wei Zhang").value
    'linkedin/wei zhang'
    """
    return Handle("name", f"{source}/{name_key(name)}" + (f"|{name_key(extra)}" if extra else ""))


def unknown(source: str, conversation: str) -> Handle:
    """Return the key of the hidden person of one conversation; each hidden one is their own."""
    return Handle("unknown", f"{source}/{conversation}")


def own_id(source: str, id: str) -> Handle:
    """Return the key a source itself gives: a vCard's UID, a Slack user's id."""
    return Handle("source", f"{source}/{id.strip() if id.isprintable() else clean(id)}")
