"""Read from a sentence who introduced whom: "Ana introduced me to Bo".

English, German, French, Spanish and Portuguese. What is read is a proposal for the user to confirm,
so it may be told by anybody, of anybody; a question, a wish, a condition or a denial tells nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from netkit.importers.introduction_words import introduces
from netkit.importers.port import Telling
from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from netkit.model.events import Interaction

__all__ = ["Part", "Tale", "hints_at_introduction", "tale_in", "telling_sentence", "tellings"]

#: Who somebody in a sentence is: who wrote it, who reads it, everybody else there, or a name.
Part = Literal["writer", "reader", "others"]


@dataclass(frozen=True, slots=True)
class Tale:
    """An introduction as a sentence tells it: parts of the conversation, or names.

    `names` are the texts of the sentence that stand for people: a part is one of them, or `Part`.
    """

    broker: str
    a: str
    b: str
    names: tuple[str, ...] = ()


#: A sentence without any of these tells nothing; most messages hold none. Plain texts, since a
#: search for many patterns takes ten times as long.
_HINTS = (
    "intro", "touch", "connect", "through", "thanks to", " via ", "vorst", "vorgest", "bekannt",
    "gebracht", "vernetz", "kontakt", "vermitt", "présen", "presen", "contact", "contat",
    "relation", "kennengelernt", "grâce", "conocí", "conheci",
)  # fmt: skip
#: What a message to several may bring two of them together with, besides.
_GROUP_HINTS = (
    "this is", "das ist", "voici", "este es", "esta es", "meet", "each other",
    "each of", "one another", "you two", "you both", "two of you", "both",
    "connect", "touch", "vorst", "verbind", "zusammen", "einander", "euch", "ihr beide", "ihr zwei",
    "vous", "rencontr", "conoc", "conhec", "conect", "poner", "conta",
)  # fmt: skip
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ABBREVIATED = re.compile(r"\b(Dr|Mr|Mrs|Ms|Prof|St|[A-Z])\.(?=\s)")
_SHORT = 200  # characters of a text that is worth remembering
_LONGEST = 300  # characters of a sentence that are kept
#: A sentence with one of these tells of nothing that was done.
_NOT = re.compile(
    r"\?|\b(?:would|could|can|cannot|should|shall|might|may|will|never|not|if|wish|hope|unless)\b"
    r"|n't\b|'ll\b|\bplease\b|\bintroduced (?:\w+ )?(?:himself|herself|themselves|itself)\b"
    r"|\b(?:nicht|nie|niemals|wenn|falls|würde|könnte|sollte|kannst|könntest|könntet|bitte)\b"
    r"|\b(?:jamais|pas|si tu|si vous|pourrais|pourriez|peux|pouvez|devrais|aimerais)\b"
    r"|\b(?:nunca|no (?:me|te|nos|os|le|les|se|lo|la|los|he|ha|hemos|quiero|puedo)|podrías|puedes"
    r"|podría|ojalá|si me|si te|si nos|quisiera)\b"
    r"|\b(?:não|poderia|pode|podes|gostaria|se você|quem sabe)\b",
    re.IGNORECASE,
)
_N = (
    r"(?:(?:o|a|al|dem|der|den|Herrn|Frau) )?"
    r"(?P<{0}>(?-i:[^\W\d_a-z][\w.’'-]*"
    r"(?: (?:(?:de|da|do|dos|van|von|der|den|el|la|bin|di|du) ){{0,2}}"
    r"[^\W\d_a-z][\w.’'-]*){{0,3}}))"
)
_M, _K = _N.format("n"), _N.format("m")
#: Adverbs and the like: "gestern endlich", "letztes Jahr".
_ADVERBS = r"(?:letztes Jahr |letzte Woche |(?-i:[a-zäöüß]+) ){0,2}"
_BY = (
    r"(?:mit ?einander |einander )?(?:bekannt ?gemacht|zusammengebracht|vernetzt|"
    r"in (?:Kontakt|Verbindung) gebracht)"
)
_FR = r"(?:mise?s? en (?:contact|relation))"
#: Patterns with broker and the two; `n` and `m` are the names in them.
_PATTERNS: tuple[tuple[str, str, str, str], ...] = (
    # thanks to one of several, and of a reader for bringing writer and somebody together
    (rf"\b(?:thanks?|thank you|cheers)(?: (?:so|very) much| a lot)?,? {_M},? (?:so much )?for "
     r"(?:introducing|connecting|bringing) us\b", "n", "others", "others"),
    (rf"\b(?:thanks?|thank you|cheers)(?: (?:so|very) much| a lot)?,? {_M},? (?:so much )?for "
     r"(?:putting us in touch|the (?:kind |warm |quick )?intro(?:duction)?(?! \w))", "n", "others",
     "others"),
    (r"\b(?:thanks?|thank you|many thanks)[^.]{0,30}\bfor the (?:kind |warm |quick |great )?"
     rf"intro(?:duction)?,? {_M}[!.]?$", "n", "others", "others"),
    (rf"\bdanke?(?: dir| schön| sehr)?,? {_M},? (?:für (?:die|das)|fürs?) (?:nette |schnelle )?"
     r"(?:Vorstellung|Vermittlung|Intro|Bekanntmachen|Vernetzung|Zusammenbringen)(?! d)", "n",
     "others", "others"),
    (rf"\bdanke?,? {_M},? dass du uns (?:{_BY}|vorgestellt)", "n", "others", "others"),
    (rf"\bmerci(?: beaucoup)?,? {_M},? (?:pour (?:la|cette) (?:mise en (?:relation|contact)|"
     r"présentation(?! d))|de nous avoir (?:présentée?s|mise?s en))", "n", "others", "others"),
    (rf"\bgracias,? {_M},? por (?:presentarnos|ponernos en contacto|la presentación(?! de))", "n",
     "others", "others"),
    (rf"\bobrigad[oa],? {_M},? por (?:nos apresentar|ter nos apresentado|nos colocar em contato|"
     r"nos pôr em contacto|a apresentação(?! d))", "n", "others", "others"),
    # somebody introduced the writer to somebody
    (rf"{_M} (?:kindly |just |once |recently )?(?:has )?(?:introduced me to|put me in touch with|"
     rf"connected me (?:with|to)) {_K}", "n", "writer", "m"),
    (rf"\bI (?:was|got) (?:introduced|connected) to {_K} by {_M}", "n", "writer", "m"),
    (rf"{_K} (?:was|got) introduced to me by {_M}", "n", "writer", "m"),
    (rf"\bI (?:know|met|got to know) {_K} (?:through|thanks to|via) {_M}", "n", "writer", "m"),
    (rf"\bich (?:habe|hab) {_ADVERBS}{_K} {_ADVERBS}(?:durch|über|dank) {_M} "
     rf"{_ADVERBS}kennengelernt", "n", "writer", "m"),
    (rf"\bj['’]ai (?:connu|rencontré) {_K} (?:grâce à|par) {_M}", "n", "writer", "m"),
    (rf"\bconocí a {_K} (?:gracias a|por|a través de) {_M}", "n", "writer", "m"),
    (rf"\bconheci (?:a|o) {_K} (?:através d[aeo]|por meio d[aeo]|graças [aà]o?) {_M}", "n",
     "writer", "m"),
    (rf"{_M} hat mi(?:ch|r) {_ADVERBS}{_K} (?:{_BY}|vorgestellt)", "n", "writer", "m"),
    (rf"{_M} m['’](?:a|avait) (?:présentée? à|{_FR} avec) {_K}", "n", "writer", "m"),
    (rf"{_M} me (?:presentó a|puso en contacto con|ha presentado a) {_K}", "n", "writer", "m"),
    (rf"{_M} (?:me apresentou (?:a|ao|à)|apresentou-me (?:a|ao|à)|me colocou em contato com|"
     rf"pôs-me em contacto com) {_K}", "n", "writer", "m"),
    # somebody introduced writer and reader
    (rf"{_M}(?:,? who)? (?:kindly |just |once )?(?:has )?(?:introduced us|put us in touch|"
     r"connected us)\b", "n", "writer", "reader"),
    (rf"{_M} hat uns {_ADVERBS}(?:{_BY}|vorgestellt)", "n",
     "writer", "reader"),
    (rf"{_M} (?:qui )?nous (?:a|avait) (?:présentée?s|{_FR})", "n", "writer", "reader"),
    (rf"{_M} (?:quien |la que |el que )?nos (?:presentó|puso en contacto|ha presentado)\b", "n",
     "writer", "reader"),
    (rf"{_M} (?:quem |que )?(?:nos apresentou|apresentou-nos|nos colocou em contato|"
     r"pôs-nos em contacto)\b", "n", "writer", "reader"),
    # the writer introduced two
    (rf"\bI(?:['’]ve| have| had)?(?: just| finally)? introduced {_M} (?:to|and) {_K}", "writer",
     "n", "m"),
    (rf"\bI(?:['’]ve| have| had)?(?: just| finally)? (?:connected|put) {_M} "
     rf"(?:and|with|in touch with) {_K}", "writer", "n", "m"),
    (rf"\bich (?:habe|hab) {_ADVERBS}{_M} (?:und|mit) {_K} (?:{_BY}|einander "
     r"vorgestellt)", "writer", "n", "m"),
    (rf"\bj['’]ai (?:présenté|mis) {_M} (?:à|et|en (?:contact|relation) avec) {_K}", "writer", "n",
     "m"),
    (rf"\b(?:he presentado|presenté|puse en contacto|he puesto en contacto) a {_M} (?:a|y a|con|y) "
     rf"{_K}", "writer", "n", "m"),
    (rf"\bapresentei {_M} (?:a|ao|à|e) {_K}", "writer", "n", "m"),
    (rf"\b(?:coloquei|pus) {_M} em conta[ct]+o com {_K}", "writer", "n", "m"),
    # the writer introduced, or introduces, the reader
    (r"\bI(?:['’]ve| have|['’]m| am)?(?: just| hereby)? (?:introduc(?:ed|ing)|connect(?:ed|ing)) "
     rf"you (?:to|with) {_M}", "writer", "reader", "n"),
    (rf"\bI(?:['’]ve| have)?(?: just)? put you in touch with {_M}", "writer", "reader", "n"),
    (rf"\bich (?:habe|hab) di(?:ch|r) {_ADVERBS}{_M} (?:{_BY}|vorgestellt)", "writer", "reader",
     "n"),
    (rf"\bje (?:t['’]ai|vous ai) (?:présentée? à|{_FR} avec) {_M}", "writer", "reader", "n"),
    (rf"\bte (?:he presentado a|presenté a|puse en contacto con|he puesto en contacto con) {_M}",
     "writer", "reader", "n"),
    (rf"\b(?:te apresentei|apresentei-te|apresentei você) (?:a|ao|à) {_M}", "writer", "reader",
     "n"),
    # the reader introduced the writer
    (r"\byou (?:kindly |once |just )?(?:have )?(?:introduced me to|put me in touch with|connected "
     rf"me (?:with|to)) {_M}", "reader", "writer", "n"),
    (r"\b(?:thanks|thank you|cheers|grateful)\b[^.]{0,40}\bfor (?:introducing me to|connecting me "
     rf"(?:to|with)|putting me in touch with|(?:the|your) (?:\w+ )?intro(?:duction)? to) {_M}",
     "reader", "writer", "n"),
    (rf"\b(?:dass )?du (?:hast )?mi(?:ch|r) {_ADVERBS}{_M} (?:{_BY}|vorgestellt)", "reader",
     "writer", "n"),
    (r"\bdanke?\b[^.]{0,40}\b(?:für (?:den|die) (?:\w+ )?(?:Kontakt zu|Vorstellung bei|Vermittlung "
     rf"(?:an|zu))) {_M}", "reader", "writer", "n"),
    (rf"\b(?:tu m['’]as|vous m['’]avez|de m['’]avoir) (?:présentée? à|{_FR} avec) {_M}", "reader",
     "writer", "n"),
    (r"\b(?:me (?:presentaste a|pusiste en contacto con|has presentado a)|por (?:haberme "
     rf"presentado a|presentarme a|ponerme en contacto con)) {_M}", "reader", "writer", "n"),
    (r"\b(?:você me apresentou|apresentaste-me|por (?:ter )?me (?:apresentado|apresentar)|por me "
     rf"colocar em contato com) ?(?:a|ao|à)? {_M}", "reader", "writer", "n"),
)  # fmt: skip
#: Words that begin a sentence and are no names.
_NO_NAMES = frozenset({
    "a", "ah", "also", "and", "anyway", "as", "because", "both", "but", "by", "funny", "great",
    "he", "hello", "hey", "hi", "i", "it", "later", "no", "oh", "remember", "she", "since", "so",
    "someone", "somebody", "that", "the", "then", "they", "this", "us", "we", "well", "when",
    "who", "yes", "yesterday", "you", "er", "sie", "ich", "wir", "das", "wer", "man", "jemand",
    "gestern", "heute", "ja", "il", "elle", "on", "qui", "je", "tu", "vous", "nous", "oui", "hier",
    "él", "ella", "ayer", "quien", "alguien", "sí", "ele", "ela", "ontem", "quem", "alguém",
    "você", "sim", "everyone", "anyone", "each", "all", "your", "my", "his", "her", "their", "our",
})  # fmt: skip


def tellings(contact: Interaction, text: str) -> Iterator[Telling]:
    """Yield the sentence of a message that tells of an introduction, if one does."""
    if sentence := telling_sentence(text, in_group=len(contact.recipients) > 1):
        yield Telling(contact.at, contact.sender, contact.recipients, sentence, contact.source)


def telling_sentence(text: str, *, in_group: bool = False) -> str:
    """Return the first sentence of a message that tells of an introduction; else empty.

    Parameters
    ----------
    in_group : it went to several people, whom it may introduce to each other.

    >>> telling_sentence("Long time! Ana Lima introduced us in Porto. How are you?")
    'Ana Lima introduced us in Porto.'
    """
    if not hints_at_introduction(text) and not (in_group and _holds(text, _GROUP_HINTS)):
        return ""
    for sentence in _sentences(text):
        if tale_in(sentence) is not None or (in_group and introduces(sentence)):
            return sentence[:_LONGEST]
    return ""


def hints_at_introduction(text: str) -> bool:
    """Return True unless a text surely tells of no introduction, and thanks for none."""
    return _short_hints(text) if len(text) <= _SHORT else _holds(text, _HINTS)


@lru_cache(maxsize=4_096)
def _short_hints(text: str) -> bool:
    """Return what `hints_at_introduction` does: "Thank you!" comes again and again."""
    return _holds(text, _HINTS)


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    low = text.lower()
    for hint in hints:  # noqa: SIM110 — half of what `any` over a generator takes
        if hint in low:
            return True
    return False


def _sentences(text: str) -> list[str]:
    whole = _ABBREVIATED.sub(r"\1․", text.replace("’", "'"))  # a dot that ends no sentence
    return [" ".join(part.replace("․", ".").split()) for part in _SENTENCE.findall(whole)]


def tale_in(sentence: str) -> Tale | None:
    """Return the introduction that a sentence tells of; None when it tells of none.

    >>> tale_in("Ana introduced me to Bo Li last spring.")
    Tale(broker='Ana', a='writer', b='Bo Li', names=('Ana', 'Bo Li'))
    """
    if not hints_at_introduction(sentence) or _NOT.search(sentence):
        return None
    for pattern, broker, a, b in _compiled():
        match = pattern.search(sentence)
        if match is None:
            continue
        names = {key: name.rstrip(".'-") for key, name in match.groupdict().items() if name}
        if names and not any(name.lower() in _NO_NAMES for name in names.values()):
            called = tuple(names[key] for key in ("n", "m") if key in names)
            return Tale(names.get(broker, broker), names.get(a, a), names.get(b, b), called)
    return None


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(text, re.IGNORECASE), broker, a, b) for text, broker, a, b in _PATTERNS
    )
