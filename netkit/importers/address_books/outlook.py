"""Outlook's contacts as CSV, with its localized headers; LinkedIn's own export until 2018."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.importers.address_books.cards import book_items
from netkit.importers.tables.address_rows import (
    Columns,
    Field,
    has_header,
    open_sheet,
    sheet_entries,
)
from netkit.importers.tables.delimited import Table, squash

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importers.port import Item, Options

__all__ = ["IMPORTER"]

#: What Outlook calls each field: English, German, French, Spanish, Italian, Dutch, Portuguese.
_NAMES: dict[Field, str] = {
    "first_name": "First Name|Given Name|Vorname|Prénom|Nombre|Nome|Voornaam",
    "middle_name": "Middle Name|Weitere Vornamen|Deuxième prénom|Segundo nombre|Secondo nome",
    "last_name": "Last Name|Surname|Nachname|Nom|Apellidos|Apellido|Cognome|Achternaam|Sobrenome",
    "organization": "Company|Firma|Société|Organización|Società|Bedrijf|Empresa",
    "title": "Job Title|Position|Titre|Puesto|Posizione|Functie|Cargo",
    "email": (
        "E-mail Address|E-mail 2 Address|E-mail 3 Address|E-Mail-Adresse|E-Mail 2: Adresse|"
        "E-Mail 3: Adresse|Adresse de messagerie|Adresse de messagerie 2|Adresse e-mail|"
        "Dirección de correo electrónico|Dirección de correo electrónico 2|"
        "Indirizzo posta elettronica|E-mailadres|Endereço de email|Endereço de e-mail"
    ),
    "phone": (
        "Mobile Phone|Business Phone|Business Phone 2|Home Phone|Primary Phone|Mobiltelefon|"
        "Telefon geschäftlich|Telefon (privat)|Telefon privat|Tél. mobile|Téléphone (bureau)|"
        "Téléphone (domicile)|Teléfono móvil|Teléfono del trabajo|Cellulare|Mobiele telefoon|"
        "Telemóvel"
    ),
    "birthday": "Birthday|Geburtstag|Anniversaire|Cumpleaños|Compleanno|Verjaardag|Aniversário",
    "circle": "Categories|Kategorien|Catégories|Categorías|Categorie|Categorias",
    "note": "Notes|Notizen|Notas|Notities",
    "url": "Web Page|Webseite|Page Web|Página Web|Pagina Web|Webpagina",
    "nickname": "Nickname|Spitzname|Surnom|Apodo|Soprannome|Bijnaam",
    "city": "Business City|Home City|Ort geschäftlich|Ville (bureau)|Ciudad del trabajo",
    "related": "Spouse|Partner|Conjoint(e)|Cónyuge|Coniuge",
}
ALIASES: dict[str, Field] = {
    squash(name): field for field, names in _NAMES.items() for name in names.split("|")
}
_ADDRESSES = ("email", "phone")
_HEADERS = tuple(
    frozenset({first, last, address})
    for first in (squash(name) for name in _NAMES["first_name"].split("|"))
    for last in (squash(name) for name in _NAMES["last_name"].split("|"))
    for address in (key for key, field in ALIASES.items() if field in _ADDRESSES)
)


def columns_of(table: Table) -> Columns:
    """Return what each column of an Outlook export is."""
    known = ((at, ALIASES.get(squash(heading))) for at, heading in enumerate(table.header))
    return {position: field for position, field in known if field}


class OutlookImporter:
    """Outlook's "comma separated values"."""

    name = "outlook"
    summary = "Outlook contacts, exported as CSV (English, German, French, Spanish and more)"

    def detects(self, path: Path) -> bool:
        """Say whether a file has the header of an Outlook export."""
        return has_header(path, _HEADERS)

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people; English dates have the month first, ``0/0/00`` is none."""
        with open_sheet(path, _HEADERS, "no header of an Outlook export") as table:
            english = "firstname" in table.columns
            yield from book_items(
                sheet_entries(table, columns_of(table), path.name, months_first=english),
                "outlook",
                options,
            )


IMPORTER = OutlookImporter()
