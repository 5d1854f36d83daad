"""Whether the words of a message ask for an answer, in English, German, French or Spanish.

Clause by clause: thanks and "no need to reply" ask for nothing, whatever words they hold. A clause
asks with a question mark, a question's first word, or the words of a request.
"""

from __future__ import annotations

import re

__all__ = ["asks_for_answer"]

_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+", re.I)
_CLAUSE = re.compile(r"(?<=[?])|[.!;:,\n…—–]+")
#: Clauses of thanks, or that want no answer.
_ASKS_NOTHING = re.compile(
    r"^(?:many |so many |vielen |herzlichen )?(?:thanks|thank you|thx|danke|merci|gracias"
    r"|obrigad[ao])"
    r"\b(?!.*\b(?:in advance|im voraus|d'avance)\b)(?!.*[?])(?! de (?:me|nous|bien)\b)"
    r"|\bno (?:need|reply|answer|response|rush)\b|\b(?:do not|don't|needn't) (?:bother|need to"
    r"|have to)\b"
    r"|\b(?:keine|nicht) (?:antwort|antworten|nötig)\b|\bpas besoin\b|\bno hace falta\b",
    re.I,
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|can|could|should|shall|will|would|may|might|must|have|has)"
)
_SUBJECT = (
    r"(?:i|you|we|he|she|it|they|there|this|that|these|those|the|my|your|our|next|any\w*|\w+day)"
)
#: First words of a question, with or without its mark.
_QUESTION = re.compile(
    r"^(?:(?:and|but|so|or|also|hi|hey|hello|und|aber|et|y) )?(?:"
    r"(?:who|whom|what|when|where|why|which|how)(?:'s)? "
    r"(?:(?!(?:i|you|we|he|she|it|they|there|an?|lovely|nice|great|kind)\b)\w+ ){0,2}?"
    rf"(?:{_AUXILIARY}|about|else|suits?|works?)\b"
    rf"|{_AUXILIARY} {_SUBJECT}\b(?! kidding)|(?:won't|can't|couldn't|wouldn't|don't) you\b"
    r"|any (?:news|chance|idea|update)\b|your (?:thoughts|view|views|opinion|answer"
    r"|reply) (?:on|about|to)\b"
    r"|(?:ping|call|ring|text|mail|email|remind|show|forward|drop|send|tell|give|confirm|reply"
    r"|answer)"
    r" (?:me|us|by|asap|with)\b"
    r"|(?:hast|kannst|könntest|magst|möchtest|willst|würdest|bist|meldest|schickst|kommst"
    r"|weißt) (?:du|mir|uns)\b"
    r"|(?:haben|können|könnten|möchten|wollen|würden|sind|wissen) (?:sie|wir|ihr)\b|(?:habt"
    r"|seid|wollt|kommt) ihr\b"
    r"|(?:ist|sind|hat|darf|soll|sollen|kann|muss|gibt|passt|wäre)"
    r" (?:ich|du|er|es|wir|das|der|die|den|dein\w*|mein\w*|euch|ihnen|dir)\b"
    r"|(?:wann|wo|wer|wie|was|warum|welche\w*) (?!besprochen|gesagt|versprochen|vereinbart"
    r"|immer|schön|nett|für ein)\w"
    r"|(?:tu|vous) (?:viens|venez|peux|pouvez|as|avez|es|êtes|veux|voulez|sais|savez)\b"
    r"|(?:peux|pouvez|pourriez|pourrais|veux|voulez|as|avez|es|êtes|viens|venez)-(?:tu|vous)\b"
    r"|est-ce|(?:quand|où|comment|combien|pourquoi)\b"
    r"|(?:me |nos |te )?(?:puedes|podrías|podría|puede|quieres|tienes)\b"
    r"|(?:cuándo|dónde|cómo|quién|qué)\b)",
    re.I,
)
#: Words of a request anywhere in a clause.
_REQUEST = re.compile(
    r"[?¿]|\b(?:please|pls|plz)\b(?! (?:find|see|note|do not|don't|be aware|enjoy|accept my)\b)"
    r"|\b(?:can|could|would) you\b"
    r"|\blet (?:me|us) know (?:if|when|whether|what|which|who|where|how many|by|your|asap)\b"
    r"|\b(?:write|get) (?:me )?back to me\b|\bwrite (?:me )?back\b"
    r"|\bneed (?:your|you to|an answer|a reply)\b|\bi need (?:a|an|the|it|some|help)\b"
    r"|\bwaiting (?:for|to hear)\b|\bhope to hear\b"
    r"|\blook(?:ing)? forward to (?:your (?:reply|answer|response|view|thoughts)|hearing)\b"
    r"|\b(?:i'd|i would) (?:like|love) (?:to|your|you)\b(?! (?:thank|wish|congratulate"
    r"|say thank)\b)"
    r"|\bwonder(?:ing)? (?:if|whether|when|what|how|who)\b"
    r"|\b(?:reminder|overdue|rsvp|awaiting)\b|\bin advance\b"
    r"|\bbitte\b(?! (?:gern|gerne|sehr|schön)\b)(?!$)|\bsag(?:st)? (?:mir|uns|bescheid)\b"
    r"|\bbescheid geben\b"
    r"|\bgib (?:mir )?bescheid\b|\b(?:brauche?|bräuchte|benötige)\b|\brückmeldung\b|\bim voraus\b"
    r"|\bs'il (?:te|vous) pla[iî]t\b|\b(?:svp|stp)\b|\bmerci de (?:me|nous|bien)\b|\bj'ai besoin\b"
    r"|\bdis-moi\b|\bd'avance\b|\bpor favor\b|\bnecesito\b|\bav[ií]same\b|\bdime\b",
    re.I,
)


def asks_for_answer(text: str) -> bool:
    """Return True if the words of a message ask for something.

    >>> asks_for_answer("Thanks for the note, it was lovely hearing from you")
    False
    >>> asks_for_answer("Thanks! Could you send me the slides as well")
    True
    """
    clauses = (clause.strip(" \t\"'“”()-*>") for clause in _CLAUSE.split(_ADDRESS.sub("", text)))
    return any(
        not _ASKS_NOTHING.search(clause) and (_QUESTION.search(clause) or _REQUEST.search(clause))
        for clause in clauses
        if clause
    )
