"""`netkit map`: the network as one offline page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netkit.errors import UsageError

from ..name_arguments import name_argument
from ..output import note, say, say_json
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from netkit.maps.scene import Scene


@click.command("map")
@name_argument(required=False)
@click.option("--path", "path_to", metavar="X", help="Draw the best way to X and its weak link.")
@click.option("--around", default="", metavar="ORG", help="Draw the people of an organization.")
@click.option(
    "--engine",
    type=click.Choice(["canvas", "pyvis"]),
    default="canvas",
    show_default=True,
    help="What draws it.",
)
@click.option("--data", type=LOCAL, metavar="FILE", help="Write what is drawn as JSON, too.")
@click.option("--anonymise", is_flag=True, help="Hide names; safe to show on a screen.")
@click.option("--with-notes", is_flag=True, help="With your notes, and the words of last contacts.")
@click.option("--output", "-o", type=LOCAL, help="The file to write.")
@click.option("--open/--no-open", "opened", default=False, help="Open it in the browser.")
@common
@pass_session
def command(
    session: Session,
    person: str | None,
    path_to: str | None,
    around: str,
    engine: str,
    data: Path | None,
    anonymise: bool,
    with_notes: bool,
    output: Path | None,
    opened: bool,
) -> None:
    """Draw an interactive map in one offline file.

    Of everybody, or of PERSON's surroundings and whom you could introduce them to.
    """
    from netkit.maps import canvas
    from netkit.support.atomic_files import write_atomic

    if anonymise and with_notes:
        raise UsageError("notes would tell who is who: leave out --anonymise or --with-notes")
    drawn = session.workspace.map(
        person, path_to=path_to, around=around, notes=with_notes, keep=True
    )
    scene = (drawn.anonymous() if anonymise else drawn).scene
    if not scene.people:
        note("nobody is drawn yet: 'netkit import FILE' brings people in, or 'netkit log' one")
    content = _pyvis(scene) if engine == "pyvis" else canvas.page(scene)
    file = output or Path(f"netkit-map{_suffix(person or path_to or around)}.html")
    write_atomic(file.absolute(), content)
    if data:
        from netkit.maps.scene_data import scene_json

        write_atomic(data.absolute(), scene_json(scene))
    unfinished = session.unfinished_notes()
    if session.format == "json":
        say_json({"question": "map", "as_of": session.present.isoformat(),
                        "engine": session.engine, "notes": unfinished,
                        "results": [{"file": str(file.absolute()), "people": len(scene.people),
                                     "groups": len(scene.groups)}]})  # fmt: skip
    else:
        say(f"{file.absolute()}")
        for text in unfinished:
            note(text)
    if opened and click.launch(file.absolute().as_uri()) != 0:
        note(f"no browser here; open {file.absolute()} in one")


def _pyvis(scene: Scene) -> bytes:
    """Return pyvis's page; its warning about slowness becomes a note."""
    import warnings

    from netkit.maps import pyvis_writer

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        content = pyvis_writer.page(scene)
    for warning in caught:
        if warning.category is UserWarning:
            note(str(warning.message))
    return content


def _suffix(about: str | None) -> str:
    """Return the first word of whom a map is about as a part of a file's name."""
    word = re.sub(r"\W", "", about.split()[0].lower()) if about and about.split() else ""
    return f"-{word}" if word else ""
