"""A whole page shown inside a notebook, in a frame that reaches neither it nor any network."""

from __future__ import annotations

from html import escape

__all__ = ["page_frame"]

_HEIGHT = 720  # pixels


def page_frame(title: str, page: str, *, scripts: bool = False) -> str:
    """Return HTML that shows a page in a sandboxed frame.

    scripts : the page's own scripts may run.

    >>> page_frame("Ann", "<p>hello</p>")[:32]
    '<iframe title="Ann" sandbox="" s'
    """
    sandbox = "allow-scripts" if scripts else ""
    return (
        f'<iframe title="{escape(title)}" sandbox="{sandbox}" srcdoc="{escape(page)}"'
        f' style="width: 100%; height: {_HEIGHT}px; border: 0"></iframe>'
    )
