"""Refuse a wheel or sdist whose page on an index would have dead links, or lead to no repository.

    python docs/site/published_page.py https://host/owner/netkit dist/*
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

URLS = {"Source", "Documentation", "Changelog", "Issues"}


def metadata(built: Path) -> str:
    """Return the metadata of a wheel or an sdist."""
    if built.suffix == ".whl":
        with zipfile.ZipFile(built) as wheel:
            name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
            return wheel.read(name).decode("utf-8")
    with tarfile.open(built) as sdist:
        name = next(name for name in sdist.getnames() if re.fullmatch(r"[^/]+/PKG-INFO", name))
        file = sdist.extractfile(name)
        assert file is not None
        return file.read().decode("utf-8")


def faults(text: str, home: str) -> list[str]:
    """Return the faults of a page: links that lead nowhere, addresses that lack."""
    page = Parser().parsestr(text)
    urls = dict(line.split(", ", 1) for line in page.get_all("Project-URL", []))
    lacking = [f"no address of: {name}" for name in sorted(URLS - set(urls))]
    elsewhere = [
        f"{name} leads to {url}" for name, url in urls.items() if not url.startswith(home)
    ]
    links = re.findall(r"\]\(([^)\s]+)\)", str(page.get_payload()))
    dead = [link for link in links if not link.startswith(("https://", "#"))]
    nowhere = [f"a link leads nowhere: {link}" for link in dead]
    empty = [] if links else ["the page has no links: no README?"]
    return [*lacking, *elsewhere, *nowhere, *empty]


if __name__ == "__main__":
    home, *files = sys.argv[1:]
    wrong = [f"{file}: {fault}" for file in files for fault in faults(metadata(Path(file)), home)]
    sys.exit("\n".join(wrong) or None)
