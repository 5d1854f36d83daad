"""The commands nearest to a word that is none: by what it means, then by how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["near_commands"]

#: What people type → what they mean here; the word is taken as the start of a command line.
_MEANT: dict[str, tuple[str, ...]] = {
    "add": ('person "Ann Lee" --new', 'log "lunch with Ann Lee"'),
    "new": ('person "Ann Lee" --new',),
    "create": ('person "Ann Lee" --new', 'init --me "Your Name"'),
    "contact": ('person "Ann Lee"', 'brief "Ann Lee"'),
    "contacts": ("people",),
    "list": ("people",),
    "ls": ("people",),
    "all": ("people",),
    "show": ('brief "Ann Lee"', 'person "Ann Lee"'),
    "view": ('brief "Ann Lee"', 'person "Ann Lee"'),
    "profile": ('brief "Ann Lee"', 'person "Ann Lee"'),
    "about": ('brief "Ann Lee"',),
    "info": ('brief "Ann Lee"', "doctor"),
    "search": ('find "patent"', "who --about patents"),
    "grep": ('find "patent"',),
    "lookup": ('find "patent"', "who Ann"),
    "forget": ('people forget "Ann Lee"',),
    "delete": ('people forget "Ann Lee"', "remove NUMBER"),
    "rm": ('people forget "Ann Lee"', "remove NUMBER"),
    "erase": ('people forget "Ann Lee"',),
    "merge": ('people merge "Ann Lee" "A. Lee"',),
    "join": ('people merge "Ann Lee" "A. Lee"',),
    "dedupe": ("people duplicates",),
    "duplicates": ("people duplicates",),
    "split": ("people split ann@example.org",),
    "rename": ('person "Ann Lee" --rename "Ann Ray"',),
    "archive": ('person "Ann Lee" --archive', "people change --silent 3y --archive"),
    "tag": ('person "Ann Lee" --tag climber', "people change --at Acme --add-tag climber"),
    "tags": ('person "Ann Lee" --tag climber', "people --tag climber"),
    "circle": ('person "Ann Lee" --circle customer', "people --circle customer"),
    "circles": ("people --circle customer", "network --groups"),
    "group": ("network --groups", 'person "Ann Lee" --circle customer'),
    "groups": ("network --groups",),
    "birthday": ('milestone "Ann Lee" birthday 7 March', "milestones"),
    "birthdays": ("milestones",),
    "anniversary": ('milestone "Ann Lee" anniversary 7 March', "milestones"),
    "calendar": ("milestones", "import calendar.ics"),
    "meeting": ('log "lunch with Ann Lee on Friday"', "today"),
    "meet": ("introduce", 'log "will meet Ann Lee on Friday"'),
    "remind": ("today", 'cadence "Ann Lee" --every 30d'),
    "reminder": ("today", 'cadence "Ann Lee" --every 30d'),
    "reminders": ("today",),
    "todo": ("today", "promises"),
    "tasks": ("today", "promises"),
    "next": ("today",),
    "overdue": ("promises", "fading"),
    "news": ("people changes", "today"),
    "jobs": ("people changes",),
    "thank": ('letter thanks "Ann Lee"', 'favour "Ann Lee" me --thanked'),
    "thanks": ('letter thanks "Ann Lee"', "balance --owed"),
    "email": ('letter reconnect "Ann Lee"', 'person "Ann Lee" --email ann@example.org'),
    "write": ('letter reconnect "Ann Lee"', 'log "wrote to Ann Lee"'),
    "mail": ('letter reconnect "Ann Lee"', "import imaps://ann%40example.org@mail.example.org"),
    "draft": ('intro "Ann Lee" "Bo Ray" --draft', 'letter thanks "Ann Lee"'),
    "condolence": ('letter condolence "Ann Lee"',),
    "introduction": ('intro "Ann Lee" "Bo Ray"', 'introduce "Ann Lee"'),
    "path": ('reach "Ann Lee"',),
    "connect": ('reach "Ann Lee"', 'introduce "Ann Lee"'),
    "owe": ("balance --owed", "promises"),
    "owed": ("balance --owed", "promises --theirs"),
    "favor": ('favour "Ann Lee" me advice',),
    "favors": ("balance",),
    "favours": ("balance",),
    "notes": ('timeline "Ann Lee"', 'find "tea"'),
    "events": ('timeline "Ann Lee"',),
    "past": ('timeline "Ann Lee"', "history"),
    "what": ("history", "today"),
    "correct": ('timeline "Ann Lee"', 'edit NUMBER "what it was"'),
    "fix": ('timeline "Ann Lee"', 'edit NUMBER "what it was"'),
    "change": ('edit NUMBER "what it was"', "people change --at Acme --add-tag climber"),
    "update": ('person "Ann Lee" --org Acme', "import FILE"),
    "revert": ("undo",),
    "back": ("undo",),
    "save": ("backup FILE",),
    "load": ("import FILE", "restore FILE"),
    "sync": ("import FILE",),
    "print": ("report", "people --csv"),
    "csv": ("people --csv",),
    "graph": ("map", "export graphml FILE"),
    "draw": ("map",),
    "stats": ("doctor", "network"),
    "status": ("doctor",),
    "settings": ("config",),
    "setup": ('init --me "Your Name"',),
    "start": ('init --me "Your Name"', "demo"),
    "cron": ("schedule",),
    "server": ("mcp", "copy FROM TO"),
    "died": ('person "Ann Lee" --died',),
    "dead": ('person "Ann Lee" --died',),
    "moved": ('person "Ann Lee" --city Porto', 'log "Ann Lee moved to Porto"'),
}


def near_commands(word: str, commands: Collection[str]) -> list[str]:
    """Return command lines near to a word that is no command, the likeliest first; may be empty."""
    folded = word.casefold().lstrip("-")
    if folded in _MEANT:
        return _typed(_MEANT[folded], commands)
    from difflib import get_close_matches

    written = get_close_matches(folded, [*commands, *_MEANT], n=2, cutoff=0.7)
    lines = dict.fromkeys(line for near in written for line in _MEANT.get(near, (near,)))
    return _typed(lines, commands)[:2]


def _typed(lines: Iterable[str], commands: Collection[str]) -> list[str]:
    return [line for line in lines if line.split()[0] in commands]
