"""The figures as one HTML page, with plots as inline SVG: nothing is fetched, nothing is run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.quality.table import Figure, Plot

__all__ = ["html_page"]

_SIZE, _EDGE = 220, 34
_COLOURS = (
    "#0b6e4f", "#d4a017", "#b5651d", "#33658a", "#8a4f7d", "#888888", "#c0392b", "#333333",
)  # fmt: skip
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{padding:.15rem .8rem;text-align:right}
th:first-child,td:first-child{text-align:left}tr.own{font-weight:600}
thead th{border-bottom:1px solid}
figure{display:inline-block;margin:0 1rem 1rem 0}figcaption{font-size:13px}svg{background:#fafafa}
"""


def html_page(figures: list[Figure], plots: list[Plot]) -> str:
    """Return the page."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>How right netkit is</title>",
        "<meta http-equiv=Content-Security-Policy "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<style>{_STYLE}</style><h1>How right netkit is</h1>",
        "<p>Every figure is of a moment at which only earlier events were seen; coefficients were "
        "fitted to other logs than the one shown.</p>",
        "<h2>Lapse: AUC by log</h2>",
        _bars([each for each in figures if (each.task, each.measure) == ("lapse", "AUC")]),
        "<h2>Lapse: hits against false alarms</h2>",
        *(_roc(log, plots) for log in _logs(plots)),
        "<h2>Lapse: said against came true</h2>",
        *(_calibration(each) for each in plots if each.kind == "calibration"),
        *(
            _table(task, measure, figures)
            for task, measure in dict.fromkeys((each.task, each.measure) for each in figures)
        ),
    ]
    return "\n".join(parts) + "\n"


def _logs(plots: list[Plot]) -> list[str]:
    return list(dict.fromkeys(each.log for each in plots if each.kind == "roc"))


def _frame(title: str, inside: str, across: str, up: str) -> str:
    """Return a square plot from (0, 0) to (1, 1), with its axes named."""
    full, end = _SIZE + 2 * _EDGE, _SIZE + _EDGE
    axes = (
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" '
        f'stroke="#999"/><line x1="{_EDGE}" y1="{end}" x2="{end}" y2="{_EDGE}" stroke="#ccc"/>'
        f'<text x="{_EDGE}" y="{end + 16}" font-size="11">{escape(across)} →</text>'
        f'<text x="{_EDGE}" y="{_EDGE - 6}" font-size="11">{escape(up)} ↑</text>'
    )
    return (
        f'<figure><svg role="img" aria-label="{escape(title)}" width="{full}" height="{full}">'
        f"{axes}{inside}</svg><figcaption>{escape(title)}</figcaption></figure>"
    )


def _at(x: float, y: float) -> str:
    return f"{_EDGE + x * _SIZE:.1f},{_EDGE + (1 - y) * _SIZE:.1f}"


def _roc(log: str, plots: list[Plot]) -> str:
    curves = [each for each in plots if each.kind == "roc" and each.log == log]
    lines, names = [], []
    for k, curve in enumerate(curves):
        colour = _COLOURS[k % len(_COLOURS)]
        points = " ".join(_at(point[0], point[1]) for point in curve.points)
        width = 2.5 if k == 0 else 1
        lines.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        )
        names.append(
            f'<text x="{_EDGE + _SIZE - 6}" y="{_EDGE + _SIZE - 8 - 12 * (len(curves) - k - 1)}" '
            f'font-size="10" text-anchor="end" fill="{colour}">{escape(curve.method)}</text>'
        )
    return _frame(log, "".join(lines + names), "false alarms", "hits")


def _calibration(plot: Plot) -> str:
    most = max((point[2] for point in plot.points), default=1)
    dots = ""
    for said, came, cases in plot.points:
        x, y = _at(said, came).split(",")
        radius = 2 + 6 * (cases / most) ** 0.5
        dots += f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{_COLOURS[0]}"/>'
    return _frame(plot.log, dots, "probability said", "share that lapsed")


def _bars(figures: list[Figure]) -> str:
    """Return one group of bars for each log, from an AUC of a half to one."""
    methods = list(dict.fromkeys(each.method for each in figures))
    logs = list(dict.fromkeys(each.log for each in figures))
    wide = 14 * len(methods) + 20
    parts = _scale(_EDGE + len(logs) * wide)
    for each in figures:
        k = methods.index(each.method)
        x, tall = _EDGE + logs.index(each.log) * wide + 14 * k, max(each.value - 0.5, 0) * 400
        parts.append(
            f'<rect x="{x}" y="{_EDGE + 200 - tall:.1f}" width="12" height="{tall:.1f}" '
            f'fill="{_COLOURS[k % len(_COLOURS)]}"><title>{escape(each.method)} '
            f"{each.value:.3f}</title></rect>"
        )
    for k, log in enumerate(logs):
        parts.append(
            f'<text x="{_EDGE + k * wide}" y="{_EDGE + 216}" font-size="11">{escape(log)}</text>'
        )
    for k, method in enumerate(methods):
        parts.append(
            f'<text x="{_EDGE + len(logs) * wide}" y="{_EDGE + 14 + 14 * k}" font-size="11" '
            f'fill="{_COLOURS[k % len(_COLOURS)]}">{escape(method)}</text>'
        )
    full = _EDGE + len(logs) * wide + 180
    return f'<svg role="img" aria-label="AUC" width="{full}" height="270">{"".join(parts)}</svg>'


def _scale(end: int) -> list[str]:
    """Return the lines of the scale, a half to nine tenths."""
    return [
        f'<line x1="{_EDGE}" y1="{y}" x2="{end - 20}" y2="{y}" stroke="#ddd"/>'
        f'<text x="{_EDGE - 4}" y="{y + 4}" font-size="11" text-anchor="end">.{tenth}</text>'
        for tenth in range(5, 10)
        for y in [_EDGE + 200 - 40 * (tenth - 5)]
    ]


def _table(task: str, measure: str, figures: list[Figure]) -> str:
    rows = [each for each in figures if (each.task, each.measure) == (task, measure)]
    logs = list(dict.fromkeys(each.log for each in rows))
    value = {(each.method, each.log): each.value for each in rows}
    lines = []
    for method in dict.fromkeys(each.method for each in rows):
        cells = [value.get((method, log)) for log in logs]
        known = [cell for cell in cells if cell is not None]
        shown = [*cells, sum(known) / len(known)]
        tds = "".join("<td>–</td>" if cell is None else f"<td>{cell:.3f}</td>" for cell in shown)
        own = ' class="own"' if method == "netkit" else ""
        lines.append(f"<tr{own}><td>{escape(method)}</td>{tds}</tr>")
    head = "".join(f"<th>{escape(log)}</th>" for log in [*logs, "mean"])
    return (
        f"<h2>{escape(task)}: {escape(measure)}</h2><table><thead><tr><th></th>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )
