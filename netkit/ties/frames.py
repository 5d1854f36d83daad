"""A network as tables: one row per contact, or the strongest ties by name."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from netkit.ties.network import Network

__all__ = ["contact_frame", "strongest_frame", "summary_table"]


def contact_frame(net: Network) -> pd.DataFrame:
    """Return one row per contact, by time: both ends, their names, timestamp, weight, row."""
    import numpy as np
    import pandas as pd

    a, b = net.a[net.tie], net.b[net.tie]
    source, target = np.where(net.from_a, a, b), np.where(net.from_a, b, a)
    names = [net.name_of(person) for person in net.people]
    frame = pd.DataFrame(
        {
            "source": [net.people[place] for place in source.tolist()],
            "target": [net.people[place] for place in target.tolist()],
            "source_name": [names[place] for place in source.tolist()],
            "target_name": [names[place] for place in target.tolist()],
            "timestamp": pd.to_datetime(net.seconds, unit="s", utc=True),
            "weight": net.weight,
            "row": net.row,
        }
    )
    return frame.sort_values("timestamp", kind="stable", ignore_index=True)


def strongest_frame(net: Network, n: int) -> pd.DataFrame:
    """Return the `n` strongest ties: a, b, their names, strength, contact-days, last contact."""
    import numpy as np
    import pandas as pd

    from netkit.ties.contact_days import contact_days, tie_columns
    from netkit.ties.networkx_export import tie_strengths

    ties = tie_columns(contact_days(net))
    strengths = tie_strengths(net)
    best = np.argsort(-strengths, kind="stable")[: max(n, 0)]
    ends = [[net.people[place] for place in side[best].tolist()] for side in (net.a, net.b)]
    return pd.DataFrame(
        {
            "a": ends[0],
            "b": ends[1],
            "a_name": list(map(net.name_of, ends[0])),
            "b_name": list(map(net.name_of, ends[1])),
            "strength": strengths[best],
            "contact_days": ties.contact_days[best],
            "last_day": pd.to_datetime(ties.last_day[best], unit="D"),
        }
    )


def summary_table(net: Network) -> str:
    """Return a summary as HTML, for a notebook: the counts, and the five strongest ties."""
    begin = float(net.seconds.min()) if len(net.row) else net.now
    facts = {
        "people": f"{len(net.people):,}",
        "ties": f"{net.n_ties:,}",
        "contacts": f"{len(net.row):,}",
        "from": f"{datetime.fromtimestamp(begin, UTC):%Y-%m-%d}",
        "up to": f"{net.as_of:%Y-%m-%d}",
    }
    head = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in facts.items())
    ties = "".join(
        f"<tr><td>{html.escape(str(tie.a_name))}</td><td>{html.escape(str(tie.b_name))}</td>"
        f"<td>{tie.strength:.0f}</td></tr>"
        for tie in strongest_frame(net, 5).itertuples()
    )
    return f"<table>{head}</table><table><caption>strongest ties</caption>{ties}</table>"
