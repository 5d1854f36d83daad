"""`netkit map`: the network as one offline page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netkit.errors import NothingFoundError, UsageError

from ..name_arguments import name_argument
from ..output import note, say, say_json
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from netkit.maps.scene import Scene
    from netkit.model.people import PersonId


@click.command("map")
@name_argument(required=False)
@click.option("--path", "path_to", metavar="X", help="Draw the best way to X and its weak link.")
@click.option("--around", metavar="ORG", help="Draw the people of an organization.")
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
    around: str | None,
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
    from netkit.maps.gather import gather
    from netkit.maps.places import keep_places, places_on_last_map
    from netkit.support.atomic_files import write_atomic

    if anonymise and with_notes:
        raise UsageError("notes would tell who is who: leave out --anonymise or --with-notes")
    focus = _focus(session, person) if person else None
    target = session.person(path_to).id if path_to else None
    scene = gather(
        session.workspace.view,
        focus=focus,
        path_to=target,
        only=_around(session, around) if around else None,
        before={}
        if focus or target
        else places_on_last_map(session.workspace.store),  # what it is about lies together
        notes=with_notes,
    )
    if not scene.people:
        note("nobody is drawn yet: 'netkit import FILE' brings people in, or 'netkit log' one")
    if focus is None and target is None and around is None and session.as_of is None:
        keep_places(session.workspace.store, scene)
    if anonymise:
        from netkit.maps.anonymous import anonymise as hide

        scene = hide(scene)
    content = _pyvis(scene) if engine == "pyvis" else canvas.page(scene)
    file = output or Path(f"netkit-map{_suffix(person or path_to or around)}.html")
    write_atomic(file.absolute(), content)
    if data:
        from netkit.maps.scene_data import scene_json

        write_atomic(data.absolute(), scene_json(scene))
    if session.format == "json":
        say_json({"question": "map", "as_of": session.present.isoformat(),
                        "engine": session.engine, "notes": [],
                        "results": [{"file": str(file.absolute()), "people": len(scene.people),
                                     "groups": len(scene.groups)}]})  # fmt: skip
    else:
        say(f"{file.absolute()}")
    if opened and click.launch(file.absolute().as_uri()) != 0:
        note(f"no browser here; open {file.absolute()} in one")


def _focus(session: Session, person: str) -> PersonId:
    focus = session.person(person).id
    if focus == session.workspace.me.id:
        raise UsageError("the whole map is yours: 'netkit map' draws it")
    return focus


def _pyvis(scene: Scene) -> bytes:
    """Return pyvis's page; its warning about slowness becomes a note."""
    import warnings

    from netkit.maps import pyvis_writer

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        content = pyvis_writer.page(scene)
    for one in said:
        if one.category is UserWarning:
            note(str(one.message))
    return content


def _suffix(about: str | None) -> str:
    """Return the first word of whom a map is about as a part of a file's name."""
    word = re.sub(r"\W", "", about.split()[0].lower()) if about and about.split() else ""
    return f"-{word}" if word else ""


def _around(session: Session, text: str) -> set[PersonId]:
    from netkit.model.names import words

    store = session.workspace.store
    keys = store.organizations(words(text))
    found = {one.person for one in store.affiliations(organizations=keys)} if keys else set()
    if not found:
        raise NothingFoundError(f"nobody you know is at “{text}”")
    return found
