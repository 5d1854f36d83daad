"""What is installed is what is there."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import click
import pytest
from netkit.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[1]
#: Packages that lie beside netkit/ in the source tree and are installed inside it.
BESIDE = ("cli", "examples", "queries")


def test_every_folder_with_an_init_is_a_package_that_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = settings["tool"]["setuptools"]["packages"]
    inside = [folder.parent for folder in (ROOT / "netkit").rglob("__init__.py")]
    found = {".".join(folder.relative_to(ROOT).parts) for folder in inside}
    for name in BESIDE:
        for init in (ROOT / name).rglob("__init__.py"):
            found.add(".".join(("netkit", *init.parent.relative_to(ROOT).parts)))
    assert len(listed) == len(set(listed))
    assert set(listed) == found


def test_the_readme_of_the_package_links_to_files_that_are_there_or_nowhere() -> None:
    build = loaded(ROOT / "setup.py")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    home = "https://example.org/netkit"
    linked = build.absolute_links(readme, home, "9.9.9")
    targets = re.findall(r"\]\((?!#)([^)\s]+)\)", linked)
    assert targets
    assert all(target.startswith("https://") for target in targets)
    files = [target.partition("/v9.9.9/")[2].partition("#")[0] for target in targets]
    assert [file for file in files if file and not (ROOT / file).exists()] == []
    plain = build.absolute_links(readme, "", "9.9.9")
    assert re.findall(r"\]\((?!#|https?:)[^)\s]+\)", plain) == []
    assert set(build.project_urls(home, "9.9.9")) == {
        "Source", "Documentation", "Changelog", "Issues",
    }  # fmt: skip


def built_page(home: str) -> str:
    """Return the metadata that a build with this address has, in its form."""
    build = loaded(ROOT / "setup.py")
    readme = build.absolute_links((ROOT / "README.md").read_text("utf-8"), home, "9.9.9")
    urls = [
        f"Project-URL: {name}, {url}" for name, url in build.project_urls(home, "9.9.9").items()
    ]
    return "\n".join(["Metadata-Version: 2.4", "Name: netkit-people", *urls, "", readme])


def test_what_is_published_has_addresses_and_no_link_that_leads_nowhere(tmp_path: Path) -> None:
    """`.ci/run` holds built files to the same check."""
    check = loaded(ROOT / "docs" / "site" / "published_page.py")
    home = "https://example.org/team/netkit"
    page = built_page(home)
    assert check.faults(page, home) == []
    assert any("leads to" in fault for fault in check.faults(page, "https://example.org/other"))
    dead = check.faults(page + "\n[formats](docs/formats.md)", home)
    assert dead == ["a link leads nowhere: docs/formats.md"]
    assert len(check.faults(built_page(""), home)) >= 4  # built from a checkout
    repository = loaded(ROOT / "setup.py").repository
    assert repository(tmp_path, "") == ""
    (tmp_path / "PKG-INFO").write_text(page, encoding="utf-8")
    assert repository(tmp_path, "") == home  # a wheel of an sdist
    assert repository(tmp_path, "https://example.org/fork/netkit/").endswith("fork/netkit")


@pytest.mark.parametrize(("extra", "code"), [("", 0), ("[a](b.md)", 1)])
def test_built_files_are_checked_by_their_metadata(tmp_path: Path, extra: str, code: int) -> None:
    home = "https://example.org/team/netkit"
    page = (built_page(home) + extra).encode()
    with zipfile.ZipFile(tmp_path / "n-9.whl", "w") as wheel:
        wheel.writestr("n-9.dist-info/METADATA", page)
    with tarfile.open(tmp_path / "n-9.tar.gz", "w:gz") as sdist:
        entry = tarfile.TarInfo("n-9/PKG-INFO")
        entry.size = len(page)
        sdist.addfile(entry, io.BytesIO(page))
    script = ROOT / "docs" / "site" / "published_page.py"
    files = [str(tmp_path / "n-9.whl"), str(tmp_path / "n-9.tar.gz")]
    words = [sys.executable, str(script), home, *files]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == code
    assert done.stderr.count("a link leads nowhere: b.md") == 2 * code


@pytest.mark.parametrize("home", ["netkit", "http://example.org/netkit", "https://example.org"])
def test_an_address_that_is_none_stops_the_build(home: str) -> None:
    with pytest.raises(SystemExit, match="no address of a repository"):
        loaded(ROOT / "setup.py").repository(ROOT / "docs", home)


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_nothing_is_built_to_be_published_without_the_address_of_the_repository() -> None:
    # `make test` runs this below itself: make would say which folder it enters.
    ours = {"NETKIT_HOME", "MAKEFLAGS", "MFLAGS", "MAKELEVEL"}
    bare = {key: text for key, text in os.environ.items() if key not in ours}
    done = subprocess.run(["make", "dist"], cwd=ROOT, env=bare, capture_output=True, text=True)
    assert done.returncode == 2
    assert "make dist NETKIT_HOME=https://HOST/OWNER/NAME" in done.stderr.splitlines()[0]
    assert done.stdout == ""


def test_the_manual_page_says_what_the_help_says() -> None:
    manual = loaded(ROOT / "docs" / "site" / "manual.py").manual().replace("\\-", "-")
    context = click.Context(cli, info_name="netkit")
    for parameter in cli.get_params(context):
        names, text = parameter.get_help_record(context) or ("", "")
        if "--help" not in names and "--version" not in names:  # every program has these
            assert f"\\fB{names}\\fR\n{text}\n" in manual
    for commands in COMMANDS.values():
        for name, text in commands.items():
            assert f"\\fBnetkit {name}\\fR\n{text}\n" in manual


def test_the_module_is_the_command() -> None:
    words = [sys.executable, "-m", "netkit", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("netkit, version ")


def test_the_lock_names_every_direct_dependency_with_hashes() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [*settings["project"]["dependencies"], *settings["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    locked = {canonical(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    wanted = {canonical(re.match(r"[\w.-]+", line)[0]) for line in listed}  # type: ignore[index]
    assert wanted - locked == set()
    assert lock.count("--hash=sha256:") > len(locked)


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def loaded(path: Path) -> Any:
    """Return a file of the project that is in no package, as a module."""
    spec = importlib.util.spec_from_file_location(f"netkit_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
