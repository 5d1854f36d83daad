"""Secrets: passwords and tokens, from a command of the user's, for machines without a keyring."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from .schedules import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["secret_of"]

_SECONDS = 60.0


def secret_of(argv: Sequence[str]) -> str:
    """Return the first line that a program prints: a password of ``pass``, ``op``, ``secret-tool``.

    The program is the user's own, called with arguments and without a shell.

    Raises
    ------
    DeliveryError
        It is missing, fails, takes too long or prints nothing; the message never holds what it
        printed on its standard output.
    """
    try:
        done = subprocess.run(  # noqa: S603 the user's own program, an argument list, no shell
            argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DeliveryError(f"{argv[0]} gave no password within {_SECONDS:g} s") from error
    except OSError as error:
        raise DeliveryError(f"{argv[0]} gave no password: {error.strerror}") from error
    first = done.stdout.decode(errors="replace").splitlines()[:1]
    if done.returncode or not first or not first[0]:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise DeliveryError(f"{argv[0]} gave no password: {''.join(last) or 'it printed nothing'}")
    return first[0]
