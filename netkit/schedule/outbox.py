"""Reports on their way: each one a single file, kept until it is delivered.

Those of an encrypted network are encrypted, too (`netkit.store.sqlite.kept_files`).
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.model.frozen import dataclass
from netkit.store.sqlite.kept_files import is_sealed, sealed_bytes, unsealed_bytes
from netkit.support.atomic_files import write_atomic

from .schedules import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: What reading a damaged parcel raises: of JSON, of ZIP, and of what is packed in it.
_DAMAGE = (
    ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_ABOUT, _SNAPSHOT, _FORM = "about.json", "snapshot", "report."


@dataclass(frozen=True, slots=True)
class Parcel:
    """A finished report of one run, with its snapshot."""

    run_id: str
    as_of: datetime
    report: Report


def put(folder: Path, parcel: Parcel, key: bytes | None) -> None:
    """Keep a parcel; once this returns, the report can no longer be lost.

    key : encrypts it; None for a network in the clear.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_ABOUT, json.dumps(_about(parcel)))
        archive.writestr(_SNAPSHOT, parcel.report.snapshot)
        for form, data in parcel.report.forms.items():
            archive.writestr(f"{_FORM}{form}", data)
    write_atomic(_place(folder, parcel.run_id), sealed_bytes(packed.getvalue(), key))


def waiting(folder: Path, key: Callable[[], bytes | None]) -> list[Parcel]:
    """Return the parcels that are kept, oldest first.

    One that a failing disk has damaged is set aside as ``*.damaged``, so that it does not hold
    up the others.

    Parameters
    ----------
    key : gives the key of encrypted ones; asked only where there is one.

    Raises
    ------
    StoreError
        The network, which holds that key, cannot be opened.
    """
    parcels = []
    for path in folder.glob("*.zip"):
        opener = key() if is_sealed(path) else None
        if parcel := _unpack(path, opener):
            parcels.append(parcel)
    return sorted(parcels, key=lambda parcel: parcel.as_of)


def drop(folder: Path, run_id: str) -> None:
    """Remove a delivered parcel; one that is gone already is no error."""
    _place(folder, run_id).unlink(missing_ok=True)


def _place(folder: Path, run_id: str) -> Path:
    return folder / f"{run_id}.zip"


def _about(parcel: Parcel) -> dict[str, str]:
    return {
        "run_id": parcel.run_id,
        "as_of": parcel.as_of.isoformat(),
        "subject": parcel.report.subject,
        "summary": parcel.report.summary,
    }


def _unpack(path: Path, key: bytes | None) -> Parcel | None:
    try:
        with zipfile.ZipFile(io.BytesIO(unsealed_bytes(path, key))) as archive:
            about = json.loads(archive.read(_ABOUT))
            forms = {
                name.removeprefix(_FORM): archive.read(name)
                for name in archive.namelist()
                if name.startswith(_FORM)
            }
            report = Report(about["subject"], about["summary"], forms, archive.read(_SNAPSHOT))
        return Parcel(about["run_id"], datetime.fromisoformat(about["as_of"]), report)
    except (StoreError, *_DAMAGE):
        path.replace(path.with_suffix(".damaged"))
        return None
