"""Tables by their headers: many languages, dates by column, rows in another encoding, --map."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers import detect
from netkit.importers.date_order import month_first, read_day
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importers.tables.people_table import parse_map
from netkit.model.events import Interaction
from netkit.model.people import Claim

if TYPE_CHECKING:
    from pathlib import Path

ME = Options(owner="kit@work.example", now=datetime(2026, 11, 30, tzinfo=UTC))


def read(tmp_path: Path, text: str | bytes, options: Options = ME, *, form: str = "") -> list[Item]:
    path = tmp_path / "people.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    importer = detect(path, options.mapping)
    assert not form or importer.name == form
    return list(importer.read(path, options))


def people(items: list[Item]) -> list[Sighting]:
    return [item for item in items if isinstance(item, Sighting) and not item.owner]


def claims(items: list[Item]) -> set[tuple[str, str]]:
    return {(item.field, item.value) for item in items if isinstance(item, Claim)}


def reasons(items: list[Item]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Problem)]


MOBILE, OFFICE = "+491701234567", "+493012345678"
#: salutation, given, middle, family, company, job, office, mobile, first and second address
OUTLOOK = {
    "en": "Title,First Name,Middle Name,Last Name,Company,Job Title,Business Phone,Mobile Phone,"
    "E-mail Address,E-mail 2 Address",
    "de": "Anrede,Vorname,Weitere Vornamen,Nachname,Firma,Position,Telefon geschäftlich,"
    "Mobiltelefon,E-Mail-Adresse,E-Mail 2: Adresse",
    "fr": "Titre,Prénom,Deuxième prénom,Nom,Société,Profession,Téléphone (bureau),Tél. mobile,"
    "Adresse de messagerie,Adresse de messagerie 2",
    "es": "Título,Nombre,Segundo nombre,Apellidos,Organización,Puesto,Teléfono del trabajo,"
    "Teléfono móvil,Dirección de correo electrónico,Dirección del correo electrónico 2",
    "it": "Titolo,Nome,Secondo nome,Cognome,Società,Qualifica,Telefono ufficio,Cellulare,"
    "Indirizzo posta elettronica,Indirizzo posta elettronica 2",
    "nl": "Titel,Voornaam,Middelste naam,Achternaam,Bedrijf,Functie,Telefoon op werk,"
    "Mobiele telefoon,E-mailadres,E-mailadres 2",
    "pt": "Título,Nome,Segundo nome,Apelido,Empresa,Cargo,Telefone (emprego),Telemóvel,"
    "Endereço de correio eletrónico,Endereço de correio eletrónico 2",
    "br": "Título,Primeiro nome,Nome do meio,Último nome,Empresa,Cargo,Telefone comercial,Celular,"
    "Endereço de e-mail,Endereço de e-mail 2",
    "sv": "Titel,Förnamn,Mellannamn,Efternamn,Företag,Befattning,\"Telefon, arbete\",Mobiltelefon,"
    "E-postadress,E-postadress 2",
    "pl": "Tytuł,Imię,Drugie imię,Nazwisko,Firma,Stanowisko,Telefon służbowy,Telefon komórkowy,"
    "Adres e-mail,Adres e-mail 2",
    "ru": "Обращение,Имя,Отчество,Фамилия,Организация,Должность,Рабочий телефон,"
    "Телефон переносной,Адрес эл. почты,Адрес 2 эл. почты",
    "tr": "Unvan,Ad,İkinci Ad,Soyadı,Şirket,İş Unvanı,İş Telefonu,Cep Telefonu,E-posta Adresi,"
    "E-posta 2 Adresi",
}  # fmt: skip


@pytest.mark.parametrize("language", OUTLOOK)
@pytest.mark.parametrize("sign", [",", ";"])
def test_outlook_is_read_in_the_language_of_its_user(
    tmp_path: Path, language: str, sign: str
) -> None:
    header = OUTLOOK[language].replace('"Telefon, arbete"', "Telefon arbete").replace(",", sign)
    row = sign.join(
        ["Mme", "Eva", "", "Sand", "Brick AG", "Director", OFFICE, MOBILE, "eva@sand.example",
         "eva2@sand.example"]
    )  # fmt: skip
    items = read(tmp_path, f"{header}\n{row}\n", form="outlook")
    (eva,) = people(items)
    assert (eva.name, eva.organization, eva.title) == ("Eva Sand", "Brick AG", "Director")
    keys = {handle.key for handle in eva.handles}
    assert keys >= {"email:eva@sand.example", "email:eva2@sand.example", f"phone:{MOBILE}"}
    assert f"phone:{OFFICE}" in keys
    assert claims(items) == set()


def test_a_surname_is_in_front_where_names_are_written_so(tmp_path: Path) -> None:
    items = read(tmp_path, "名,姓,会社,電子メール アドレス\n美咲,山本,れんが,m@sand.example\n")
    assert [one.name for one in people(items)] == ["山本美咲"]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Name;Vorname;E-Mail", "Sand;Eva;eva@sand.example"),
        ("Naam;Voornaam;E-mail", "Sand;Eva;eva@sand.example"),
        ("Name;Vorname;E-Mail", "Eva Sand;Eva;eva@sand.example"),
        ("Name;Vorname;E-Mail", "Sand, Eva;Eva;eva@sand.example"),
        ("Nom;Prénom;Courriel", "Sand;Eva;eva@sand.example"),
        ("Display Name;First Name;Last Name;Email", "eva@sand.example;Eva;Sand;eva@sand.example"),
    ],
)
def test_a_name_in_two_columns_is_one_name(tmp_path: Path, header: str, row: str) -> None:
    assert [one.name for one in people(read(tmp_path, f"{header}\n{row}\n"))] == ["Eva Sand"]


def test_an_address_in_place_of_a_name_is_a_key(tmp_path: Path) -> None:
    (eva,) = people(read(tmp_path, "Name,City\neva@sand.example,Bremen\n"))
    assert (eva.name, eva.handles[0].key) == ("", "email:eva@sand.example")
    (eva,) = people(read(tmp_path, "Name,City\nEva Sand <eva@sand.example>,Bremen\n"))
    assert (eva.name, eva.handles[0].key) == ("Eva Sand", "email:eva@sand.example")


def test_an_address_book_says_address_and_number_in_many_words(tmp_path: Path) -> None:
    header = "Fornavn,Efternavn,Privat e-mail,E-mail type,Telefon (arbejde),Fax (arbejde)\n"
    items = read(tmp_path, header + f"Eva,Sand,eva@sand.example,SMTP,{OFFICE},+493099999999\n")
    (eva,) = people(items)
    assert {one.key for one in eva.handles} == {"email:eva@sand.example", f"phone:{OFFICE}"}
    assert reasons(items) == []


def test_a_google_table_keeps_columns_that_somebody_added(tmp_path: Path) -> None:
    header = "Given Name,Family Name,E-mail 1 - Value,LinkedIn,Last contact\n"
    items = read(
        tmp_path,
        header + "Eva,Sand,eva@sand.example,eva-sand-1,2026-02-03\n",
        form="google-contacts",
    )
    assert "linkedin:eva-sand-1" in {one.key for one in people(items)[0].handles}
    assert len([item for item in items if isinstance(item, Interaction)]) == 1


def test_a_salutation_is_no_job_and_a_job_called_title_is_one(tmp_path: Path) -> None:
    header = "Title,First Name,Last Name,E-mail Address\n"
    rows = "Dr.,Eva,Sand,eva@sand.example\nPilot,Jan,Fels,jan@fels.example\n"
    assert [one.title for one in people(read(tmp_path, header + rows))] == ["", "Pilot"]


def test_apelido_is_a_nickname_beside_a_surname(tmp_path: Path) -> None:
    header = "Primeiro nome,Sobrenome,Apelido,Endereço de e-mail\n"
    items = read(tmp_path, header + "Eva,Sand,Vivi,eva@sand.example\n")
    assert [one.name for one in people(items)] == ["Eva Sand"]
    assert claims(items) == {("nickname", "Vivi")}


def test_a_table_with_more_than_outlook_has_keeps_its_columns(tmp_path: Path) -> None:
    header = "First Name,Last Name,E-mail Address,LinkedIn,Tags,Last Contacted,Town\n"
    row = "Eva,Sand,eva@sand.example,eva-sand-1,rowing; chess,2026-02-03,Bremen\n"
    items = read(tmp_path, header + row, form="table")
    assert "linkedin:eva-sand-1" in {handle.key for handle in people(items)[0].handles}
    assert claims(items) == {("circle", "rowing"), ("circle", "chess"), ("city", "Bremen")}
    assert [f"{item.at:%F}" for item in items if isinstance(item, Interaction)] == ["2026-02-03"]


@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Fax Number,"
        "Mobile Number,Organization,Birth Year,Birth Month,Birth Day,Notes",
        "Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,"
        "Tel. dienstlich,Fax-Nummer,Mobil-Tel.-Nr.,Organisation,Geburtsjahr,Geburtsmonat,"
        "Geburtstag,Notizen",
        "Prénom,Nom de famille,Nom à afficher,Première adresse électronique,"
        "Adresse électronique secondaire,Tél. professionnel,Fax,Portable,Société,"
        "Année de naissance,Mois,Jour,Notes",
    ],
)
def test_thunderbirds_table_is_read_with_all_addresses_and_the_birthday(
    tmp_path: Path, header: str
) -> None:
    row = f"Eva,Sand,Eva Sand,eva@sand.example,e@sand.example,{OFFICE},+493099999999,{MOBILE},"
    items = read(tmp_path, f"{header}\n{row}Brick AG,1980,4,3,hello\n")
    (eva,) = people(items)
    assert eva.name == "Eva Sand"
    assert {handle.key for handle in eva.handles} == {
        "email:eva@sand.example", "email:e@sand.example", f"phone:{MOBILE}", f"phone:{OFFICE}"
    }  # fmt: skip
    assert claims(items) == {("birthday", "1980-04-03")}
    assert reasons(items) == []


def test_a_row_with_only_a_firm_is_a_firm(tmp_path: Path) -> None:
    header = "First Name,Last Name,Company,E-mail Address,Business Phone\n"
    rows = f",,Brick AG,info@brick.example,{OFFICE}\n,,Clay AG,eva@clay.example,\n"
    items = read(tmp_path, header + rows)
    assert [one.organization for one in people(items)] == ["Clay AG"]
    assert reasons(items) == ["a company's card, not a person's"]


# --- --map ---------------------------------------------------------------------------------------


def test_a_mapping_wins_over_a_format_that_was_recognized(tmp_path: Path) -> None:
    text = "Given Name,Family Name,E-mail 1 - Value,Notes\nEva,Sand,eva@sand.example,Vivi\n"
    assert claims(read(tmp_path, text, form="google-contacts")) == set()
    mapping = parse_map(["notes=nickname", "E-mail 1 - Value=email"])
    items = read(tmp_path, text, Options(mapping=mapping), form="table")
    assert claims(items) == {("nickname", "Vivi")}
    assert [one.name for one in people(items)] == ["Eva Sand"]


def test_a_mapping_of_other_columns_leaves_a_format_as_it_is(tmp_path: Path) -> None:
    text = "Given Name,Family Name,E-mail 1 - Value\nEva,Sand,eva@sand.example\n"
    items = read(tmp_path, text, Options(mapping={"Wer": "name"}), form="google-contacts")
    assert items == read(tmp_path, text, Options(), form="google-contacts")
    assert [one.name for one in people(items)] == ["Eva Sand"]


# --- dates ---------------------------------------------------------------------------------------


def test_each_column_of_dates_has_its_own_order(tmp_path: Path) -> None:
    text = (
        "Name,Birthday,Last contact\nEva Sand,3/4/1980,3/4/2026\n"
        "Jan Fels,25/12/1981,12/25/2025\n"
    )  # fmt: skip
    items = read(tmp_path, text)
    assert claims(items) == {("birthday", "1980-04-03"), ("birthday", "1981-12-25")}
    days = [f"{item.at:%F}" for item in items if isinstance(item, Interaction)]
    assert days == ["2026-03-04", "2025-12-25"]


def test_one_column_does_not_settle_the_order_of_another(tmp_path: Path) -> None:
    text = "Name,Birthday,Last contact\nEva Sand,3/4/1980,12/25/2025\n"
    items = read(tmp_path, text)
    assert claims(items) == set()
    assert reasons(items) == ["birthday: a date that cannot be read, or has two readings"]


def test_a_column_of_both_orders_settles_neither() -> None:
    assert month_first(["25/12/2025", "12/25/2025", "3/4/2025"]) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025/3/4", "2025-03-04"),
        ("2025.03.04.", "2025-03-04"),
        ("2025. 3. 4.", "2025-03-04"),
        ("2025-03-04T10:00:00Z", "2025-03-04"),
        ("2025-3-4 10:00", "2025-03-04"),
        ("4 March 2025", "2025-03-04"),
        ("March 4, 2025", "2025-03-04"),
        ("Mar 4 2025", "2025-03-04"),
        ("04-Mar-25", "2025-03-04"),
        ("4. März 2025", "2025-03-04"),
        ("4 mars 2025", "2025-03-04"),
        ("1er mars 2025", "2025-03-01"),
        ("4 de marzo de 2025", "2025-03-04"),
        ("4 marzo 2025", "2025-03-04"),
        ("4 de março de 2025", "2025-03-04"),
        ("4 maart 2025", "2025-03-04"),
        ("4 March", "--03-04"),
        ("4 Ma 2025", "None"),
        ("31 February 2025", "None"),
        ("4 Smarch 2025", "None"),
    ],
)
def test_a_day_is_read_in_the_forms_that_tables_hold(text: str, day: str) -> None:
    assert str(read_day(text, None)) == day


# --- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("few", ["utf-8", "cp1252"])
def test_a_row_in_another_encoding_than_its_file_is_read(
    tmp_path: Path, mark: bytes, few: str
) -> None:
    many = "cp1252" if few == "utf-8" else "utf-8"
    names = ["René Grün", "Zoë Früh", "Åsa Ärla", "Jörg Müßig", "Nuño Çelik"]
    rows = [f"{name},x{n}@sand.example\n" for n, name in enumerate(names)]
    data = [row.encode(few if n == 2 else many) for n, row in enumerate(rows)]
    items = read(tmp_path, mark + b"Name,Email\n" + b"".join(data))
    assert [one.name for one in people(items)] == names


def test_a_file_cut_off_within_a_character_is_not_guessed_at(tmp_path: Path) -> None:
    data = "Name,Email\nZoë Früh,z@sand.example\nJan Grü".encode()[:-1]
    assert [one.name for one in people(read(tmp_path, data))] == ["Zoë Früh", "Jan Gr\ufffd"]


@pytest.mark.parametrize(
    ("column", "cell", "died"),
    [
        ("Died", "2024-05-01", {("died", "2024-05-01")}),
        ("Sterbedatum", "1.5.2024", {("died", "2024-05-01")}),
        ("Date of Death", "1998", {("died", "1998")}),
        ("Deceased", "yes", {("died", "yes")}),
        ("Deceased", "no", set()),
        ("Verstorben", "", set()),
    ],
)
def test_a_column_of_deaths_says_who_died(
    tmp_path: Path, column: str, cell: str, died: set[tuple[str, str]]
) -> None:
    items = read(tmp_path, f"Name,Email,{column}\nGreta Alt,greta@alt.example,{cell}\n")
    assert ([p.name for p in people(items)], claims(items)) == (["Greta Alt"], died)
    assert not reasons(items)
