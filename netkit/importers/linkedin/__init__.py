"""LinkedIn's "Get a copy of your data", as its exports of 2018 to 2026 really are.

* CSV files at the root; only categories that hold data are there. File names and headings are
  compared without case, spaces, underscores and a trailing id (2026: ``Comments_<id>.csv``).
* Mostly UTF-8; some files UTF-16 with tabs. Headings are English in every language.
* Connections stand below a preamble of three lines and have a profile's address since mid-2023.
* Each file has its own form of date; an unreadable one is a problem, never "now".
* The archive holds no ties between contacts: conversations of several people are hints.

What becomes what: connections → people, affiliations, *connected*; messages and invitations →
interactions; endorsements and recommendations → favours; a first message that brings two people
together → an introduction made; group conversations → acquaintances, inferred; positions and
schools → the owner's affiliations; address books → people; notes → notes.
"""

from __future__ import annotations

from netkit.importers.linkedin.reader import LinkedIn

__all__ = ["IMPORTER"]

IMPORTER = LinkedIn()
