"""Completion in a shell: commands, options and people's names, one a line.

The scripts that `netkit completion` prints call netkit with ``_NETKIT_COMPLETE`` set and the words
of the line so far; the last of them is the one to complete.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import click
    from click.shell_completion import CompletionItem

    from netkit.model.people import Person

    from .session import Session

__all__ = ["SCRIPTS", "VARIABLE", "complete_line", "names_beginning"]

#: Set by the scripts: the shell that asks.
VARIABLE = "_NETKIT_COMPLETE"
#: So many names are offered at most; more of them is no choice.
_MOST_NAMES = 50

_BASH = r"""_netkit() {
    local value text current="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    while IFS=$'\t' read -r value text; do
        case $current in
            [\"\']*) COMPREPLY+=("$value") ;;
            *) printf -v value %q "$value"; COMPREPLY+=("$value") ;;
        esac
    done < <(_NETKIT_COMPLETE=bash "${COMP_WORDS[0]}" "${COMP_WORDS[@]:1:COMP_CWORD-1}" \
        "$current" 2>/dev/null)
}
complete -o default -F _netkit netkit
"""
_ZSH = r"""#compdef netkit
_netkit() {
    local line
    local -a values shown
    for line in "${(@f)$(_NETKIT_COMPLETE=zsh "${(Q)words[1]}" "${(@Q)words[2,CURRENT-1]}" \
        "${(Q)words[CURRENT]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    if (( $#values )); then
        compadd -U -l -V netkit -d shown -a values
    else
        _files
    fi
}
if [[ $funcstack[1] == _netkit ]]; then
    _netkit "$@"
else
    compdef _netkit netkit
fi
"""
_FISH = r"""function __netkit_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found (env _NETKIT_COMPLETE=fish $words (string unescape -- "$current") 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c netkit -f -a '(__netkit_complete)'
"""
#: The script of each shell.
SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}


def complete_line(group: click.Group, session: Session, shell: str, words: Sequence[str]) -> str:
    """Return the completions of the last of these words, a line each, with a tab and what it is."""
    from click.shell_completion import ShellComplete

    typed = [_unquoted(word) for word in words] if shell == "bash" else list(words)
    *before, incomplete = typed or [""]
    complete = ShellComplete(group, {"obj": session}, "netkit", VARIABLE)
    items = complete.get_completions(before, incomplete)
    return "".join(_lines(item for item in items if item.type == "plain"))


def _lines(items: Iterable[CompletionItem]) -> Iterable[str]:
    for item in items:
        yield f"{item.value}\t{item.help}\n" if item.help else f"{item.value}\n"


def _unquoted(word: str) -> str:
    """Return a word of a line that bash hands over as it was typed, without quotes."""
    if word[:1] in {"'", '"'}:
        return word[1:].removesuffix(word[0])
    return re.sub(r"\\(.)", r"\1", word)


def names_beginning(ctx: click.Context, param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return people whose name has words that begin as typed; on a server none, which takes long.

    Of a name that is typed without quotes, the words that are still missing.
    """
    from click.shell_completion import CompletionItem

    from netkit.errors import NetkitError
    from netkit.model.names import fold, words

    from .session import Session

    session = ctx.find_object(Session)
    before = ctx.params.get(param.name or "") or ""
    so_far = before if isinstance(before, str) else " ".join(before)
    asked = words(f"{so_far} {typed}")
    if session is None or not asked or session.on_server or not os.path.exists(session.url):
        return []
    try:
        people = _people_named(session.url, asked)
    except NetkitError:
        return []
    first = [person for person in people if words(person.name)[: len(asked) - 1] == asked[:-1]]
    begun = [p for p in first if words(p.name)[len(asked) - 1].startswith(asked[-1])]
    items = []
    for person in sorted(begun or people, key=lambda person: fold(person.name)):
        value = _missing_words(person.name, so_far)
        if value and not (person.owner or person.unknown):
            items.append(CompletionItem(value, help=person.organization))
    return items[:_MOST_NAMES]


def _people_named(url: str, asked: Sequence[str]) -> list[Person]:
    """Return the people of a network file whose name has words that begin so."""
    from netkit.store import open_store  # a workspace takes twice as long to import

    store = open_store(url, create=False)
    try:
        return store.named(asked)
    finally:
        store.close()


def _missing_words(name: str, so_far: str) -> str:
    """Return what of a name follows the words that were typed; all of it where none was."""
    from netkit.model.names import fold

    parts, typed = name.split(" "), so_far.split()
    if [fold(part) for part in parts[: len(typed)]] != [fold(part) for part in typed]:
        return ""
    return " ".join(parts[len(typed) :])
