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
    r"|according to|allegedly|apparently|supposedly|reportedly|rumou?rs?|word (?:is|has it)|gossip"
    r"|(?:they|people|some|someone|somebody) (?:say|says|said|told|claims?|thinks?)"
    r"|maybe|perhaps|possibly|probably|presumably|potentially|hypothetically"
    r"|(?:i|we) (?:\w+ )?(?:think|guess|suppose|believe|suspect|doubt|wonder|wish|fear|assume"
    r"|hear|imagine|reckon|thought|dreamt|dreamed|wondered|hoped|wanted|wish|nearly|almost"
    r"|could have|could've|should have|should've|would have|would've|might|may)"
    r"|i heard(?! from)|heard(?! (?:back )?from)|hearing that|dreamt|dreamed"
    r"|(?:think|guess|suppose|suspect|doubt|wonder|wish|hoped|thought|wondered|wondering|hope)"
    r"(?: that)? (?!about|of|to|over)"
    r"|not sure|unsure|no idea|not true|it is not true|it's not true|is it true|wrong that"
    r"|almost|nearly|could be|might be|may be|would be|would have|could have|should have"
    r"|it (?:seems|looks|sounds)|seems|looks like|sounds like)\b",
    re.IGNORECASE,
)
#: After a statement, what takes it back or leaves it open: "…, or so I heard", "… (cancelled)".
_RETRACTS = re.compile(
    r"(?:\s*[,;:(–—]|\.|\s-|\s--)\s*(?:(?:but|or|and|well|though|tho|oh|no|wait),? )*"
    r"(?:(?:or )?(?:so|that's what|as far as|from what) (?:i|we) (?:hear|heard|was told|know)"
    r"|(?:says|said|claims|according to|per|reckons|thinks) (?-i:[A-Z])[\w' -]*"
    r"|(?:or )?so (?:he|she|they|\w+) (?:says?|said|claims?)"
    r"|(?:i|we) (?:think|guess|suppose|believe|hear|heard|hope|assume|reckon|imagine|am not sure)"
    r"|i'm not sure|apparently|supposedly|allegedly"
    r"|reportedly|presumably|probably|maybe(?: not)?|perhaps|possibly|hopefully|potentially"
    r"|in theory|fingers crossed|they say|(?:it |that |this )?(?:is |was |'s )?"
    r"(?:not (?:yet )?(?:sure|confirmed|certain|true|final|official|signed|decided|clear|really)"
    r"|unconfirmed|uncertain|tbc|tbd|to be confirmed|just a rumou?r|only a rumou?r|a joke)"
    r"|(?:that's|it's|that is|it is|this is) (?:not|only|just|un)[\w ]*"
    r"|(?:just |only )?(?:kidding|joking)"
    r"|jk|not|cancell?ed|called off|postponed|rescheduled|never happened|(?:it |which |that )?"
    r"(?:didn't|did not|never|won't|will not) (?:happen|take place|come off|work out)|never did"
    r"|(?:it |which |that )?fell through|scratch that|ignore that|wrong|false|no(?:pe)?"
    r"|which (?:i|we|he|she|they) (?:\w+ )?(?:refused|declined|turned down|said no to|rejected)"
    r"|if (?:all goes well|it works out|everything works out|[\w' ]+))\s*(?=$|[.;!),])",
    re.IGNORECASE,
)
#: A correction of what stands before it: "lunch with Bo tomorrow, no wait, it's Thursday".
_CORRECTS = re.compile(
    r"(?:^|[,;.(–—]|\s-)\s*(?:(?:oh|ah|or|and|but),? )?(?:no,? wait|wait,? no|oops|correction\b"
    r"|scratch that|make that\b|(?:i )?meant?\b(?! (?:to|that|a lot|it|well))"
    r"|sorry,? (?:no\b|not\b|(?:i )?mean|make that|that was|it was|it's|on\b)"
    r"|no,? (?:it(?:'s| is| was)|that(?:'s| was)|not|on|at|with|rather|actually)\b"
    r"|not (?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[;!?]|\.(?=\s|$)")
_ABBREVIATED = re.compile(r"\b(?:dr|prof|mr|mrs|ms|st|jr|sr|no|vs|approx|[A-Z])$", re.IGNORECASE)


def governed_end(text: str, start: int) -> int:
    """Return where the sentence from `start` ends when it tells no fact; 0 when it does.

    >>> governed_end("if Bo calls, tell Ann; lunch with Kai", 0), governed_end("met Bo", 0)
    (21, 0)
    """
    if _CORRECTS.search(text, start):
        return len(text)  # what it puts right may be any word before it
    end, mark = _sentence_end(text, start)
    retracted = _RETRACTS.search(text, start)
    if retracted and retracted.start() <= end:
        return retracted.end()
    if mark == "?" or _GOVERNS.match(text, start, end):
        return end
    return 0


def _sentence_end(text: str, start: int) -> tuple[int, str]:
    for match in _SENTENCE_END.finditer(text, start):
        if match[0] == "." and _ABBREVIATED.search(text, start, match.start()):
            continue
        return match.end() if match[0] == "?" else match.start(), match[0]
    return len(text), ""
