"""Every option that takes a day or a span takes each form; the options are found, not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import pytest
from netkit.cli import day_types
from netkit.cli.main import cli
from netkit.cli.session import Session

from netkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMS = (
    "2026-11-24", "24.11.2026", "7 March", "--03-07", "yesterday", "friday", "last Tuesday",
    "3 months", "2w", "90d", "on the 12th", "12.11.", "two weeks ago", "last March",
    "end of the month",
)  # fmt: skip
SPANS = ("3 months", "2w", "90d", "a year", "30")
#: Options whose name says a day or a span; one without a type of the reader is a fault.
NAMES = {"on", "due", "as-of", "since", "every", "longest", "until", "before", "after", "birthday",
         "died", "from", "date", "start", "end"}  # fmt: skip
#: Not days: the columns of a table, a folder.
ELSEWHERE = {"schedule add"}  # --on takes a weekday or a day of the month: tested with schedules


def parameters(
    command: click.Command = cli, path: str = ""
) -> Iterator[tuple[str, click.Parameter]]:
    for parameter in command.params:
        yield path, parameter
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), name)
            assert inner is not None
            yield from parameters(inner, f"{path} {name}".strip())


PAST = (
    day_types.PAST_DAY,
    day_types.PAST_PARTIAL,
    day_types.DEATH_DAY,
    day_types.SINCE,
    day_types.LAST_OR_SINCE,
)
DAYS = [
    pytest.param(parameter, id=f"{path} {parameter.opts[-1]}".strip())
    for path, parameter in parameters()
    if isinstance(parameter.type, day_types.DayType)
]


def read(parameter: click.Parameter, text: str) -> Any:
    session = Session()
    session.now = session.now.replace(year=2026, month=11, day=18)
    context = click.Context(click.Command("x"), obj=session)
    return parameter.type.convert(text, parameter, context)


def test_every_option_named_for_a_day_has_the_reader_for_days() -> None:
    bare = [
        f"{path} {parameter.opts[0]}"
        for path, parameter in parameters()
        if {name.lstrip("-") for name in parameter.opts} & NAMES
        and isinstance(parameter, click.Option)
        and not isinstance(parameter.type, day_types.DayType)
        and path not in ELSEWHERE
    ]
    assert bare == []


@pytest.mark.parametrize("parameter", DAYS)
def test_a_day_option_takes_each_form(parameter: click.Parameter) -> None:
    spans_only = parameter.type is day_types.SPAN
    ahead_only = parameter.type is day_types.NUMBER_OF_DAYS
    past_only = parameter.type in PAST
    for form in SPANS if spans_only else FORMS:
        lies_ahead = form in ("2026-11-24", "24.11.2026")
        lies_back = form in ("yesterday", "last Tuesday", "two weeks ago", "last March")
        if (past_only and lies_ahead) or (ahead_only and lies_back):
            with pytest.raises(UsageError, match="ahead"):
                read(parameter, form)
        else:
            assert read(parameter, form) is not None


@pytest.mark.parametrize("parameter", DAYS)
@pytest.mark.parametrize(
    "text", ["soon", "31 April", "3/4/2026", "", "2026-13-01", "the other day"]
)
def test_what_cannot_be_read_says_what_can_be_typed(parameter: click.Parameter, text: str) -> None:
    if not text and parameter.name in ("died", "birthday"):
        return  # the day is not known, or no longer
    with pytest.raises(UsageError, match=r"write \S+"):
        read(parameter, text)
