"""netkit as a library: a workspace's answers, and plain arrays without any store.

Run it: ``python -m netkit.examples.library me.netkit "Ann Lee"``
"""

from __future__ import annotations

import sys

import netkit
from netkit.answers import reciprocity, weakening
from netkit.answers.introduce import introductions
from netkit.ties import Network

__all__ = ["from_arrays", "from_workspace", "main"]


def from_workspace(path: str, name: str) -> None:
    """Print whom the owner of a network could introduce to somebody, and which ties weaken."""
    with netkit.open_workspace(path, create=False) as workspace:
        net = workspace.network()
        for one in introductions.introductions_for(net, workspace.person(name), limit=3):
            print(f"{one.person.name} ({one.band}): {one.because[0].text}")
        print(weakening.weakening(net).to_frame(reasons=False).head(3).to_string())


def from_arrays() -> None:
    """Print the same of four contacts that came from anywhere."""
    net = Network.from_events(
        ["ann", "bob", "ann", "cid"],
        ["bob", "ann", "cid", "bob"],
        [0.0, 86_400.0, 172_800.0, 259_200.0],
        as_of="1970-02-01",
    )
    for tie in weakening.weakening(net):
        print(f"{tie.a} – {tie.b}: may lapse {tie.lapse_probability:.0%}")
    for row in reciprocity.balance(net):
        print(f"{row.a} – {row.b}: {row.verdict}")
    print(introductions.scores(net, [("ann", "bob")]))


def main() -> None:
    """Run both on what the command line names."""
    from_arrays()
    if len(sys.argv) == 3:
        from_workspace(sys.argv[1], sys.argv[2])


if __name__ == "__main__":
    main()
