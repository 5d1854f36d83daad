"""Words for whoever steps back: nothing is asked of them, in no act, letter or advice."""

from __future__ import annotations

__all__ = ["LIGHT_WORD", "light_word", "unanswered_words"]

#: All that is advised where somebody steps back; see `netkit.answers.stalls`.
LIGHT_WORD = "one light word that needs no answer"


def light_word(given_name: str) -> str:
    """Return the advice for somebody who steps back.

    >>> light_word("Ida")
    'one light word that needs no answer; then let Ida come to you'
    """
    return f"{LIGHT_WORD}; then let {given_name} come to you"


def unanswered_words(count: int) -> str:
    """Return the number of the owner's messages without an answer, in words.

    >>> unanswered_words(3)
    '3 messages of yours in a row without an answer'
    """
    return f"{count} messages of yours in a row without an answer"
