"""The words of letters, which a user may replace by their own.

A file of the same name in the ``templates`` folder of netkit's configuration replaces the text
here. Placeholders are ``$name`` (see `string.Template`); the first line is the subject. Lines
that stay empty because nothing is known are dropped.
"""

from __future__ import annotations

import re
from string import Template
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.model.frozen import dataclass
from netkit.model.names import given_name
from netkit.support.own_files import template_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["TEMPLATES", "Draft", "addressed_as", "draft_letter", "person_words"]

#: Name of the file → text. ``$you`` is who is written to, ``$other`` whom they would meet.
TEMPLATES: Mapping[str, str] = {
    "ask.txt": """\
Would you like to meet $other?
Hello $you_first,

I thought of you: I know $other$other_work, and I believe the two of you would get on.
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
    "thanks.txt": """\
Thank you, $you_first
Hello $you_first,

thank you for $what. It made a difference, and I have not forgotten it.

If there is anything I can do for you, tell me.

$me
""",
    "reconnect.txt": """\
Hello again
Hello $you_first,

$since I thought of you today and wondered how you are.
$ask

Would you like to catch up over a coffee or a call, whenever it suits you?

$me
""",
    "light.txt": """\
A thought of you
Hello $you_first,

I thought of you today, and hope that you are well.
$about

There is no need to answer.

$me
""",
    "condolence.txt": """\
Thinking of you
Dear $you_first,

I was very sorry to hear of $what. I am thinking of you and your family.

There is no need to answer. If there is anything I can do, however small, please tell me.

$me
""",
    "condolence-family.txt": """\
In memory of $you
To the family of $you,

I was very sorry to hear of the death of $you_first, whom I will remember with gratitude.

My thoughts are with all of you. If there is anything I can do, however small, please tell me.

$me
""",
}

#: How somebody wishes to be called, as it is noted: "please call me Bob".
_CALLED = re.compile(
    r"(?:\bcall (?:me|him|her|them)|\bto be called|\bgoes by|\baddressed as)\s+“?\"?([^.,;”\"]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is ready to be read once more and sent.

    kind : the name of its template: ``ask``, ``both``, ``forward``, ``thanks``, ….
    addresses : the e-mail addresses of those it goes to, as far as they are known.
    """

    kind: str
    to: str
    subject: str
    text: str
    addresses: tuple[str, ...] = ()


def addressed_as(view: NetworkView, person: Person) -> str:
    """Return the name to address somebody by: the one they wish, else the given name."""
    for recorded in view.store.events(["fact"], people=[person.id], until=view.as_of)[::-1]:
        wish = _CALLED.search(getattr(recorded.event, "text", ""))
        if wish:
            return wish[1].strip()
    return given_name(person.name)


def person_words(view: NetworkView, key: str, person: Person) -> dict[str, str]:
    """Return the placeholders of one person: their name, how to address them, their work."""
    doing = " at ".join(part for part in (person.title, person.organization) if part)
    return {
        key: person.name,
        f"{key}_first": addressed_as(view, person),
        f"{key}_work": f" ({doing})" if doing else "",
    }


def draft_letter(
    name: str, words: Mapping[str, str], to: str, addresses: tuple[str, ...] = ()
) -> Draft:
    """Return the letter of a template, filled in.

    Raises
    ------
    BadInputError
        A template of the user's cannot be read or names something unknown.
    """
    own = template_folder() / name
    try:
        text = own.read_text("utf-8") if own.is_file() else TEMPLATES[name]
        subject, _, body = Template(text).substitute(words).partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{own}: {error}; delete it to use netkit's own text") from error
    except (KeyError, ValueError) as error:
        variables = ", ".join(f"${key}" for key in sorted(words))
        raise BadInputError(f"{own}: {error} is no placeholder; there are {variables}") from error
    lines = "\n".join(line.strip() for line in body.strip().split("\n"))
    return Draft(
        name.partition(".")[0], to, subject.strip(), re.sub(r"\n{3,}", "\n\n", lines), addresses
    )


def addresses_of(view: NetworkView, person: Person) -> tuple[str, ...]:
    """Return the e-mail address of somebody, as far as one is known."""
    return tuple(h.value for h in view.store.handles(person.id) if h.kind == "email")[:1]
