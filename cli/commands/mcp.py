"""`netkit mcp`: the questions as tools of the Model Context Protocol, over stdin and stdout."""

from __future__ import annotations

import click

from netkit.errors import MissingExtraError

from ..session import Session, common, pass_session


@click.command("mcp")
@click.option("--write", is_flag=True, help="Offer tools that record, too.")
@click.option("--contact-details", is_flag=True, help="Leave addresses and numbers in the answers.")
@common
@pass_session
def command(session: Session, write: bool, contact_details: bool) -> None:
    """Let an assistant ask your network, on this machine.

    Speaks MCP over stdin and stdout: put 'netkit mcp' into the assistant's list of servers.
    Tools that read only, unless --write; e-mail addresses, phone numbers and profiles are left
    out of the answers unless --contact-details.
    """
    try:
        from ..mcp_server import server
    except ImportError as error:
        raise MissingExtraError("the MCP SDK (version 2)", "mcp") from error
    server(session.url, write=write, contact_details=contact_details).run("stdio")
