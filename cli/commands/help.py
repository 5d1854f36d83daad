"""`netkit help`."""

from __future__ import annotations

import click


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Show the help of a command.

    netkit help introduce · netkit help people forget
    """
    context = ctx.find_root()
    for word in words:
        group = context.command
        if not isinstance(group, click.Group):
            break
        name, found, _ = group.resolve_command(context, [word])
        assert found is not None  # noqa: S101 — resolve_command raises otherwise
        context = click.Context(found, info_name=name, parent=context)
    click.echo(context.get_help())
