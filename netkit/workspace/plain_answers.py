"""The method of `Workspace` that answers a plain question, by the command it became.

`netkit.ask` reads a question as the words of a command; here those words become a call, so that
a library or an assistant gets the rows that the command prints. What is not here is no question:
it writes, and is shown instead of run.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, cast

from netkit.ask.reading_commands import command_of, only_reads
from netkit.ask.understand import NotUnderstood
from netkit.model.frozen import dataclass
from netkit.model.when.spans import read_span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from netkit.answers.people_list import SortKey
    from netkit.answers.personal_letters import LetterKind
    from netkit.ask.understand import Understood
    from netkit.workspace import Workspace

__all__ = ["ANSWERS", "PlainAnswer", "answer_command", "answer_question", "refusal_of"]

#: Options that take a value; the others are switches.
_VALUES = frozenset(
    {
        "--since",
        "--year",
        "--at",
        "--in",
        "--about",
        "--for",
        "--asks",
        "--to",
        "--silent",
        "--needs",
        "--days",
        "--until",
        "--circle",
        "--tag",
        "--band",
        "--sort",
        "--limit",
        "--not-at",
        "--not-in",
        "--not-about",
        "--not-circle",
        "--not-tag",
    }
)


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """The answer to a question in plain words.

    command : the words of the command it became. rows : what that answers. refusal : why nothing
    was answered; empty where something was. ignored : names and spans in the question that the
    command has no place for.
    """

    command: tuple[str, ...]
    rows: Any = ()
    refusal: str = ""
    ignored: tuple[str, ...] = ()


def answer_question(space: Workspace, question: str) -> PlainAnswer:
    """Return the answer to a question in plain words.

    Raises
    ------
    NetkitError
        What it asks of cannot be answered: nobody is called so.
    """
    understood = space.ask(question)
    refusal = refusal_of(understood)
    if isinstance(understood, NotUnderstood):
        return PlainAnswer((), (), refusal)
    words = understood.command
    if words[:2] == ("people", "forget") and not understood.missing:
        space.person(words[2])  # nobody of that name: nothing is understood
    rows = () if refusal else answer_command(space, words)
    return PlainAnswer(words, rows, refusal, understood.ignored)


def refusal_of(understood: Understood | NotUnderstood) -> str:
    """Return why a question is not answered; empty where it is."""
    if isinstance(understood, NotUnderstood):
        nearest = "; ".join(f"“{question}”" for question in understood.nearest)
        return f"not understood; the nearest I know: {nearest}"
    if understood.missing:
        return f"{understood.question} Say which {' and '.join(understood.missing)}"
    if not only_reads(understood.command):
        typed = shlex.join(["netkit", *understood.command])
        return f"nothing was changed; type it yourself if you mean it: {typed}"
    return ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a command: names and texts, options with their value, switches as ``""``."""

    texts: tuple[str, ...]
    options: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.texts[0] if self.texts else ""

    def limit(self, usual: int) -> int:
        """Return how many rows are asked for."""
        return int(self.options.get("--limit", usual))

    def since(self) -> str | None:
        """Return the day or span to look from; None for the last time."""
        span = self.options.get("--since", "last")
        return None if span == "last" else span


def answer_command(space: Workspace, words: Sequence[str]) -> Any:
    """Return the answer of a command's method; see `netkit.ask.reading_commands`."""
    name, rest = command_of(words)
    texts: list[str] = []
    options: dict[str, str] = {}
    following = iter(rest)
    for word in following:
        if word.startswith("--"):
            options[word] = next(following, "") if word in _VALUES else ""
        else:
            texts.append(word)
    return ANSWERS[name](space, _Words(tuple(texts), options))


def _introduce(space: Workspace, words: _Words) -> Any:
    if words.texts:
        return space.introduce(words.name, limit=words.limit(10))
    return space.introduce_pairs(needs="--needs" in words.options, limit=words.limit(10))


def _reach(space: Workspace, words: _Words) -> Any:
    if asked := words.options.get("--asks"):
        return space.introduction_requests(asked)
    return space.reach(words.name, limit=words.limit(5))


def _balance(space: Workspace, words: _Words) -> Any:
    if "--only-asks" in words.options or "--asks-me" in words.options:
        of_me = "--asks-me" in words.options
        return space.one_sided_asks(of_me=of_me, limit=words.limit(10))
    kinds = ("owed", "never-returned", "one-sided", "they-give", "all")
    kind: Any = next((kind for kind in kinds if f"--{kind}" in words.options), "leaning")
    return space.balance(words.name or None, kind=kind, limit=words.limit(10))


def _promises(space: Workspace, words: _Words) -> Any:
    whose: Any = next((side for side in ("mine", "theirs") if f"--{side}" in words.options), None)
    every = "--all" in words.options
    return space.promises(words.name or None, whose=whose, every=every)


def _network(space: Workspace, words: _Words) -> Any:
    limit = words.limit(10)
    if "--groups" in words.options:
        return space.groups(limit=limit)
    if "--bridges" in words.options:
        return space.bridges(limit=limit)
    return space.connectors(limit=limit)


def _today(space: Workspace, words: _Words) -> Any:
    person = words.options.get("--for")
    return space.acts_for(person) if person else space.today(limit=words.limit(5))


def _who(space: Workspace, words: _Words) -> Any:
    at, city, about = (words.options.get(name, "") for name in ("--at", "--in", "--about"))
    return space.who(words.name, at=at, city=city, about=about, limit=words.limit(50))


def _brief(space: Workspace, words: _Words) -> Any:
    return space.sources(words.name) if "--sources" in words.options else space.brief(words.name)


def _days(text: str | None) -> int | None:
    return None if text is None else read_span(text).days


def _people(space: Workspace, words: _Words) -> Any:
    options = words.options
    return space.people_list(
        at=options.get("--at", ""),
        city=options.get("--in", ""),
        circle=options.get("--circle", ""),
        tag=options.get("--tag", ""),
        silent_days=_days(options.get("--silent")),
        band=options.get("--band", ""),
        about=options.get("--about", ""),
        not_at=options.get("--not-at", ""),
        not_city=options.get("--not-in", ""),
        not_about=options.get("--not-about", ""),
        not_circle=options.get("--not-circle", ""),
        not_tag=options.get("--not-tag", ""),
        needs=options.get("--needs"),
        sort=cast("SortKey", options.get("--sort", "strength")),
        limit=words.limit(0),
    )


def _doctor(space: Workspace, words: _Words) -> Any:
    return space.backtest() if "--quality" in words.options else space.doctor()


def _timeline(space: Workspace, words: _Words) -> Any:
    since, until = words.options.get("--since"), words.options.get("--until")
    return space.timeline(words.name or None, since=since, until=until, limit=words.limit(30))


def _report(space: Workspace, words: _Words) -> Any:
    if year := words.options.get("--year"):
        return space.year_in_review(None if year == "last" else int(year))
    return space.report(since=words.since())


def _letter(space: Workspace, words: _Words) -> Any:
    kind, person = words.texts
    return space.letter(cast("LetterKind", kind), person, about=words.options.get("--about", ""))


def _introductions(space: Workspace, words: _Words) -> Any:
    return space.introductions(*words.texts, to=words.options.get("--to"))


#: The method of each of `netkit.ask.reading_commands.READING`.
ANSWERS: dict[str, Callable[[Workspace, _Words], Any]] = {
    "introduce": _introduce,
    "reach": _reach,
    "fading": lambda space, words: space.fading(since=words.since(), limit=words.limit(10)),
    "balance": _balance,
    "reconnect": lambda space, words: space.reconnect(limit=words.limit(10)),
    "stalls": lambda space, words: space.stalls(
        words.name or None, unanswered="--unanswered" in words.options, limit=words.limit(10)
    ),
    "promises": _promises,
    "who": _who,
    "brief": _brief,
    "today": _today,
    "milestones": lambda space, words: space.milestones(days=_days(words.options.get("--days"))),
    "knows": lambda space, words: space.acquainted(*words.texts),
    "network": _network,
    "report": _report,
    "cadence": lambda space, words: space.cadence(words.name or None),
    "timeline": _timeline,
    "history": lambda space, words: space.history(
        since=words.options.get("--since"), limit=words.limit(30)
    ),
    "undo": lambda space, words: space.history(undoable=True, limit=30),
    "check": lambda space, words: space.store.check(),
    "letter": _letter,
    "find": lambda space, words: space.find(words.name, limit=words.limit(30)),
    "doctor": _doctor,
    "people list": _people,
    "people duplicates": lambda space, words: space.duplicates(like=words.name),
    "people changes": lambda space, words: space.job_changes(since=words.since()),
    "people introductions": lambda space, words: space.told_introductions(),
    "intro list": _introductions,
    "intro draft": lambda space, words: space.letters(*words.texts),
}
