"""The questions of `Workspace` about the network as a whole: its shape, findings, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.workspace.arguments import row_count
from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from netkit.answers.backtest import Backtest
    from netkit.answers.doctor import Finding
    from netkit.answers.job_changes import JobChange
    from netkit.answers.network_shape import Bridge, Circle, Connector
    from netkit.answers.results import Results
    from netkit.answers.told_introductions import IntroductionTold
    from netkit.workspace.opened import Moment

__all__ = ["NetworkQuestions"]


class NetworkQuestions(OpenNetwork):
    """An open network that tells of itself."""

    def connectors(self, *, limit: int = 10) -> Results[Connector]:
        """Return the people through whom most of the owner's people meet."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.connectors(
            shape.people, shape.weave, shape.group_of, limit=row_count(limit)
        )

    def bridges(self, *, limit: int = 10) -> Results[Bridge]:
        """Return the people who are the owner's only living tie into a group."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.bridges(
            shape.people, shape.closeness, shape.group_of, shape.names, limit=row_count(limit)
        )

    def groups(self, *, limit: int = 10) -> Results[Circle]:
        """Return the groups that the owner's people form."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.circles(
            shape.people,
            shape.weave,
            shape.closeness,
            shape.group_of,
            shape.names,
            limit=row_count(limit),
        )

    def told_introductions(self) -> Results[IntroductionTold]:
        """Return introductions that messages tell of, neither confirmed nor dismissed yet."""
        from netkit.answers.told_introductions import open_introductions

        return open_introductions(self.view)

    def doctor(self) -> Results[Finding]:
        """Return findings on the network: its contents, and what would improve the answers."""
        from netkit.answers.doctor import findings

        return findings(self.view)

    def backtest(self) -> Backtest:
        """Return the backtest of the lapse probabilities over the last year."""
        from netkit.answers.backtest import backtest

        return backtest(self.view.network())

    def job_changes(self, *, since: Moment | None = None) -> Results[JobChange]:
        """Return people whose job changed since a day; None for the last import."""
        from netkit.answers.job_changes import job_changes

        return job_changes(self.view, self._since(since))
