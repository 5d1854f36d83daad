"""The mail's HTML: only what Outlook and Gmail draw; and the calendar file beside it."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from netkit.model.events import Favour, Interaction, Milestone, Promise
from netkit.model.people import Claim, Handle
from netkit.model.when import PartialDate
from netkit.reports import render
from netkit.reports.mail_page import mail_html
from netkit.store.values import Change
from netkit.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.reports.content import Report

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ME, IDA, MOR, EVE = (Handle("email", f"{name}@example.org") for name in ("me", "ida", "mo", "eve"))
HOSTILE = "</td></tr></table><style>*{display:none}</style><script>x</script>"
PAPER = "the paper; soon, really"
CLIENTS = tomllib.loads((Path(__file__).parent / "mail_clients.toml").read_text(encoding="utf-8"))
#: Gmail cuts a mail off there.
GMAIL_BYTES = 102_000


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Report]:
    """Moritz is quiet, Ida has a birthday, a hostile name helped, a promise is overdue."""
    with open_workspace(tmp_path / "net", now=NOW) as opened:
        me, ida, moritz, eve = (handle.person_id for handle in (ME, IDA, MOR, EVE))
        wrote = [Interaction(NOW - n * DAY, "email", moritz, (me,)) for n in (60, 74, 88, 102, 116)]
        wrote += [Interaction(NOW - n * DAY, "email", ida, (me,)) for n in range(4, 120, 5)]
        wrote += [Interaction(NOW - 131 * DAY, "email", me, (moritz, ida))]
        wrote += [Interaction(NOW - n * DAY, "email", me, (eve,)) for n in (21, 35)]
        opened.store.append(
            Change(
                "told by hand",
                NOW,
                handles=[(handle, handle.person_id) for handle in (ME, IDA, MOR, EVE)],
                owners=[me],
                claims=[
                    Claim(me, "name", "Me Myself"),
                    Claim(ida, "name", "Ida Berg"),
                    Claim(moritz, "name", "Moritz Kern"),
                    Claim(eve, "name", HOSTILE),
                ],
                events=[
                    *wrote,
                    Promise(NOW - 9 * DAY, me, ida, PAPER, PartialDate(2026, 11, 18)),
                    Milestone(NOW, ida, "birthday", PartialDate(None, 11, 27)),
                    Favour(NOW - 30 * DAY, eve, me, "advice", "on pricing", 3),
                ],
            )
        )  # fmt: skip
        yield opened.report()


class _Elements(HTMLParser):
    """Every element with its attributes, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def elements_of(page: str) -> _Elements:
    parser = _Elements()
    parser.feed(page)
    return parser


def test_a_mail_has_only_elements_and_attributes_that_every_program_draws(report: Report) -> None:
    for tag, attributes in elements_of(mail_html(report)).elements:
        assert tag in CLIENTS["elements"]["allowed"]
        assert set(attributes) <= set(CLIENTS["attributes"]["allowed"]), tag


def _problems(tag: str, attributes: dict[str, str]) -> list[str]:
    styles = [part.split(":") for part in attributes.get("style", "").split(";") if part]
    names = [name.strip() for name, _ in styles]
    problems = []
    for name in names:
        support: Any = CLIENTS["properties"].get(name, "nowhere")
        drawn = {
            "everywhere": True,
            "nowhere": False,
            "td": tag == "td",
            "table": tag == "table",
            "with attribute width": tag == "table" and "width" in attributes,
            "with mso-line-height-rule": "mso-line-height-rule" in names,
        }[support]
        if not drawn:
            problems.append(f"{name} on {tag}")
    return problems


def test_every_style_stands_in_an_attribute_and_is_drawn_by_outlook_and_gmail(
    report: Report,
) -> None:
    found = elements_of(mail_html(report)).elements
    assert [problem for tag, given in found for problem in _problems(tag, given)] == []
    assert sum("style" in given for _, given in found) > 10
    assert not any("var(" in given.get("style", "") for _, given in found)


def test_the_check_finds_what_outlook_does_not_draw() -> None:
    assert _problems("div", {"style": "padding:3px;display:flex"}) == [
        "padding on div", "display on div",
    ]  # fmt: skip
    assert _problems("table", {"style": "max-width:600px"}) == ["max-width on table"]


def test_a_background_stands_in_an_attribute_too_and_a_mail_is_no_wider_than_600(
    report: Report,
) -> None:
    for tag, given in elements_of(mail_html(report)).elements:
        if "background-color" in given.get("style", ""):
            assert f"background-color:{given['bgcolor']}" in given["style"], tag
        width = given.get("width", "100%")
        assert width == "100%" or int(width) <= 600


def test_a_mail_is_short_enough_not_to_be_cut_and_a_hostile_name_is_text(report: Report) -> None:
    page = mail_html(report)
    assert len(page.encode()) < GMAIL_BYTES
    assert HOSTILE in elements_of(page).text
    assert "<style" not in page


def test_each_act_has_its_command_and_a_draft_to_send(report: Report) -> None:
    links = [given["href"] for tag, given in elements_of(mail_html(report)).elements if tag == "a"]
    drafts = {urlsplit(link).path: parse_qs(urlsplit(link).query) for link in links}
    assert all(urlsplit(link).scheme == "mailto" for link in links)
    assert drafts["mo@example.org"]["subject"] == ["Hello again"]
    assert "Moritz" in drafts["mo@example.org"]["body"][0]
    text = elements_of(mail_html(report)).text
    assert 'netkit letter reconnect "Moritz Kern"' in text
    assert 'netkit promise --kept "the paper; soon, really"' in text


def test_the_subject_says_what_is_worth_opening_it_for(report: Report) -> None:
    assert report.front.subject == "Ida's birthday next Friday; your promise to Ida is overdue"


def _unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_calendar_file_has_the_days_ahead_promises_and_acts(report: Report) -> None:
    text = render.FORMS["ics"](report)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = _unfolded(text)
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    days = dict(
        zip(
            [line[8:] for line in lines if line.startswith("SUMMARY:")],
            [line[-8:] for line in lines if line.startswith("DTSTART")],
            strict=True,
        )
    )
    assert days["Ida Berg: birthday"] == "20261127"
    assert days["your promise to Ida Berg: the paper\\; soon\\, really"] == "20261118"
    assert any(name.startswith("Write to Moritz Kern") and day == "20261120"
               for name, day in days.items())  # fmt: skip
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == text.count("BEGIN:VEVENT")


def test_icalendar_reads_the_calendar_file(report: Report) -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(render.FORMS["ics"](report).encode())
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert events["Ida Berg: birthday"].decoded("DTSTART") == date(2026, 11, 27)
    promise = events["your promise to Ida Berg: the paper; soon, really"]
    assert promise.decoded("DTEND") == date(2026, 11, 19)
    hostile = [name for name in events if "script" in name]
    assert all(re.search(r"</td>", name) for name in hostile)
