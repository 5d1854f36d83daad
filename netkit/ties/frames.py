"""A network as tables: one row per contact, or the strongest ties by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from netkit.ties.network import Network

__all__ = ["contact_frame", "strongest_frame"]


def contact_frame(net: Network) -> pd.DataFrame:
    """Return one row per contact, by time: source, target, their names, timestamp, weight."""
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
