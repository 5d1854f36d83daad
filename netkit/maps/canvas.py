"""The default writer: one offline HTML file that draws the scene on a canvas.

Nothing in it reaches a network: style, script and data are inside, and a Content-Security-Policy
with their hashes forbids everything else. The data cannot become markup: it is JSON in which
``<``, ``>``, ``&`` and the line separators are escaped, and the script shows it through
``textContent`` and canvas text only.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from netkit.maps.payload import payload
from netkit.support.garbage_collection import collection_paused

if TYPE_CHECKING:
    from netkit.maps.scene import Scene

__all__ = ["content_policy", "inert_json", "page", "template"]

SCRIPTS = (
    "dom.js",
    "data.js",
    "palette.js",
    "filters.js",
    "state.js",
    "time.js",
    "compare.js",
    "routes.js",
    "view.js",
    "draw.js",
    "stamps.js",
    "labels.js",
    "svg.js",
    "person.js",
    "brief.js",
    "tie.js",
    "chosen.js",
    "lens.js",
    "group.js",
    "controls.js",
    "find.js",
    "table.js",
    "pointer.js",
    "keys.js",
    "picture.js",
    "saved.js",
    "address.js",
    "main.js",
)
#: What means something in HTML, and what would turn a line of the page's source round.
NOT_INERT = re.compile("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@collection_paused()
def page(scene: Scene) -> bytes:
    """Return the map as one UTF-8 HTML file; the same scene gives the same bytes."""
    style = template("map.css")
    script = "(() => {\n'use strict';\n" + "".join(map(template, SCRIPTS)) + "})();\n"
    return fill(
        template("map.html"),
        policy=content_policy(script=script, style=style),
        title=escape(scene.title),
        style=style,
        data=inert_json(payload(scene)),
        script=script,
    ).encode("utf-8")


def template(name: str) -> str:
    """Return the text of a file in the templates folder."""
    return files("netkit.maps.templates").joinpath(name).read_text(encoding="utf-8")


def fill(shell: str, **parts: str) -> str:
    """Replace each ``<!--name-->`` of the shell once; what is put in is not looked at again."""
    return re.sub(r"<!--(\w+)-->", lambda mark: parts[mark[1]], shell)


def inert_json(data: Any) -> str:
    """Return JSON that holds no character with a meaning in HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return NOT_INERT.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def content_policy(*, script: str, style: str) -> str:
    """Return a Content-Security-Policy that allows this script and style and no network at all."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")
