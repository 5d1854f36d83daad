"""A pandas frame as a file that the table and graph readers take: one way in for all tables."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.support.scratch_folders import scratch_folder
from netkit.ties.event_times import time_column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd

    from netkit.ties.event_times import TimeFormat

__all__ = ["frame_file"]

_ENDS = ("source", "target")
_TIME = "timestamp"


@contextmanager
def frame_file(
    frame: pd.DataFrame, name: str, columns: Collection[str], times: TimeFormat
) -> Iterator[Path]:
    """Write a frame to a CSV file of that name, which goes when the block ends.

    columns : names of columns whose meaning the caller said: then it is a frame of people.
    times : how the column ``timestamp`` of a frame of contacts is written.

    Raises
    ------
    UsageError
        It is no frame, is empty, or `columns` names what it does not have.
    """
    import pandas as pd

    if not isinstance(frame, pd.DataFrame):
        raise UsageError(f"give a pandas frame, not {type(frame).__name__}")
    missing = set(columns) - set(map(str, frame.columns))
    if missing:
        raise UsageError(f"the frame has no column {', '.join(sorted(missing))}")
    if frame.empty:
        raise UsageError("the frame has no rows")
    if not name or Path(name).name != name:
        raise UsageError(f"name={name!r} is no name of a file")
    if not columns and set(_ENDS) <= set(frame.columns):
        frame = _contacts(frame, times)
    with scratch_folder() as folder:
        path = folder / f"{name}.csv"
        frame.to_csv(path, index=False)
        yield path


def _contacts(frame: pd.DataFrame, times: TimeFormat) -> pd.DataFrame:
    """Return the two ends and the time, as the reader of edge lists knows them.

    A time that cannot be read stays empty: the import reports its row.
    """
    ends: Any = frame[list(_ENDS)]
    if _TIME not in frame.columns:
        return ends.copy()  # type: ignore[no-any-return]  # pandas' own types say Any here
    from netkit.model.when import from_epoch

    seconds, unread = time_column(frame[_TIME], times)
    moments = [
        "" if missing else from_epoch(int(second)).isoformat()
        for second, missing in zip(seconds.tolist(), unread.tolist(), strict=True)
    ]
    return ends.assign(**{_TIME: moments})  # type: ignore[no-any-return]
