"""Days and spans: one reader for every option of every command and for the log.

``typed_dates`` reads what stands alone (``--due friday``), ``sentence_dates`` finds days in
a sentence ("yesterday: lunch with Ann"); both use the same rules. ``spans`` reads ``3 months``.
"""

from __future__ import annotations

from netkit.model.when.instants import (
    date_of,
    day_counter,
    day_number,
    days_ago,
    end_of_day,
    from_epoch,
    middle_of_day,
    moment_on_clocks,
    on_clocks,
    start_of_day,
    to_epoch,
)
from netkit.model.when.partial_dates import PartialDate

__all__ = [
    "PartialDate",
    "date_of",
    "day_counter",
    "day_number",
    "days_ago",
    "end_of_day",
    "from_epoch",
    "middle_of_day",
    "moment_on_clocks",
    "on_clocks",
    "start_of_day",
    "to_epoch",
]
