"""Keep running and look every minute for what is due: for containers without a scheduler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from threading import Event


def serve(tick: Callable[[], object], stop: Event, now: datetime, *, second: str = "0") -> None:
    """Call ``tick`` at the start of every minute until ``stop`` is set.

    A tick that takes longer than a minute is not started twice, and after a sleep one tick
    stands for all that were missed; a schedule added meanwhile is seen at the next tick. The
    first tick comes at once, so that a restarted container catches up.

    Parameters
    ----------
    tick
        Runs what is due. An error in it is logged by APScheduler and the next tick still comes.
    now
        The present moment, that of the first tick.
    second
        APScheduler's cron field for the seconds at which to tick.
    """
    try:
        from apscheduler.schedulers.background import BackgroundScheduler
    except ImportError as error:
        raise MissingExtraError("APScheduler", "schedule") from error
    scheduler = BackgroundScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        "cron",
        second=second,
        next_run_time=now,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
