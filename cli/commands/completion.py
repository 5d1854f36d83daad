"""`netkit completion`."""

from __future__ import annotations

import click

from ..completion import SCRIPTS


@click.command("completion")
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
def command(shell: str) -> None:
    """Complete commands and names in your shell.

    \b
    bash: netkit completion bash > ~/.local/share/bash-completion/completions/netkit
    zsh:  netkit completion zsh > "${fpath[1]}/_netkit"
    fish: netkit completion fish > ~/.config/fish/completions/netkit.fish
    """  # noqa: D301 — \b is click's mark of lines to keep
    click.echo(SCRIPTS[shell], nl=False)
