"""Recognize WhatsApp's own notices (encryption, missed calls, group changes): no contact.

Android writes a notice without a sender; a colon in a group's name or description then makes the
words before it look like one. The iPhone writes a notice as sent by the group or by the partner,
behind a hidden direction mark. The words are those of the app in its larger languages; what a
sentence's shape tells (an open quotation mark, the actor's name repeated) needs no language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.names import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from netkit.importers.chats.whatsapp_lines import ChatLine

__all__ = ["is_about_group", "notices_of"]


def _any_of(words: str) -> re.Pattern[str]:
    """Return a pattern for words that are spread over lines; a ``_`` stands for a space."""
    parts = (re.escape(word.replace("_", " ")) for word in words.split())
    return re.compile("|".join(parts), re.IGNORECASE)


_ENCRYPTED = _any_of(
    "end-to-end end_to_end Ende-zu-Ende extremo_a_extremo ponta_a_ponta ponto_a_ponto bout_en_bout "
    "da_un_capo_all'altro crittografia crittografat eind-tot-eind ende-til-ende "
    "от_начала_до_конца сквозн наскрізн uçtan_uca od_końca_do_końca szyfrowan totalsträckskrypt "
    "päästä_päähän alusta_loppuun végpontok_közötti végponttól koncov integral_criptat "
    "cap_la_cap 端到端 端對端 エンドツーエンド 종단_간 종단간 بين_الطرفين سرتاسری תמידית מקצה_לקצה "
    "एंड-टू-एंड এন্ড-টু-এন্ড τελικά_σημεία διατερματική đầu_cuối ตั้งแต่ต้นทาง xifrats"
)
_MISSED = _any_of(
    "missed verpasst perdid manqué gemist пропущен cevapsız nieodebran missat "
    "ubesvar mistet vastaamat elmulasztott nem_fogadott zmeškan nepreluat αναπάντητ 未接 不在着信 "
    "부재중 فائت لم_يتم_الرد מיס שלא_נענת मिस्ड tak_terjawab nhỡ ไม่ได้รับ persa perso"
)
_CALL = _any_of(
    "call anruf llamada appel chiamata chamada ligação oproep звонок дзвінок arama połączen "
    "samtal opkald anrop puhelu hívás hovor apel κλήση 通话 通話 着信 통화 전화 مكالمة שיחה कॉल "
    "panggilan cuộc_gọi สาย"
)
_GROUP = _any_of(
    "group gruppe grupp grupo groupe gruppo groep grup ryhm csoport skupin групп група ομάδ nhóm "
    "กลุ่ม 群 グループ 그룹 مجموع گروه קבוצ समूह ग्रुप গ্রুপ குழு "
    "subject betreff asunto objet oggetto assunto onderwerp тему konuyu temat 主题 主旨 件名 주제 "
    "الموضوع הנושא विषय description beschreibung descripción descrizione descrição beschrijving "
    "описание açıklama opis beskriv kuvau leírás popis 描述 説明 설명 الوصف תיאור विवरण "
    "icon symbolbild ícono icône immagine pictogram иконк simge ikon 图标 圖示 アイコン 아이콘 "
    "admin ylläpit администратор yönetici 管理 관리자 مشرف מנהל community communaut comunid comunit"
)
_SETTING = _any_of(
    "security_code sicherheitsnummer código_de_segur code_de_sécurité codice_di_sicurezza "
    "beveiligingscode код_безопасности güvenlik_kod kod_zabezpiecz säkerhetskod sikkerhedskode "
    "安全码 安全碼 セキュリティコード 보안_코드 رمز_الأمان phone_number telefonnummer "
    "número_de_tel numéro_de_tél numero_di_telefono telefoonnummer номер_телефона telefon_numara "
    "numer_telefonu 电话号码 電話番号 전화번호 رقم_هاتف disappearing selbstlöschend temporales "
    "éphémères effimeri temporárias zelfverwijderend исчезающ süreli znikając 消失 사라지는 "
    "الاختفاء pinned_a_message invite_link einladungslink"
)
_CHANGED = _any_of(
    "created added changed removed left joined turned deleted pinned started updated reset "
    "erstellt hinzugefügt geändert entfernt verlassen beigetreten gelöscht angeheftet aktiviert "
    "creó creaste añadió añadiste agregó cambió cambiaste eliminó salió unió activó "
    "a_créé avez_créé ajouté a_changé modifié supprimé retiré quitté rejoint activé "
    "creato aggiunto cambiato modificato rimosso abbandonato è_entrat attivato "
    "criou adicionou mudou alterou removeu saiu entrou ativou apagou "
    "gemaakt toegevoegd gewijzigd veranderd verwijderd verlaten neemt_deel ingeschakeld "
    "создал добавил изменил удалил вышел присоединил включил покинул сменил "
    "створи додав змінив видалив oluşturdu ekledi değiştirdi çıkardı ayrıldı katıldı sildi "
    "utworzył dodał zmienił usunął opuścił dołączył skapade lade_till ändrade tog_bort lämnade "
    "oprettede tilføjede ændrede fjernede forlod opprettet la_til endret fjernet forlot "
    "loi_ryhm lisäsi muutti vaihtoi poisti poistui vytvořil přidal změnil odebral opustil "
    "létrehozta hozzáadta módosította megváltoztatta eltávolította kilépett "
    "a_creat a_adăugat a_schimbat a_eliminat a_ieșit membuat menambahkan mengubah mengganti keluar "
    "创建 建立 添加 新增 更改 修改 移除 退出 加入 作成 追加 変更 削除 参加 "
    "만들 추가 변경 삭제 나갔 "
    "أنشأ أضاف غيّر غيَّر غير أزال غادر انضم יצר הוסיף שינה הסיר עזב הצטרף बनाया जोड़ा बदल हटा छोड़ "
    "δημιούργησε πρόσθεσε άλλαξε αφαίρεσε αποχώρησε đã_tạo đã_thêm đã_thay_đổi đã_xóa đã_rời "
    "สร้าง เพิ่ม เปลี่ยน ลบ ออกจาก"
)
#: What a message holds in place of a picture, or of what its writer took back.
_ATTACHED = _any_of(
    "omitted weggelassen ausgeschlossen nicht_enthalten omitid omis absent omess non_inclus esclus "
    "weggelaten utelämna udelad utelat pominię опущен не_добавлен пропущено atlandı dahil_edilmedi "
    "eklenmedi jätettiin_pois diabaikan tidak_disertakan 忽略 省略 생략 استبعاد تم_حذف छोड़_दि "
    "attached angehängt adjunto joint allegat anexado bijgevoegd attachment http:// https:// .vcf "
    "message_was_deleted deleted_this_message nachricht_wurde_gelöscht nachricht_gelöscht "
    "mensaje_fue_eliminado eliminó_este_mensaje message_a_été_supprimé messaggio_è_stato_eliminato "
    "mensagem_foi_apagada mensagem_apagada bericht_is_verwijderd сообщение_удалено mesaj_silindi "
    "已删除 已刪除 メッセージは削除 삭제된_메시지 location: standort: ubicación: posizione: "
    "localização: locatie: местоположение: konum: poll: umfrage: encuesta: sondage: sondaggio: "
    "enquete: peiling: опрос: anket: •"
)
_FILE_IN_BRACKETS = re.compile(r"<[^<>]*\.\w{2,5}>")
#: A missed call where the phone writes it without the direction mark: the whole text, no more.
_BARE_CALL = re.compile(
    r"(?:missed (?:group )?(?:voice |video )?call|verpasster (?:sprach|video)anruf|"
    r"(?:video)?llamada (?:de voz )?perdida|appel (?:vocal|vidéo) manqué|"
    r"(?:chiamata vocale|videochiamata) persa|(?:chamada|ligação) de (?:voz|vídeo) perdida|"
    r"gemiste (?:spraak|video-?)oproep|пропущенный (?:аудио|видео)звонок|"
    r"cevapsız (?:sesli|görüntülü) arama|nieodebrane połączenie \w+|missat (?:röst|video)samtal|"
    r"未接(?:语音|視訊|视频|語音)通[话話]|不在着信|부재중 \w+ ?통?화?|مكالمة \w+ فائتة|"
    r"panggilan \w+ tak terjawab|cuộc gọi \w+ nhỡ)"
    r"(?:[,،.。] ?.{0,60}| \S{1,3} \d\d?[:.]\d\d.{0,4})?",
    re.IGNORECASE,
)
_ABOUT_MESSAGES = _any_of(
    "messages nachrichten mensajes mensagens messaggi berichten сообщени повідомлення mesajlar "
    "wiadomości meddelanden beskeder meldinger viestit üzenet zprávy mesajele 消息 訊息 信息 "
    "メッセージ 메시지 الرسائل پیام ההודעות संदेश μηνύματα tin_nhắn ข้อความ pesan missatges"
)
#: Characters: what lies behind is not looked at, a text that long is somebody's.
_LONGEST_NOTICE = 300
_SHORTEST_SENTENCE = 3  # words: "Boris added you"; "image omitted" has two
#: Characters: what WhatsApp says of encryption is longer in every language but the Chinese.
_SHORTEST_NOTE = 40
#: It stands at a chat's beginning.
_LAST_OPENING_LINE = 10
_QUOTES = (("“", "”"), ("„", "“”"), ("«", "»"), ("「", "」"), ("『", "』"), ("‘", "’"), ('"', '"'))


def notices_of(lines: Sequence[ChatLine]) -> list[ChatLine]:
    """Return the lines that WhatsApp wrote, in their order."""
    written = {line.sender for line in lines}
    folded = {fold(sender) for sender in written}
    sentences = {sender for sender in written if not sender or _is_sentence(sender, folded)}
    return [line for line in lines if line.sender in sentences or _is_notice(line)]


def _is_notice(line: ChatLine) -> bool:
    if line.marked:
        return _is_own_words(line)
    return _BARE_CALL.fullmatch(line.text.strip()) is not None or (
        line.number <= _LAST_OPENING_LINE and _is_about_encryption(line.text)
    )


def is_about_group(line: ChatLine) -> bool:
    """Return True for a notice about a group: somebody made, joined or changed it."""
    text = f"{line.sender}: {line.text}"
    return _GROUP.search(text) is not None and _CHANGED.search(text) is not None


def _is_sentence(sender: str, senders: Collection[str]) -> bool:
    """Return True when the words before a colon begin a notice instead of naming a sender."""
    if _has_open_quote(sender) or _ENCRYPTED.search(sender):
        return True
    if not _CHANGED.search(sender):
        return False
    if _GROUP.search(sender) or _SETTING.search(sender):
        return True
    sender_words = fold(sender).split()
    return any(" ".join(sender_words[:size]) in senders for size in range(1, len(sender_words) - 1))


def _has_open_quote(text: str) -> bool:
    for opening, closing in _QUOTES:
        if opening == closing:
            if text.count(opening) % 2:
                return True
        elif text.count(opening) > sum(map(text.count, closing)):
            return True
    return False


def _is_own_words(line: ChatLine) -> bool:
    """Return True when the text behind a direction mark is a notice, not an attachment."""
    text = line.text[:_LONGEST_NOTICE].replace("\u200e", "")
    if _ENCRYPTED.search(text) or fold(text).startswith(f"{fold(line.sender)} "):
        return True
    if _GROUP.search(text) and _CHANGED.search(text):
        return True
    is_call = _CALL.search(text) is not None
    if is_call and _MISSED.search(text):
        return True
    if _ATTACHED.search(text) or _FILE_IN_BRACKETS.search(text):
        return False
    if is_call:  # one that was held says how long
        return not any(map(str.isdecimal, text))
    return len(text.partition("\n")[0].split()) >= _SHORTEST_SENTENCE


def _is_about_encryption(text: str) -> bool:
    return (
        len(text) > _SHORTEST_NOTE
        and _ABOUT_MESSAGES.search(text[:25]) is not None
        and _ENCRYPTED.search(text) is not None
    )
