"""Lines of a conversation that LinkedIn writes itself: who came and went, what was accepted.

They stand in messages.csv as if a member had written them, and are no contact. Only a line that
is nothing else counts: somebody who writes "I left the conversation early" has written.
"""

from __future__ import annotations

import re

from netkit.importers.linkedin.rows import TAG

__all__ = ["is_system_line"]

_LONGEST = 160
#: A member's name, or several; a pronoun is somebody who writes of themselves or of others.
_WHO = (
    r"(?!(?:i|we|he|she|they|who|ich|wir|er|sie|je|nous|il|elle|on|yo|nosotros|él|ella|eu|nós|ele|"
    r"ela|io|noi|lui|lei|ik|wij|hij|zij) )[^.!?\n]{1,120}?"
)
#: A name or several: each word begins with a capital, but for particles and what joins names.
_NAME = (
    r"(?-i:[^\W\d_a-zà-öø-ÿ][^\s,.!?]*\.?"
    r"(?:,? (?:and|et|und|y|e|von|van|der|den|de|da|dos|del|la|le|di|"
    r"bin|ibn|al|el|ter|zu|[^\W\d_a-zà-öø-ÿ][^\s,.!?]*\.?)){0,9})"
)
_PLACE = r"(?:(?:this|the|a) )?(?:conversation|group(?: chat)?|chat)"
_LINES = (
    rf"{_WHO} (?:has |have )?(?:left|joined) {_PLACE}",
    rf"{_WHO} (?:was|were|has been|have been) (?:added to|removed from) {_PLACE}",
    rf"{_WHO} (?:has )?(?:added|removed|invited) {_WHO} (?:to|from) {_PLACE}",
    rf"{_WHO} (?:has )?(?:created|named|renamed|closed|archived) {_PLACE}"
    r"(?: (?:to|as)? ?.{1,80})?",
    rf"{_WHO} (?:has )?(?:changed|set|removed|updated) the (?:conversation|group|chat)"
    r"(?:'s|’s)? (?:title|name|photo|picture|image)(?: to .{1,80})?",
    r"(?:your )?(?:message|connection|contact) request (?:was |has been )?"
    r"(?:accepted|declined|sent|withdrawn|expired)",
    rf"(?:{_WHO} |you )?(?:have |has )?(?:accepted|declined|ignored|withdrew|withdrawn) "
    r"(?:your|the|this|their|an?|.{1,60}[’']s) (?:message request|invitation(?: to connect)?|"
    r"inmail|connection request|invite)",
    rf"(?:you|you and {_NAME}|{_NAME}) (?:are|is) now (?:connected|a connection)"
    rf"(?: (?:to|with) {_NAME})?(?:\. say hi.{{0,40}})?",
    r"this (?:message|conversation) (?:was|has been|is) "
    rf"(?:deleted|removed|unsent|edited|no longer available)(?: by {_NAME})?",
    r"(?:you )?missed (?:a )?(?:(?:audio|voice|video) )?(?:call|meeting)"
    rf"(?: (?:from|with) {_NAME})?",
    rf"(?:{_WHO} (?:has )?(?:started|ended|joined|left|missed) |)(?:an?|the|your)? ?"
    r"(?:linkedin |instant )?(?:audio|voice|video) (?:call|meeting)(?: (?:started|ended|missed))?",
    r"(?:automatic reply|auto-?reply|out of office)(?::.*)?",
    # German
    rf"{_WHO} (?:hat|haben|ist|sind) (?:die|der|dieser|diese) (?:unterhaltung|konversation|gruppe)"
    r" (?:verlassen|beigetreten|umbenannt|archiviert)",
    rf"{_WHO} (?:hat|haben) {_WHO} (?:zur|aus der|der) (?:unterhaltung|konversation|gruppe)"
    r" (?:hinzugefügt|entfernt)",
    rf"{_WHO} (?:wurde|wurden) (?:zur|aus der) (?:unterhaltung|konversation|gruppe)"
    r" (?:hinzugefügt|entfernt)",
    r"(?:ihre )?(?:nachrichten|kontakt)anfrage (?:wurde )?(?:angenommen|abgelehnt|akzeptiert)",
    rf"{_WHO} hat (?:ihre|die|deine) (?:nachrichtenanfrage|einladung|kontaktanfrage|inmail) "
    r"(?:angenommen|abgelehnt|akzeptiert)",
    r"sie sind (?:jetzt|nun) (?:mit .{1,80} )?(?:vernetzt|in kontakt|verbunden)",
    r"diese nachricht wurde gelöscht|verpasster (?:video|sprach)?anruf(?: von .{1,80})?",
    r"(?:automatische antwort|abwesenheitsnotiz)(?::.*)?",
    # French
    rf"{_WHO} (?:a|ont|est|sont) (?:quitté|rejoint) (?:la|cette|le|ce) "
    r"(?:conversation|discussion|groupe)",
    rf"{_WHO} (?:a|ont) (?:ajouté|retiré|supprimé) {_WHO} (?:à|de) (?:la|cette) "
    r"(?:conversation|discussion)",
    rf"{_WHO} (?:a|ont) été (?:ajoutée?s?|retirée?s?) (?:à|de) (?:la|cette) "
    r"(?:conversation|discussion)",
    r"(?:votre )?demande de (?:message|contact|connexion|mise en relation) (?:a été )?"
    r"(?:acceptée|refusée)",
    rf"{_WHO} a (?:accepté|refusé) votre (?:invitation|demande(?: de .{{1,30}})?|inmail)",
    r"vous êtes (?:maintenant|désormais) (?:en relation|connectée?s?)(?: (?:avec|à) .{1,80})?",
    r"ce message a été supprimé|appel (?:vidéo )?manqué(?: de .{1,80})?",
    r"(?:réponse automatique|absence du bureau)(?::.*)?",
    # Spanish, Portuguese
    rf"{_WHO} (?:ha |han )?(?:abandonado|abandonó|salido de|salió de|se ha unido a|se unió a) "
    r"(?:la|esta|el) (?:conversación|grupo)",
    rf"{_WHO} (?:ha |han )?(?:añadido|añadió|agregó|eliminó) a {_WHO} (?:a|de) la conversación",
    r"(?:su |tu )?solicitud de (?:mensaje|contacto|conexión) (?:ha sido |fue )?"
    r"(?:aceptada|rechazada)",
    rf"{_WHO} (?:ha aceptado|aceptó|rechazó) (?:su|tu) (?:invitación|solicitud(?: de .{{1,30}})?)",
    r"ahora (?:est[áa]s|están|está usted|sois) (?:conectad[oa]s?|en contacto)(?: con .{1,80})?",
    r"(?:este mensaje se ha eliminado|(?:video)?llamada perdida)(?: de .{1,80})?",
    r"(?:respuesta automática|resposta automática)(?::.*)?",
    rf"{_WHO} (?:saiu da|deixou a|entrou na|abandonou a) (?:conversa|grupo)",
    rf"{_WHO} adicionou {_WHO} à conversa",
    r"(?:sua )?solicitação de (?:mensagem|conexão) (?:foi )?(?:aceita|recusada)",
    rf"{_WHO} aceitou (?:seu|sua|o seu) (?:convite|solicitação(?: de .{{1,30}})?)",
    r"esta mensagem foi (?:excluída|eliminada|apagada)|chamada (?:de vídeo )?perdida",
    # Italian, Dutch
    rf"{_WHO} ha (?:abbandonato|lasciato) (?:la|questa) conversazione",
    rf"{_WHO} ha aggiunto {_WHO} alla conversazione",
    r"richiesta di (?:messaggio|collegamento) (?:accettata|rifiutata)",
    rf"{_WHO} ha accettato (?:il tuo|il suo|la tua) (?:invito|richiesta(?: di .{{1,30}})?)",
    rf"{_WHO} heeft (?:het|dit) gesprek verlaten",
    rf"{_WHO} heeft {_WHO} (?:toegevoegd aan het gesprek|aan het gesprek toegevoegd)",
    r"(?:bericht|connectie)verzoek (?:is )?(?:geaccepteerd|geweigerd)",
)
_SYSTEM = re.compile("|".join(f"(?:{line})" for line in _LINES), re.IGNORECASE)
#: Each line has one of these among its words: most messages have none, and are matched no further.
_MARKS = frozenset({
    "conversation", "conversazione", "conversación", "conversa", "konversation", "unterhaltung",
    "discussion", "gesprek", "group", "groupe", "grupo", "gruppe", "chat", "title", "name", "photo",
    "picture", "image", "request", "invitation", "invite", "inmail", "now", "deleted", "removed",
    "unsent", "edited", "available", "call", "meeting", "reply", "auto-reply", "autoreply",
    "office", "kontaktanfrage", "nachrichtenanfrage", "einladung", "vernetzt", "kontakt",
    "verbunden", "gelöscht", "anruf", "sprachanruf", "videoanruf", "antwort", "abwesenheitsnotiz",
    "demande", "relation", "connecté", "connectée", "connectés", "connectées", "supprimé", "manqué",
    "automatique", "absence", "solicitud", "invitación", "conectado", "conectada", "conectados",
    "conectadas", "contacto", "eliminado", "perdida", "automática", "solicitação", "convite",
    "excluída", "eliminada", "apagada", "richiesta", "invito", "berichtverzoek", "connectieverzoek",
})  # fmt: skip


def is_system_line(text: str) -> bool:
    """Return True when a message's whole text is a line that LinkedIn wrote.

    >>> is_system_line("Message request accepted"), is_system_line("I left the conversation early")
    (True, False)
    """
    if len(text) > _LONGEST or _is_plain(text.lower()):
        return False
    words = (TAG.sub(" ", text) if "<" in text else text).split()
    line = " ".join(words).rstrip(".! ")
    if _MARKS.isdisjoint(line.lower().replace(":", " ").split()):
        return False
    return _SYSTEM.fullmatch(line) is not None


def _is_plain(low: str) -> bool:
    """Return True for a text that surely has no word of `_MARKS`: nearly all, at half the cost."""
    if "<" in low or ":" in low:
        return False
    words = low.split()
    last = words[-1].rstrip(".!") if words else ""
    return bool(last) and last not in _MARKS and _MARKS.isdisjoint(words)
