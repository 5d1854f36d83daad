"""Leave ways to reach somebody out of what an assistant is told."""

from __future__ import annotations

import re
from typing import Any

from netkit.model.people import ADDRESS_KINDS

__all__ = ["without_contact_details"]

LEFT_OUT = "[left out]"

_AT = r"(?:[@\uff20\ufe6b]|\s?[(\[{<]\s?(?:at|@|ät)\s?[)\]}>]\s?|\s(?-i:AT)\s)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|point|punto|\.)\s?[)\]}]\s?|\s(?:dot|punkt)\s)"
#: Two letters of a country, two check digits, 11 to 30 letters and digits, mostly in fours.
_IBAN = r"\b(?-i:[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8})\b"
_HOSTS = (
    "linkedin|xing|facebook|fb|instagram|twitter|x|t|telegram|wa|whatsapp|threads|github|gitlab|"
    "mastodon|bsky|tiktok|youtube|skype|signal|discord|snapchat|medium|linktr|calendly|zoom|viadeo"
)
#: Where somebody is reached by a name they chose there.
_SERVICES = (
    "instagram|insta|facebook|twitter|telegram|skype|signal|discord|snapchat|snap|tiktok|threads|"
    "wechat|weixin|mastodon|bluesky|whatsapp|linkedin|xing|github|icq|jabber|xmpp|matrix|threema"
)
#: Bounded, so that the work grows with the length of a text and not with its square.
_PART = r"[^\s@\uff20\ufe6b<>,;:\"()\[\]{}]{1,64}"
_LABEL = r"[^\s@<>,;:\"()\[\]{}.]{1,63}"
#: "instagram: ann.lee"; without a colon only where a word says that a name follows.
_ACCOUNT = (
    rf"\b(?:{_SERVICES})\s?(?::|(?:handle|id|name|user|account|nick)\b:?\s(?:is\s)?)\s?"
    r"[\w.@+-]{2,64}+(?!\s\w)"
)
_DETAILS = re.compile(
    "|".join(
        (
            r"\b(?:https?|ftp|mailto|tel|sms|skype|xmpp|sip|callto|whatsapp|tg)s?:[^\s\"<>]+",
            rf"\b(?:[\w-]{{1,63}}\.){{0,4}}(?:{_HOSTS})\.(?:com|me|org|net|social|app|gg|us|ee|de|in)\b(?:/[^\s\"]*)?",
            r"\bwww\.[^\s\"<>]+",
            r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}/[^\s\"<>]+",
            rf"{_PART}{_AT}{_PART}?(?:{_DOT}{_LABEL}){{1,5}}",
            _ACCOUNT,
            r"(?<![\w@])@[A-Za-z0-9_.-]{2,}(?:@[\w.-]+)?",
            _IBAN,
        )
    ),
    re.IGNORECASE,
)
#: What looks like a number to call and is none: days, times, spans of years, amounts, versions.
_NO_NUMBER = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\b(?:19|20)\d{2}\s?[-–/]\s?(?:(?:19|20)?\d{2})\b"
    r"|(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF|Rs)\b)\s?\d[\d.,' ]{0,20}\d"
    r"|\b\d{1,3}(?:[,']\d{3}){1,6}(?:\.\d+)?\b"
    r"|\b\d[\d., ]{0,20}\d\s?(?:[€$£¥%]|(?:EUR|USD|GBP|CHF|km|kg|people|contacts|days)\b)"
)
_DIGIT = r"(?:[ ()./\u00a0\u2010-\u2013-]{0,3}\d)"
#: Five digits and more, as numbers are written; fewer after a word that says what they are.
_NUMBER = re.compile(
    rf"(?<![\w.])\+?\(?\d(?:{_DIGIT}{{40,}}+|{_DIGIT}{{4,39}}(?![\w-]))"
    r"|(?<=\b)(?:tel|telephone|phone|fon|fone|mobile|mobil|cell|fax|ext|extension|durchwahl|call|"
    r"ring|dial|pin|code|desk|room number|sms|text)\b[.:#]?\s{0,2}(?:no\.?\s|number\s|him\s|her\s|"
    r"them\s|on\s|at\s|me\s|is\s){0,3}[#+]?\d[\d ./-]{1,}\d",
    re.IGNORECASE,
)


def without_contact_details(value: Any) -> Any:
    """Return an answer without addresses, numbers, accounts and profiles in any text of it."""
    if isinstance(value, dict):
        return {_text(str(key)): without_contact_details(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [without_contact_details(item) for item in value]
    return _text(value) if isinstance(value, str) else value


def _text(text: str) -> str:
    kind, colon, _ = text.partition(":")
    if colon and kind in ADDRESS_KINDS:
        return f"{kind}: left out"
    text = _DETAILS.sub(LEFT_OUT, text)
    parts, begin = [], 0
    for figure in _NO_NUMBER.finditer(text):  # a number may stand beside a day: each by itself
        parts += [_NUMBER.sub(LEFT_OUT, text[begin : figure.start()]), figure[0]]
        begin = figure.end()
    return "".join([*parts, _NUMBER.sub(LEFT_OUT, text[begin:])])
