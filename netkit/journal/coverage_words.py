"""Words that turn the meaning of others, and words that tell nothing themselves."""

from __future__ import annotations

__all__ = ["DENIALS", "SCOPE_WORDS", "TRIVIAL_WORDS"]

DENIALS = frozenset(
    "no not nothing none never neither nor nobody noone without hardly barely zero little".split()
)
_DOUBTS = frozenset(
    """
    almost nearly might may maybe perhaps possibly probably presumably potentially could would
    should must shall ought if unless whether supposed supposedly allegedly apparently reportedly
    rumoured rumored rumour rumor likely unlikely trying tried tries try failed refused forgot
    considering thinking wish wishes hope hopes hoping hoped planned plans planning wanted wants
    want instead except but only pretended offered claims claimed says said heard told believes
    thinks supposes guesses doubts denied denies dreamt dreamed imagine cannot can't won't dont
    didnt wasnt isnt cant wont doesnt hasnt havent false wrong mistaken fake joke hypothetically
    cancelled canceled postponed rescheduled moved skipped
    """.split()
)
_TO_COME = frozenset("will ll gonna going soon next upcoming future tomorrow".split())
SCOPE_WORDS = DENIALS | _DOUBTS | _TO_COME
TRIVIAL_WORDS = frozenset(
    """
    a an the i we me us my our ours myself he she they him her them his hers their theirs it its
    this that these those who which and or also too just then so very really quite finally at last
    again now already still actually today is was were are am be been being had has have having
    did do does 's s 've 'd 're with to of in on at for from by about over up down out off into
    onto via per as than there here together both all w some
    re w/ @ & + plus got there's here's it's that's as well after before during
    discuss talk review regarding concerning re baby girl boy note fyi reminder update news info btw
    nb later afterwards recently
    birthday christmas thank-you thank you
    long great nice good lovely quick short brief quickly briefly big small little first
    """.split()
)
