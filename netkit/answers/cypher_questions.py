"""Questions in Cypher, asked of a network on a server: those of `netkit.queries`, or one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import BadInputError, StatementError, UsageError
from netkit.model.when import day_number
from netkit.queries import question, question_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.answers.network_view import NetworkView
    from netkit.queries import Question

__all__ = ["cypher_rows"]

_ENDING = ".cypher"


def cypher_rows(
    view: NetworkView, name: str, given: Mapping[str, str], person: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Return the rows of a question in Cypher, which reads and cannot write.

    Parameters
    ----------
    name : one of `netkit.queries`, or the path of a file that ends with ``.cypher``.
    given : its parameters as they are typed.
    person : gives the id of whom a name means.

    Raises
    ------
    UsageError
        The network is a file; there is no such question, or a parameter is wrong.
    BadInputError
        The file cannot be read, or the server does not take what it says.
    """
    own = name.endswith(_ENDING)
    asked = _question_file(Path(name)) if own else question(name)
    run = getattr(view.store, "query", None)
    if run is None:
        raise UsageError("this network is a file; the Cypher questions need --network neo4j://…")
    if view.as_of is not None:
        raise UsageError(
            "--as-of does not go with Cypher: ties on a server are those of today; some questions"
            " take a day for their strengths (-p day=2026-01-31)"
        )
    if "net" in given:
        raise UsageError("the network asked is that of --network; leave -p net out")
    parameters = asked.filled(given, person=person, today=day_number(view.now))
    try:
        rows: list[dict[str, Any]] = run(asked.text, parameters)
    except StatementError as error:
        if own:
            raise BadInputError(f"{name}: {error}") from error
        raise
    return rows


def _question_file(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return question_of(text, path.stem)
