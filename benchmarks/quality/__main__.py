"""Print how right netkit is on the logs of a folder (``source,target,timestamp``, plain or gzip).

``python -m benchmarks.quality --data DIR [--json FILE] [--html FILE]``; the folder may also be
named by the environment variable NETKIT_DATA.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from benchmarks.quality.logs import read_log
from benchmarks.quality.page import html_page
from benchmarks.quality.run import as_json, run
from benchmarks.quality.table import text_table


def main() -> int:
    """Run all tasks and print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("NETKIT_DATA"))
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--html", type=Path, help="also write a page with plots here")
    asked = parser.parse_args()
    paths = sorted(Path(asked.data).glob("*.csv*")) if asked.data else []
    if not paths:
        sys.stderr.write("no logs: name a folder of *.csv or *.csv.gz with --data\n")
        return 2
    outcome = run([read_log(path) for path in paths])
    sys.stdout.write(text_table(outcome.figures))
    if asked.json:
        asked.json.write_text(json.dumps(as_json(outcome), indent=1, sort_keys=True) + "\n")
    if asked.html:
        asked.html.write_text(html_page(outcome.figures, outcome.plots), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
