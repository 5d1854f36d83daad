"""`netkit knows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..day_types import PAST_PARTIAL
from ..held_back import show_results
from ..name_arguments import words_argument
from ..record import tell
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.model.when import PartialDate


@click.command("knows")
@words_argument("A B", 2)
@click.option("--since", metavar="DAY|SPAN", type=PAST_PARTIAL, help="Since when: 2019, March.")
@click.option("--how", default="", metavar="TEXT", help='Where from: "worked at Marlow".')
@click.option("--check", is_flag=True, help="Instead: do they know each other? Records nothing.")
@common
@pass_session
def command(
    session: Session, words: list[str], since: PartialDate | None, how: str, check: bool
) -> None:
    """Record that two people know each other, or ask whether they do.

    netkit knows "Ann Lee" "Bo Ray" --since 2019 --how "worked together at Marlow" ·
    netkit knows "Ann Lee" "Bo Ray" --check
    """
    a, b = words
    session.question = f"knows {a} {b}"
    if check:
        empty = f"nothing tells that {a} and {b} know each other"
        show_results(session, session.workspace.acquainted(a, b), views.acquainted, empty=empty)
    else:
        tell(session, session.workspace.knows(a, b, since=since, how=how))
