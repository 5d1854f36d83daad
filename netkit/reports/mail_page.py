"""The report as the HTML of a mail: tables and inline styles, as Outlook and Gmail draw them.

Outlook on Windows draws with Word's engine, Gmail drops styles of the head that it does not like;
so there is no style sheet, no class, and nothing but tables, links and a few text styles. A test
holds the page to a table of what the programs support.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from netkit.model.when.written_days import weekday_and_day
from netkit.reports.sections import compared, shown_sections, title

if TYPE_CHECKING:
    from netkit.reports.content import Report

__all__ = ["mail_html"]


def mail_html(report: Report) -> str:
    """Return the report as the HTML part of a mail."""
    from jinja2 import Environment, select_autoescape

    template = files("netkit.reports").joinpath("mail.html").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template).render(
        report=report,
        title=title(report),
        day=weekday_and_day(report.as_of),
        compared=compared(report),
        sections=list(shown_sections(report)),
    )
