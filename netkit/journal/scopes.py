"""Find sentences that tell nothing as a fact: conditions, hearsay, doubts, questions, wishes.

Every clause of such a sentence is governed by how it begins: "according to Ann, Bo left Acme and
moved to Rome" tells neither of Bo.
"""

from __future__ import annotations

import re

__all__ = ["governed_end"]

_GOVERNS = re.compile(
    r"\W*(?:(?:and|but|so|also|well|hmm+|fyi|btw|news|update|oh|ok|okay),? )*"
    r"(?:if|unless|in case|assuming|suppose|supposing|provided|what if|once|as soon as|whenever"
    r"|next time|should (?:he|she|they|(?-i:[A-Z])[\w-]*)(?! (?:have|be))"
    r"|according to|allegedly|supposedly|reportedly|rumou?rs?|word (?:is|has it)|gossip"
    r"|(?:they|people|some|someone|somebody) (?:say|says|said|told|claims?|thinks?)"
    r"|maybe|perhaps|possibly|probably|presumably|potentially|hypothetically"
    r"|(?:i|we) (?:\w+ )?(?:think|guess|suppose|believe|suspect|doubt|wonder|wish|fear|assume"
    r"|hear|imagine|reckon|thought|dreamt|dreamed|wondered|hoped|wanted|wish|nearly|almost"
    r"|could have|could've|should have|should've|would have|would've|might|may)"
    r"|i heard(?! from)|heard(?! from)|hearing that|dreamt|dreamed"
    r"|(?:think|guess|suppose|suspect|doubt|wonder|wish|hoped|thought|wondered|wondering|hope)"
    r"(?: that)? (?!about|of|to|over)"
    r"|not sure|unsure|no idea|not true|it is not true|it's not true|is it true|wrong that"
    r"|almost|nearly|could be|might be|may be|would be|would have|could have|should have"
    r"|it (?:seems|looks|sounds)|seems|looks like|sounds like)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[;!?]|\.(?=\s|$)")
_ABBREVIATED = re.compile(r"\b(?:dr|prof|mr|mrs|ms|st|jr|sr|no|vs|approx|[A-Z])$", re.IGNORECASE)


def governed_end(text: str, start: int) -> int:
    """Return where the sentence from `start` ends when it tells no fact; 0 when it does.

    >>> governed_end("if Bo calls, tell Ann; lunch with Kai", 0), governed_end("met Bo", 0)
    (21, 0)
    """
    end, mark = _sentence_end(text, start)
    if mark == "?" or _GOVERNS.match(text, start, end):
        return end
    return 0


def _sentence_end(text: str, start: int) -> tuple[int, str]:
    for match in _SENTENCE_END.finditer(text, start):
        if match[0] == "." and _ABBREVIATED.search(text, start, match.start()):
            continue
        return match.end() if match[0] == "?" else match.start(), match[0]
    return len(text), ""
