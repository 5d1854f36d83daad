"""Mail from an IMAP server: headers only, read-only, only what is new since the last time.

Folders are opened with EXAMINE and headers are fetched with PEEK, so nothing is marked as read.
What has been seen is told by UIDVALIDITY and the next UID of each folder (RFC 3501, 2.3.1.1), a
:class:`SyncState` that the caller keeps: it comes back after every batch, so that an interrupted
import goes on where it was.
"""

from __future__ import annotations

import imaplib
import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from netkit.errors import BadInputError, MissingExtraError, UsageError
from netkit.importers.mail.headers import MAX_HEADERS, Mail, read_mail, role_of_labels
from netkit.importers.mail.mail_items import MailReader, RawMail
from netkit.importers.mail.mailbox_owner import owner_addresses, owner_sighting
from netkit.model.frozen import dataclass, field, replace
from netkit.support.server_address import is_this_machine, split_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from imap_tools import BaseMailBox

    from netkit.importers.port import Item, Options

__all__ = ["Account", "FolderState", "SyncState", "password_for", "read_imap"]

#: Mails asked for at once; also what an interrupted import may have to fetch again.
BATCH = 500
_FETCH = (
    "(UID BODY.PEEK[HEADER.FIELDS (FROM SENDER TO CC BCC DATE SUBJECT MESSAGE-ID REFERENCES "
    "IN-REPLY-TO DELIVERED-TO LIST-ID LIST-UNSUBSCRIBE LIST-POST LIST-HELP MAILING-LIST "
    "X-MAILING-LIST FEEDBACK-ID PRECEDENCE AUTO-SUBMITTED RETURN-PATH CONTENT-TYPE X-AUTOREPLY "
    "X-AUTO-REPLY X-AUTORESPOND X-AUTO-RESPOND X-AUTO-RESPONSE-SUPPRESS)])"
)
_EXAMPLE = "imaps://you%40host@mail.host"
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_NO_IMAP = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
_LEFT_OUT = frozenset({"\\noselect", "\\nonexistent", "\\drafts", "\\junk"})


@dataclass(frozen=True, slots=True)
class Account:
    """A mail account. `tls` is "on" (port 993), "starttls" or, on this machine only, "off"."""

    host: str
    user: str
    port: int
    tls: str = "on"
    folder: str = ""

    @classmethod
    def parse(cls, url: str) -> Account:
        """Read ``imaps://ana%40example.org@mail.example.org[:993][/INBOX]``.

        ``imap://`` starts in the clear and switches to TLS before the password is sent, except
        to this machine itself. Raises UsageError when it is not such an address.
        """
        parts = split_address(url, _EXAMPLE)
        if parts.scheme not in ("imap", "imaps"):
            raise UsageError(f"not the address of a mail server; write it as in {_EXAMPLE}")
        if parts.password is not None:
            raise UsageError(
                f"keep the password out of the address: {_EXAMPLE}; it is asked of the keyring"
                " ('keyring set netkit you@host@mail.host') or NETKIT_IMAP_PASSWORD"
            )
        if not parts.username:
            raise UsageError(f"the address does not say who you are there; as in {_EXAMPLE}")
        secure = parts.scheme == "imaps"
        host = parts.hostname or ""
        plain = "off" if is_this_machine(host) else "starttls"
        return cls(
            host,
            unquote(parts.username),
            parts.port or (993 if secure else 143),
            "on" if secure else plain,
            unquote(parts.path.strip("/")),
        )


@dataclass(frozen=True, slots=True)
class FolderState:
    """Up to where a folder has been read: its UIDVALIDITY, and the first UID not read yet."""

    uidvalidity: int
    uidnext: int


@dataclass(frozen=True, slots=True)
class SyncState:
    """Up to where each folder of an account has been read."""

    folders: Mapping[str, FolderState] = field(default_factory=dict)

    def to_json(self) -> dict[str, list[int]]:
        """Return a value that JSON can hold."""
        return {name: [at.uidvalidity, at.uidnext] for name, at in self.folders.items()}

    @classmethod
    def from_json(cls, value: Mapping[str, list[int]]) -> SyncState:
        """Read what `to_json` gave."""
        return cls({name: FolderState(*pair) for name, pair in value.items()})


def password_for(account: Account, environ: Mapping[str, str]) -> str:
    """Return the password: from NETKIT_IMAP_PASSWORD, else from the system's keyring.

    Raises UsageError, saying how to store it, when neither has it.
    """
    if password := environ.get("NETKIT_IMAP_PASSWORD"):
        return password
    name = f"{account.user}@{account.host}"
    return _from_keyring(name) or _no_password(name)


def _from_keyring(name: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        password: str | None = keyring.get_password("netkit", name)
    except KeyringError:
        return None
    return password


def _no_password(name: str) -> str:
    raise UsageError(
        f"no password for {name}; run: keyring set netkit {name} — or set NETKIT_IMAP_PASSWORD"
    )


def read_imap(
    account: Account, password: str, state: SyncState, options: Options
) -> Iterator[Item | SyncState]:
    """Yield the items of mails that are new since `state`, and the new state after each batch.

    The last value is always a :class:`SyncState`. A folder whose UIDVALIDITY has changed is read
    again from its beginning; its mails are the same events, so nothing counts twice.

    Raises
    ------
    BadInputError
        The server cannot be reached, refuses the login, or lacks the folder.
    """
    with _errors_of(account), _logged_in(account, password) as mailbox:
        reader: MailReader | None = None
        folders = dict(state.folders)
        with _understood(account):
            names = _folders(mailbox, account.folder)
        if not names:
            raise BadInputError(
                f"{account.host} shows no folder to read; name one: imaps://…/INBOX"
            )
        for name in names:
            for mails, reached in _new_mails(mailbox, account, name, folders.get(name)):
                if reader is None and mails:
                    settled = replace(options, owner=_said(account, options))
                    owner = owner_addresses(mails, settled)
                    reader = MailReader(owner, settled)
                    yield owner_sighting(owner, mails, settled)
                if reader is not None:
                    for raw, mail in mails:
                        yield from reader.items(raw, mail)
                folders[name] = reached
                yield SyncState(dict(folders))
        if reader is not None:
            yield from reader.left_out()
        yield SyncState(folders)


def _said(account: Account, options: Options) -> str:
    own = account.user if "@" in account.user else ""
    return ",".join(part for part in (own, options.owner) if "@" in part) or options.owner


@contextmanager
def _errors_of(account: Account) -> Iterator[None]:
    try:
        yield
    except (imaplib.IMAP4.error, OSError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise BadInputError(f"{account.host}: {reason}") from error


@contextmanager
def _understood(account: Account) -> Iterator[None]:
    """Turn what the libraries raise over an answer that is no IMAP into one line."""
    try:
        yield
    except OSError:  # a certificate's error is a ValueError besides
        raise
    except _NO_IMAP as error:
        raise BadInputError(f"{account.host} answers what no mail server does") from error


@contextmanager
def _logged_in(account: Account, password: str) -> Iterator[BaseMailBox]:
    try:
        from imap_tools.errors import ImapToolsError

        from netkit.importers.mail.imap_client import Mailbox
    except ImportError as error:
        raise MissingExtraError("imap-tools", "mail") from error
    try:
        with _understood(account):
            mailbox = Mailbox(account.host, account.port, account.tls)
        try:
            with _understood(account):
                mailbox.login(account.user, password, initial_folder=None)
            yield mailbox
        finally:
            mailbox.client.shutdown()
    except ImapToolsError as error:
        raise BadInputError(
            f"{account.host} refused: check the user name, the password and the folder"
        ) from error


def _folders(mailbox: BaseMailBox, wanted: str) -> list[str]:
    """Return the folders to read: the wanted one, else the one that holds all mail, else each."""
    if wanted:
        return [wanted]
    names: list[str] = []
    for folder in mailbox.folder.list():
        flags = {flag.lower() for flag in folder.flags}
        if "\\all" in flags:
            return [folder.name]
        if not flags & _LEFT_OUT and _role(folder.name) != "left out":
            names.append(folder.name)
    return names


def _role(folder: str) -> Literal["", "sent", "left out"]:
    return role_of_labels(",".join(re.split(r"[/.]", folder)))


def _new_mails(
    mailbox: BaseMailBox, account: Account, folder: str, seen: FolderState | None
) -> Iterator[tuple[list[tuple[RawMail, Mail]], FolderState]]:
    """Yield (mails, where the folder is read up to), batch by batch, in order of UID."""
    with _understood(account):
        validity = mailbox.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"]
        first = seen.uidnext if seen and seen.uidvalidity == validity else 1
        mailbox.folder.set(folder, readonly=True)
        # "n:*" always holds the last mail, even when its UID is below n (RFC 3501, 6.4.8)
        new_uids = sorted({uid for uid in map(int, mailbox.uids(f"UID {first}:*")) if uid >= first})
    uids = iter(new_uids)
    role = _role(folder)
    label = f"{account.host}/{folder}"
    reached = first
    while batch := list(islice(uids, BATCH)):
        with _understood(account):
            status, answer = mailbox.client.uid("FETCH", ",".join(map(str, batch)), _FETCH)
            blocks = list(_blocks(answer))
        if status != "OK":
            raise BadInputError(f"{label}: the server did not hand over the mails; try again later")
        mails = [
            (RawMail(label, uid, block, role, label), read_mail(block)) for uid, block in blocks
        ]
        reached = batch[-1] + 1
        yield mails, FolderState(validity, reached)
    if reached == 1:  # an empty folder
        yield [], FolderState(validity, reached)


def _blocks(answer: list[bytes | tuple[bytes, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Yield (UID, headers) of a FETCH answer; a mail deleted meanwhile is not in it."""
    for part in answer:
        if isinstance(part, tuple) and (match := _UID.search(part[0])):
            yield int(match[1]), part[1][:MAX_HEADERS]
