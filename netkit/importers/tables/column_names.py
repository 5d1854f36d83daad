"""Map column names to a person's fields: Outlook, Thunderbird and other tables, by language.

Names are compared without case, accents, spaces, signs and numbers ("E-Mail 2: Adresse" is
"E-Mail-Adresse"). Outlook's "Title" is Mr or Mrs where a column of its own says the job.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from netkit.importers.tables.delimited import squash
from netkit.model.names import fold

__all__ = ["FIELDS", "OUTLOOK", "TABLE", "Columns", "Field", "column_key", "columns_by_name"]

#: What a column can be.
Field = Literal[
    "name", "first_name", "middle_name", "last_name", "nickname", "email", "phone", "linkedin",
    "url", "organization", "title", "city", "birthday", "birth_year", "birth_month", "birth_day",
    "circle", "note", "related", "uid", "last_contact", "died",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)

#: Position of a column → what it is; several columns may be the same.
Columns = Mapping[int, Field]

_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")

#: What Outlook calls its fields: English, German, French, Spanish, Italian, Dutch, Portuguese of
#: both kinds, Swedish, Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Russian, Ukrainian,
#: Turkish, Greek, Japanese, Chinese of both kinds, Korean.
_OUTLOOK_NAMES: dict[Field, str] = {
    "first_name": (
        "First Name|Given Name|Vorname|Prénom|Nombre|Nome|Voornaam|Primeiro nome|Nome próprio|"
        "Förnamn|Fornavn|Etunimi|Imię|Jméno|Křestní jméno|Meno|Utónév|Keresztnév|Prenume|Имя|"
        "Ім'я|Ad|Adı|Όνομα|名|名字|이름"
    ),
    "middle_name": (
        "Middle Name|Weitere Vornamen|Zweiter Vorname|Deuxième prénom|Segundo nombre|Secondo nome|"
        "Middelste naam|Tweede voornaam|Nome do meio|Segundo nome|Mellannamn|Mellemnavn|Mellomnavn|"
        "Toinen nimi|Drugie imię|Prostřední jméno|Druhé jméno|Отчество|По батькові|İkinci Ad"
    ),
    "last_name": (
        "Last Name|Surname|Nachname|Nom|Nom de famille|Apellidos|Apellido|Cognome|Achternaam|"
        "Sobrenome|Último nome|Efternamn|Efternavn|Etternavn|Sukunimi|Nazwisko|Příjmení|Priezvisko|"
        "Vezetéknév|Nume|Фамилия|Прізвище|Soyadı|Soyad|Επώνυμο|姓|姓氏|성"
    ),
    "organization": (
        "Company|Firma|Société|Organización|Compañía|Empresa|Società|Azienda|Bedrijf|Företag|Firmanavn|"
        "Yritys|Společnost|Spoločnosť|Cég|Firmă|Организация|Організація|Şirket|Εταιρεία|会社|会社名|"
        "公司|单位|회사"
    ),
    "title": (
        "Job Title|Position|Profession|Fonction|Puesto|Qualifica|Posizione|Mansione|Functie|Cargo|"
        "Função|Befattning|Stilling|Jobtitel|Tehtävänimike|Ammatti|Stanowisko|Pozice|Funkce|"
        "Beosztás|Funcție|Должность|Посада|İş Unvanı|Τίτλος θέσης|役職|职务|職稱|직함|직위"
    ),
    "email": (
        "E-mail Address|E-Mail-Adresse|E-Mail: Adresse|Adresse de messagerie|Adresse e-mail|"
        "Adresse électronique|Dirección de correo electrónico|Dirección del correo electrónico|"
        "Correo electrónico|Indirizzo posta elettronica|Indirizzo di posta elettronica|"
        "Indirizzo e-mail|E-mailadres|Endereço de e-mail|Endereço de correio eletrónico|"
        "Endereço de correio electrónico|E-postadress|E-mail-adresse|E-postadresse|"
        "Sähköpostiosoite|Sähköposti|Adres e-mail|E-mailová adresa|Adresa elektronické pošty|"
        "E-mail cím|Adresă e-mail|Адрес эл. почты|Адрес электронной почты|"
        "Адреса електронної пошти|E-posta Adresi|Διεύθυνση ηλεκτρονικού ταχυδρομείου|"
        "電子メール アドレス|メール アドレス|电子邮件地址|電子郵件地址|전자 메일 주소|이메일 주소"
    ),
    "phone": (
        "Mobile Phone|Business Phone|Home Phone|Primary Phone|Other Phone|Mobiltelefon|"
        "Telefon geschäftlich|Telefon privat|Haupttelefon|Weiteres Telefon|Tél. mobile|"
        "Téléphone mobile|Téléphone (bureau)|Téléphone (domicile)|Téléphone principal|Portable|"
        "Teléfono móvil|Móvil|Teléfono del trabajo|Teléfono particular|Particular|"
        "Teléfono principal|Otro teléfono|Cellulare|Telefono cellulare|Telefono mobile|"
        "Telefono ufficio|Telefono (uff.)|Telefono abitazione|Telefono (ab.)|Abitazione|"
        "Telefono di lavoro|Telefono di casa|Telefono principale|Mobiele telefoon|"
        "Telefoon op werk|Telefoon (werk)|Telefoon thuis|Telefoon (thuis)|Hoofdtelefoon|"
        "Celular|Telefone celular|Telemóvel|Fone comercial|Telefone comercial|Fone de casa|"
        "Telefone residencial|Telefone do emprego|Telefone da empresa|Telefone de casa|"
        "Telefone (emprego)|Telefone (casa)|Telefone principal|Telefon, arbete|Telefon arbetet|"
        "Telefon, hem|Telefon hem|Telefon, arbejde|Arbejdstelefon|Telefon, privat|Privattelefon|"
        "Telefon arbeid|Työpuhelin|Kotipuhelin|Matkapuhelin|Telefon służbowy|Telefon domowy|"
        "Telefon komórkowy|Telefon główny|Telefon do zaměstnání|Telefon domů|Mobilní telefon|"
        "Mobilný telefón|Hivatali telefon|Otthoni telefon|Telefon mobil|Рабочий телефон|"
        "Домашний телефон|Телефон переносной|Мобильный телефон|Робочий телефон|"
        "Мобільний телефон|İş Telefonu|Ev Telefonu|Cep Telefonu|Κινητό τηλέφωνο|携帯電話|会社電話|"
        "自宅電話|移动电话|商务电话|住宅电话|"
        "行動電話|商務電話|住家電話|휴대폰|휴대 전화|근무처 전화|집 전화 번호"
    ),
    "birthday": (
        "Birthday|Geburtstag|Anniversaire|Cumpleaños|Compleanno|Verjaardag|Aniversário|Födelsedag|"
        "Fødselsdag|Syntymäpäivä|Urodziny|Narozeniny|Születésnap|Zi de naștere|День рождения|"
        "День народження|Doğum Günü|Γενέθλια|誕生日|生日|생일"
    ),
    "circle": (
        "Categories|Kategorien|Catégories|Categorías|Categorie|Categorieën|Categorias|Kategorier|"
        "Luokat|Kategorie|Kategóriák|Категории|Категорії|Kategoriler|Κατηγορίες|分類項目|分類|类别|"
        "類別|범주"
    ),
    "note": (
        "Notes|Notizen|Notas|Note|Notities|Anteckningar|Noter|Notater|Muistiinpanot|Huomautukset|"
        "Notatki|Poznámky|Jegyzetek|Заметки|Нотатки|Notlar|Σημειώσεις|メモ|附注|便笺|記事|메모"
    ),
    "url": (
        "Web Page|Webseite|Page Web|Página Web|Pagina Web|Webpagina|Webbsida|Webside|Web-sivu|"
        "Strona sieci Web|Osobista strona sieci Web|Webová stránka|Веб-страница|Web Sayfası|"
        "Web ページ|网页|網頁|웹 페이지"
    ),
    "nickname": (
        "Nickname|Spitzname|Surnom|Apodo|Sobrenombre|Soprannome|Bijnaam|Smeknamn|Kaldenavn|"
        "Lempinimi|Przydomek|Pseudonim|Přezdívka|Псевдоним|Takma Ad"
    ),
    "city": (
        "Business City|Home City|Ort geschäftlich|Ort privat|Ville (bureau)|Ville (domicile)|"
        "Ciudad del trabajo|Ciudad de trabajo|Città (uff.)|Città di lavoro|Città di residenza|"
        "Plaats (werk)|Plaats (thuis)|Cidade comercial|Cidade de casa|Ort, arbete|"
        "Miasto (biuro)|Miasto (dom)|Город (раб. адрес)|Город (дом. адрес)"
    ),
    "related": (
        "Spouse|Partner|Partner/in|Conjoint(e)|Cónyuge|Coniuge|Echtgenoot|Echtgenote|Cônjuge|Małżonek|"
        "Муж или жена"
    ),
}
#: Thunderbird's names, those of other address books and what people write themselves.
_OTHER_NAMES: dict[Field, str] = {
    "name": (
        "Name|Full Name|Display Name|Contact|Contact Name|Person|Who|Vollständiger Name|"
        "Anzeigename|Nom à afficher|Nom complet|Nombre completo|Nombre en pantalla|"
        "Nome completo|Nome visualizzato|Mostrar nome|Volledige naam|Naam|Namn|Navn|Nimi|"
        "Отображаемое имя|ФИО|氏名|姓名|성명"
    ),
    "first_name": "First|Forename",
    "last_name": "Last|Family Name|Familienname",
    "email": (
        "Email|E-Mail|Mail|Email Address|Mailadresse|Courriel|Correo|Primary Email|Secondary Email|"
        "Primäre E-Mail-Adresse|Sekundäre E-Mail-Adresse|Première adresse électronique|"
        "Adresse électronique principale|Adresse électronique secondaire|"
        "Dirección de correo electrónico principal|Dirección de correo electrónico secundaria|"
        "Email principale|Email secondaria|E-mail primário|E-mail secundário|Work Email|"
        "Personal Email|Home Email|Business Email|Other Email|E-post|E-posta|"
        "Альтернативный адрес электронной почты|Почта"
    ),
    "phone": (
        "Phone|Telephone|Tel|Mobile|Cell|Cell Phone|Phone Number|Mobile Number|Work Phone|"
        "Telefon|Handy|Téléphone|Teléfono|Telefono|Telefone|Telefoon|Tel. dienstlich|Tel. privat|"
        "Mobil-Tel.-Nr.|Tél. professionnel|Tél. personnel|Teléfono (Trabajo)|Telefono lavoro|"
        "Numero cellulare|Fone de trabalho|Номер сотового телефона|Телефон|Puhelin"
    ),
    "linkedin": "LinkedIn|LinkedIn URL|LinkedIn Profile|Profile URL|Profile",
    "url": "URL|Website|Web|Homepage|Site Web|Sito web|Sitio web|Site",
    "organization": (
        "Organization|Organisation|Employer|Company Name|Unternehmen|Entreprise|Organizzazione|"
        "Organização|Organisatie|Arbeitgeber|Employeur"
    ),
    "title": "Role|Job|Occupation|Beruf|Rolle|Work Title|Titolo di lavoro|Ruolo",
    "city": (
        "City|Town|Location|Based in|Stadt|Wohnort|Ort|Ville|Ciudad|Città|Cidade|Stad|Miasto|Город"
    ),
    "birthday": (
        "Date of Birth|Birthdate|Birth Date|DOB|Born|Geburtsdatum|Date de naissance|"
        "Fecha de nacimiento|Data di nascita|Data de nascimento|Geboortedatum|Дата рождения"
    ),
    "birth_year": (
        "Birth Year|Geburtsjahr|Année de naissance|Año de nacimiento|Anno di nascita|"
        "Ano de nascimento|Geboortejaar|Год рождения"
    ),
    "birth_month": (
        "Birth Month|Geburtsmonat|Mois de naissance|Mois|Mes de nacimiento|Mese di nascita|"
        "Mês de nascimento|Geboortemaand|Месяц рождения"
    ),
    "birth_day": (
        "Day of Birth|Jour de naissance|Jour|Día de nacimiento|Giorno di nascita|Dia de nascimento|"
        "Geboortedag"
    ),
    "circle": "Circle|Circles|Tags|Tag|Group|Groups|Labels|Category",
    "note": "Comment|Comments|Remarks|Bemerkung|Bemerkungen|Notiz|Remarques|Informações",
    "related": "Related|Spouse Name|Knows",
    "uid": "ID|UID|UUID|Contact ID",
    "died": (
        "Died|Died On|Deceased|Is Dead|Date of Death|Death Date|Deathdate|Gestorben|Verstorben|"
        "Sterbedatum|Todestag|Décédé|Décédé le|Date de décès|Fallecido|Fecha de fallecimiento|"
        "Deceduto|Data di morte|Falecido|Data de falecimento|Overleden|Overlijdensdatum"
    ),
    "last_contact": "Last Contact|Last Contacted|Last Spoke|Last Met|Letzter Kontakt",
}
#: Mr or Mrs, or the job where no other column says it.
_TITLES = "Title|Titel|Titre|Título|Titolo|Tytuł|Titul|Tittel|Unvan"
#: The surname in Portugal, the nickname in Brazil.
_SURNAME_OR_NICKNAME = "Apelido"
#: In an address book, what bears these words and none of the others is an address or a number.
_ADDRESS_WORDS = re.compile(
    "email|courriel|correo|messagerie|postaelettronica|epost|sahkoposti|почт|пошт|メール|邮件|郵件|"
    "ηλεκτρονικ"
)
_NUMBER_WORDS = re.compile(
    "phone|telefon|telefoon|puhelin|mobil|movil|cellular|celular|telemovel|fone|телефон|電話|电话|"
    "手机|τηλεφων"
)
_NEITHER = re.compile(
    "type|typ$|art$|label|display|anzeige|affich|visualiz|weergave|nombre|name|fax|telecop|pager|"
    "assist|telex|isdn|radio|callback|ruckruf|rappel|факс|傳真|传真|表示|类型|種類"
)


def column_key(heading: str) -> str:
    """Return a column's name as it is compared.

    >>> column_key("E-Mail 2: Adresse"), column_key("Prénom")
    ('email2adresse', 'prenom')
    """
    return _SIGNS.sub("", fold(squash(heading))) or squash(heading)


def _keys(names: str) -> list[str]:
    return [column_key(name) for name in names.split("|")]


OUTLOOK: dict[str, Field] = {
    key: field for field, names in _OUTLOOK_NAMES.items() for key in _keys(names)
}
TABLE: dict[str, Field] = OUTLOOK | {
    key: field for field, names in _OTHER_NAMES.items() for key in _keys(names)
}
_TITLE_KEYS = frozenset(_keys(_TITLES))
_DOUBTFUL = _TITLE_KEYS | set(_keys(_SURNAME_OR_NICKNAME))


def columns_by_name(header: Iterable[str], names: Mapping[str, Field] = TABLE) -> dict[int, Field]:
    """Map the columns of a header to fields by their names; leave out unknown names."""
    keys = [column_key(heading) for heading in header]
    columns: dict[int, Field] = {}
    for position, key in enumerate(keys):
        field = names.get(key) or names.get(_DIGITS.sub("", key))
        if field:
            columns[position] = field
    fields = set(columns.values())
    if fields >= {"first_name", "last_name"}:
        columns |= _contact_columns(keys, columns)
    for position, key in enumerate(keys):
        if key in _DOUBTFUL and (doubtful := _doubtful_field(key, fields)):
            columns[position] = doubtful
    return dict(sorted(columns.items()))


def _contact_columns(keys: list[str], named_columns: Mapping[int, Field]) -> dict[int, Field]:
    """Return the columns of an address book whose names say address or number in other words."""
    columns: dict[int, Field] = {}
    for position, key in enumerate(keys):
        if position in named_columns or _NEITHER.search(key):
            continue
        if _ADDRESS_WORDS.search(key):
            columns[position] = "email"
        elif _NUMBER_WORDS.search(key):
            columns[position] = "phone"
    return columns


def _doubtful_field(key: str, fields: set[Field]) -> Field | None:
    """Return the field of a column whose name has two meanings, by the other columns' fields."""
    if key in _TITLE_KEYS:
        return None if "title" in fields else "title"
    return "nickname" if "last_name" in fields else "last_name"
