"""Names of people as address books really hold them, and the addresses made of them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from netkit.model.names import fold

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

__all__ = [
    "HOMONYMS",
    "HOSTILE_NAME",
    "ODD_NAMES",
    "email_for",
    "fresh_names",
    "quoted",
    "slug_for",
]

# Each line: the share of a region in the network, its first names, its last names.
REGIONS: tuple[tuple[int, str, str], ...] = (
    (
        18,
        "Anna Lukas Jana Felix Katrin Moritz Heike Jonas Ulrike Stefan Miriam Tobias Greta Henrik "
        "Antje Dirk Frauke Jens Silke Bastian Theresa Konrad Wiebke Till",
        "Schneider Weber Hoffmann Krüger Vogel Brandt Böhm Jäger Lorenz Seidel Winkler Strauß Kühn "
        "Arnold Busch Engel Friedrich Graf Haas Keller Ludwig Pohl Roth Schubert Thiel Zimmermann",
    ),
    (
        14,
        "Emma Oliver Grace James Hannah Samuel Ruth Thomas Claire Edward Alice Henry Nora Daniel "
        "Imogen Callum Fiona Graham Harriet Isaac Jocelyn Kenneth Laura Martin",
        "Walker Hughes Bennett Clarke Foster Morgan Reid Sutton Harper Lawson Whitaker Doyle Pryce "
        "Abbott Barlow Cooper Drummond Ellison Fletcher Goodwin Hartley Ingram Kerr Lambert Nash",
    ),
    (
        10,
        "Astrid Erik Linnea Magnus Sigrid Johan Freja Søren Maja Håkon Elin Gustav Tuva Anders "
        "Ingrid Olof Karin Nils Pernille Rasmus Solveig Torben Ylva Viggo",
        "Lindberg Nyström Öberg Dahl Kjær Sørensen Hagen Ekström Bergström Møller Sandvik Ödegård "
        "Aalto Borg Christensen Falk Grønlund Holm Isaksen Korhonen Lund Nygren Rosén Wikström",
    ),
    (
        10,
        "Camille Julien Élise Mathieu Zoé Hugo Margaux Benoît Léa Antoine Noémie Rémi Aurélie "
        "Baptiste Clémence Étienne Gaëlle Loïc Manon Olivier Pauline Sylvain",
        "Dubois Lefèvre Moreau Girard Rousseau Fontaine Mercier Besson Chevalier Gauthier Perrin "
        "Aubert Blanchard Carpentier Delacroix Faure Guérin Lambert Masson Noël Renaud Vasseur",
    ),
    (
        9,
        "Lucía Diego Carmen Álvaro Beatriz Javier Inés Pablo Sofía Gonzalo Elena Andrés Paula "
        "Adriana Carlos Esteban Gabriela Héctor Irene Joaquín Marisol Ramón",
        "Núñez Romero Ibáñez Castro Vidal Peña Ortiz Serrano Cabrera Muñoz Herrera Aguilar Rivas "
        "Bravo Campos Delgado Espinosa Fuentes Guzmán Lozano Molina Navarro Quintana Vargas",
    ),
    (
        8,
        "Joana Tiago Marta Rui Catarina Nuno Rita Bruno Leonor Miguel Teresa Duarte Filipa "
        "Afonso Carolina Gonçalo Isabel Luís Madalena Pedro Sara Vasco",
        "Almeida Ferreira Gonçalves Pinto Marques Sequeira Neves Araújo Simões Leitão Fonseca "
        "Barbosa Cardoso Dias Esteves Figueiredo Lopes Matos Nogueira Quintela Ramos Tavares",
    ),
    (
        6,
        "Chiara Matteo Francesca Luca Elisa Davide Martina Paolo Silvia Andrea Valentina Marco "
        "Alessia Bruno Caterina Emanuele Federica Lorenzo Niccolò Roberta",
        "Rossi Bianchi Conti Greco Marchetti Moretti Barbieri Lombardi Gallo Fontana Caruso "
        "Amato Bellini Esposito Farina Gentile Leone Mancini Orlando Pellegrini Sartori",
    ),
    (
        6,
        "Agnieszka Piotr Katarzyna Marek Ewa Jakub Zofia Michał Magdalena Paweł Tereza Ondřej "
        "Barbora Dariusz Grażyna Jiří Lenka Maciej Radek Wojciech",
        "Nowak Kowalczyk Zieliński Wójcik Dąbrowska Lewandowski Novák Dvořák Svoboda Horáček "
        "Czarnecki Duda Fiala Górski Jankowski Kučera Mazur Pospíšil Sikora Veselý",
    ),
    (
        6,
        "Aisha Omar Leila Karim Yasmin Tariq Samira Hassan Noor Rania Khalid Mariam "
        "Bilal Dina Faisal Huda Ibrahim Jamila Mona Ziad",
        "Mansour Al-Farsi Benali Khoury Rahman Saleh Aziz El-Sayed Nasser Chaoui "
        "Bakri Darwish Fakhoury Ghanem Hamdan Jaber Kassem Mahfouz Qasim Zaydan",
    ),
    (
        6,
        "Ananya Arjun Kavya Rohan Meera Vikram Divya Rahul Nisha Sanjay Lakshmi Aditya "
        "Deepa Gaurav Harsha Ishaan Kiran Manoj Pooja Suresh",
        "Sharma Iyer Patel Menon Gupta Reddy Banerjee Kulkarni Nair Chatterjee Joshi Desai "
        "Agarwal Bhat Choudhury Ghosh Hegde Kapoor Malhotra Pillai Rao Sinha",
    ),
    (
        5,
        "Adaeze Kwame Zainab Chidi Amara Kofi Ngozi Tunde Thandiwe Sipho Wanjiru Otieno "
        "Abena Babajide Efua Folake Jabari Makena Nia Yaw",
        "Okonkwo Mensah Abubakar Eze Asante Nwosu Boateng Dlamini Mwangi Kamau Balogun "
        "Achebe Chukwu Danjuma Ibekwe Khumalo Lawal Njoroge Owusu Sithole Wambui",
    ),
    (
        4,
        "Yuki Haruto Aiko Kenji Jun Min-jun Seo-yeon Ji-woo Xiaoming Lihua Jing Minh Linh Anh "
        "Akira Emi Hyun-woo Keiko Meilin Naoki Quang Ruolan",
        "Nakamura Yamamoto Kobayashi Park Choi Jung Chen Huang Zhao Liu Trần Phạm Hoàng "
        "Fujita Han Ishikawa Kang Lim Mori Ogawa Seo Tang Vũ Yoon",
    ),
)
# fmt: off
# Written in their own letters: first name, last name.
NATIVE_NAMES: tuple[tuple[str, str], ...] = (
    ("伟", "王"),
    ("娜", "李"),
    ("さくら", "田中"),
    ("健太", "佐藤"),
    ("민준", "김"),
    ("서연", "이"),
    ("Мария", "Иванова"),
    ("Олег", "Кравченко"),
    ("Ελένη", "Παπαδοπούλου"),
    ("محمد", "العلي"),
    ("דנה", "לוי"),
    ("ณัฐ", "สุขใจ"),
    ("秀英", "张"),
    ("अनिल", "वर्मा"),
)
# Names that break naive readers; each is one person of every network.
ODD_NAMES: tuple[tuple[str, str], ...] = (
    ("Jane", "Doe, Ph.D."),
    ("Robert", "Ng, CFA, MBA"),
    ("Suharto", ""),
    ("Priya", "S."),
    ("Lucía ✨", "Fernández"),
    ("MARK", "JOHANSSON"),
    ("Kim", "NA"),
    ("Somchai", "None"),
    ("Ana", "Null"),
    ("Lee", "N/A"),
    ("  Olga ", " Petrova "),
    ("🚀 Dave", "Builder"),
    ("Hans-Jürgen", "von der Heide, PMP®"),
    ("María José", "García-Márquez"),
    ("D'Angelo", "O'Neill-Smith"),
    ("X", ""),
    ('Søren "Sunny"', "Kierulff"),
    ("Nguyễn", "Thị Minh Khai"),
    ("True", "False"),
    ("Chris", "Nan"),
    ("anna-lena", "o. hartmann"),
)
# Two different people bear each of these.
HOMONYMS: tuple[tuple[str, str], ...] = (
    ("Wei", "Zhang"),
    ("Maria", "Silva"),
    ("David", "Kim"),
    ("John", "Smith"),
    ("Anna", "Müller"),
)
# fmt: on
HOSTILE_NAME = ("</script><img src=x onerror=alert(1)>", "Tables")

_TITLES = re.compile(r",.*$")


def fresh_names(rng: random.Random, taken: set[str]) -> Iterator[tuple[str, str]]:
    """Yield first and last names without end; none looks like a taken one or an earlier one."""
    weights = [share for share, _, _ in REGIONS]
    pools = [(firsts.split(), lasts.split()) for _, firsts, lasts in REGIONS]
    seen = set(taken)
    for first, last in NATIVE_NAMES:
        if fold(f"{first} {last}") not in seen:
            seen.add(fold(f"{first} {last}"))
            yield first, last
    while True:
        firsts, lasts = rng.choices(pools, weights)[0]
        first, last = _distinct(rng, rng.choice(firsts), lasts, seen)
        seen.add(fold(f"{first} {last}"))
        yield first, last


def _distinct(rng: random.Random, first: str, lasts: list[str], seen: set[str]) -> tuple[str, str]:
    """Add a middle initial, then a second surname and more initials, until nobody has the name."""
    last = rng.choice(lasts)
    name = (first, last)
    tries = 0
    while fold(" ".join(name)) in seen:
        initials = " ".join(f"{rng.choice('ABCDEFGHIKLMNOPRSTW')}." for _ in range(1 + tries // 8))
        other = rng.choice(lasts)
        second = f"{last}-{other}" if tries % 2 and other != last else last
        name = (f"{first} {initials}", second)
        tries += 1
    return name


def _ascii(name: str) -> str:
    """Lower-case Latin letters and dashes; empty for other scripts."""
    return re.sub(r"[^a-z]+", "-", fold(_TITLES.sub("", name))).strip("-")


def slug_for(name: str, number: int) -> str:
    """Make the public profile's slug: unique by the number, in its own letters if not Latin."""
    stem = _ascii(name)
    if not stem:
        letters = "".join(c if c.isalnum() else "-" for c in name.casefold())
        stem = unicodedata.normalize("NFC", letters).strip("-") or "member"
    return f"{stem}-{number * 2654435761 % 2**32:08x}"


def email_for(name: str, number: int) -> str:
    """Make a private address at a domain reserved for examples; unique by the number."""
    stem = _ascii(name).replace("-", ".") or "mail"
    domain = ("example.com", "example.org", "example.net", "mail.example")[number % 4]
    return f"{stem}.{number}@{domain}"


def quoted(slug: str) -> str:
    """Percent-encode a slug as LinkedIn's profile links do."""
    return quote(slug, safe="-")
