"""A user's script: .ci/run checks it by mypy --strict and pyright, on the wheel."""

from __future__ import annotations

from datetime import date, datetime

import networkx as nx
import pandas as pd

import netkit
from netkit.analysis import introductions, reciprocity, weakening


def ask(path: str) -> list[str]:
    with netkit.open(path, as_of=date(2026, 1, 31)) as ws:
        rows = ws.fading(limit=5)
        names: list[str] = [row.person.name for row in rows]
        first = rows[:1]
        reason: netkit.Reason = rows[0].because[0]
        frame: pd.DataFrame = first.to_frame()
        print(reason.text, len(frame))
        graph = ws.to_networkx(owner=False)
        print(nx.betweenness_centrality(graph))
        then: datetime | None = ws.at("2026-01-31").as_of
        print(then, ws.introduce("Ann Lee").notes, ws.map().save("map.html").name)
        return names


def record(ws: netkit.Workspace, people: pd.DataFrame) -> int:
    change = ws.need("Ann Lee", "a patent lawyer")
    report = ws.add_frame(people, dry_run=True)
    ws.import_file("mails.csv", progress=print, dry_run=True)
    print(change.text, ws.favour("me", "Ann Lee", "advice").text)
    return report.new.people


def analyse(edges: pd.DataFrame) -> float:
    net = netkit.Network.from_pandas(edges, zone="Europe/Lisbon", errors="drop")
    ties = weakening.weakening(net)
    best = introductions.candidates(net, "ann", limit=3)
    shares = [tie.share for tie in reciprocity.balance(net)]
    print(best[0].score, net.strongest(3).columns, net.to_networkx().nodes)
    return ties[0].strength + sum(shares)


def refuse(path: str) -> str:
    try:
        netkit.open(path)
    except netkit.StoreError as error:
        return str(error)
    except netkit.NetkitError:
        raise
    return netkit.__version__
