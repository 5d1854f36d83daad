"""Letters for an introduction: ask one side, ask the other, then write to both.

The user owns the words: a file of the same name in the ``templates`` folder of netkit's
configuration replaces the text here. Placeholders are ``$name`` (see `string.Template`); the
first line of a template is the subject.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.model.frozen import dataclass
from netkit.model.names import given_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from netkit.model.people import Person

__all__ = ["TEMPLATES", "Draft", "drafts", "forwardable"]

#: Name of the file → text. ``$you`` is who is written to, ``$other`` whom they would meet.
TEMPLATES: Mapping[str, str] = {
    "ask.txt": """\
Would you like to meet $other?
Hello $you_first,

I thought of you: I know $other$other_work, and I believe you two would get on.
$why

Shall I introduce you? A no is perfectly fine, and it stays between us.

$me
""",
    "both.txt": """\
$you, meet $other
Hello $you_first, hello $other_first,

you both said yes, so here you are.

$you$you_work – $other$other_work
$why

$you_first, will you write first? I leave you to it.

$me
""",
    "forward.txt": """\
Introduction to $other?
Hello $you_first,

could you forward this to $other, if it feels right to you?

---
I would like to get to know $other_first. $why
A short call would be plenty, and I gladly do the travelling.
---

Thank you, and no hard feelings if not.

$me
""",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is ready to be read once more and sent.

    kind : ``ask``, ``both`` or ``forward``.
    """

    kind: str
    to: str
    subject: str
    text: str


def drafts(me: Person, a: Person, b: Person, why: str, folder: Path) -> list[Draft]:
    """Return the letters of a double opt-in: to a, to b, and to both once they agreed.

    Parameters
    ----------
    why : what speaks for it, a sentence; may be empty.
    folder : where the user's own templates are looked for; it need not be there.

    Raises
    ------
    BadInputError
        A template of the user's cannot be read or names something unknown.
    """
    letters = [("ask.txt", a, b, a.name), ("ask.txt", b, a, b.name)]
    letters.append(("both.txt", a, b, f"{a.name} and {b.name}"))
    return [
        _draft(name, _words(me, addressee, introduced, why), to, folder)
        for name, addressee, introduced, to in letters
    ]


def forwardable(me: Person, broker: Person, other: Person, why: str, folder: Path) -> Draft:
    """Return the letter that asks `broker` for an introduction: they only have to forward it.

    Parameters and errors as for `drafts`.
    """
    return _draft("forward.txt", _words(me, broker, other, why), broker.name, folder)


def _words(me: Person, you: Person, introduced: Person, why: str) -> dict[str, str]:
    """Return the variables that a template can name."""
    words = {"me": _first(me), "why": why}
    for key, person in (("you", you), ("other", introduced)):
        words |= {key: person.name, f"{key}_first": _first(person), f"{key}_work": _work(person)}
    return words


def _first(person: Person) -> str:
    return given_name(person.name)


def _work(person: Person) -> str:
    doing = " at ".join(part for part in (person.title, person.organization) if part)
    return f" ({doing})" if doing else ""


def _draft(name: str, words: Mapping[str, str], to: str, folder: Path) -> Draft:
    own = folder / name
    try:
        text = own.read_text("utf-8") if own.is_file() else TEMPLATES[name]
        subject, _, body = Template(text).substitute(words).partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{own}: {error}; delete it to use netkit's own text") from error
    except (KeyError, ValueError) as error:
        variables = ", ".join(f"${key}" for key in sorted(words))
        raise BadInputError(f"{own}: {error} is no placeholder; there are {variables}") from error
    return Draft(name.partition(".")[0], to, subject, body.strip())
