"""The rules that say what a clause of the log tells, as ``log.toml`` writes them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .required_words import required_words
from .roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LogGrammar", "Rule", "log_grammar"]

_WHO = r"[^\s,;:]+(?: [^\s,;:]+){0,5}?"
#: Several people: "Petra, Bo and Jonas".
_GROUP = r"[^\s,;:][^;:]{0,120}?"
_ROLE = f"(?:{'|'.join(ROLES)})"
_MACROS = {
    "<subject>": r"(?P<who>GROUP) (?:also |still |now |just |really |then |both |all "
    r"|kindly |finally |recently |quickly |generously |gladly |actually )*",
    "<who>": "(?P<who>GROUP)",
    "<whom>": "(?P<whom>WHO)",
    "<third>": "(?P<third>WHO)",
    "<whose>": r"(?P<whose>WHO(?:'s|s')|his|her|their)",
    "<they>": "(?P<they>GROUP)",
    "<people>": "(?P<people>.+)",
    "<what>": "(?P<what>.+)",
    "<org>": r"(?:the )?(?P<org>(?:(?! and (?!(?-i:[A-Z])))[^,;])+?)",
    "<city>": r"(?P<city>(?:(?! and )[^,;])+?)",
    "<title>": r"(?P<title>[^,;]+?)",
    "<now>": r"(?:(?:now|just|recently|has|have|had|finally|sadly|suddenly|apparently|also) )*",
    "<rest>": "(?P<rest>(?: .*)?)",
    "<me>": "(?:me|us)",
    "<gift>": (
        r"(?:(?:an?|the|my|our|some|his|her|their|this|that|these|those|another|several|more|lots"
        r"|two|three|four|five|six|\d+|one|both|all|[\w-]+'s) "
        r"|(?:[\w-]+ )?(?:\w+s|tea|coffee|lunch|dinner|breakfast|supper|wine|beer|money|cash|cake"
        r"|soup|bread|food|advice|help|work|access|permission|credit|time|feedback|fruit|honey|cheese"
        r"|chocolate|water|medicine)\b)"
    ),
    "<i>": r"(?:(?:i|we)(?:'ve| have| had|'d)? |have |had )?(?:also |then |just |already )?",
    "<adv>": (
        r"(?:(?:really|urgently|also|still|currently|desperately|very|always|just|now|already|"
        r"deeply|totally|quite|a bit|so|badly) ){0,2}"
    ),
}
_MACRO = re.compile(r"(?<!\?P)<\w+>")
#: What stands for many texts in a typed shape.
_PLACE = re.compile(rf"{_MACRO.pattern}|WHO|GROUP|ROLE")


class Rule(NamedTuple):
    """One rule: what it makes, of which kind, and the shape of a clause it fits, as typed.

    required : strings of which a clause that it fits has one, in lower case; none if not known
    """

    makes: str
    kind: str
    typed_shape: str
    required: frozenset[str]

    def fits(self, clause: str) -> re.Match[str] | None:
        """Match a whole clause; compiled when a clause has the first of the required words."""
        lower = clause.lower()
        if self.required and not any(word in lower for word in self.required):
            return None
        return _shape(self.typed_shape).fullmatch(clause)


class LogGrammar(NamedTuple):
    """Everything in ``log.toml``."""

    rules: tuple[Rule, ...]
    channels: Mapping[str, str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    not_names: frozenset[str]
    after_names: frozenset[str]
    openers: frozenset[str]
    denials: frozenset[str]
    turning: frozenset[str]
    trivial: frozenset[str]
    after_companion: frozenset[str]
    place_nouns: frozenset[str]
    word_names: frozenset[str]
    titles: frozenset[str]
    deeds: frozenset[str]
    idioms: Mapping[str, str]
    short: Mapping[str, str]


@cache
def log_grammar() -> LogGrammar:
    """Read the rules, once."""
    data = tomllib.loads(Path(__file__).with_name("log.toml").read_text(encoding="utf-8"))
    by_channel: dict[str, str] = data["channels"]
    words: dict[str, str] = data["words"]
    rows: list[dict[str, str]] = data["rule"]
    channels = {word: channel for channel, texts in by_channel.items() for word in texts.split()}
    rules = tuple(
        Rule(row["makes"], row.get("kind", ""), line, required_words(_PLACE.sub(".", line)))
        for row in rows
        for says in row["says"].strip().splitlines()
        for line in _with_and_without_subject(says)
    )
    lists = {name: frozenset(texts.split()) for name, texts in words.items()}
    lists["openers"] |= channels.keys()
    return LogGrammar(rules, channels, **lists, idioms=data["idioms"], short=data["short"])


def _with_and_without_subject(says: str) -> tuple[str, ...]:
    """Return a rule without its subject and with it, so that neither hides the other."""
    return (says.replace("<subject>", ""), says) if "<subject>" in says else (says,)


@cache
def _shape(line: str) -> re.Pattern[str]:
    macros = _macros()
    shape = _MACRO.sub(lambda macro: macros[macro[0]], line)
    return re.compile(
        shape.replace("WHO", _WHO).replace("GROUP", _GROUP).replace("ROLE", _ROLE), re.IGNORECASE
    )


@cache
def _macros() -> Mapping[str, str]:
    """Return what the signs in angle brackets stand for."""
    grammar = log_grammar()
    occasions = "|".join(sorted(map(re.escape, grammar.channels), key=len, reverse=True))
    posts = "|".join(sorted(grammar.titles, key=len, reverse=True))
    post = rf"(?P<title>(?:[\w&-]+ ){{0,3}}?(?:{posts})(?: (?:of|for) [\w &-]+?)?)"
    return {
        **_MACROS,
        "<occasion>": f"(?P<occasion>{occasions})",
        "<post>": post,
        "<deed>": "|".join(sorted(grammar.deeds, key=len, reverse=True)),
    }
