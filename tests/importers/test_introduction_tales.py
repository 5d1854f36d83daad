"""Which sentences tell of an introduction, who made it, and of whom, in five languages.

Eighty-four sentences written by hand: half tell of an introduction that was made, half speak of one
without telling of any. At first sight of the first sixty precision was 0.964 and recall 0.900.
"""

from __future__ import annotations

from netkit.importers.introduction_tales import tale_in

#: A sentence, then the one who introduced, and the two.
TELLS: tuple[tuple[str, str, str, str], ...] = (
    ("It was lovely, Greta introduced me to Paul Novak at the fair.",
     "Greta", "writer", "Paul Novak"),
    ("Greta Holm put me in touch with Paul last week.", "Greta Holm", "writer", "Paul"),
    ("I met Paul Novak through Greta.", "Greta", "writer", "Paul Novak"),
    ("You introduced me to Paul Novak two years ago, and now we share an office.",
     "reader", "writer", "Paul Novak"),
    ("Thank you again for connecting me with Paul Novak!", "reader", "writer", "Paul Novak"),
    ("Greta introduced us at the harbour, remember.", "Greta", "writer", "reader"),
    ("By the way, I introduced Paul to Mette yesterday.", "writer", "Paul", "Mette"),
    ("I've just put Paul in touch with Mette.", "writer", "Paul", "Mette"),
    ("Hi Lena, I'm connecting you with Paul Novak, who knows the port.",
     "writer", "reader", "Paul Novak"),
    ("Thanks so much, Greta, for introducing us!", "Greta", "others", "others"),
    ("Thank you for the kind introduction, Greta!", "Greta", "others", "others"),
    ("I was introduced to Paul by Greta Holm.", "Greta Holm", "writer", "Paul"),
    ("Greta hat mich gestern mit Paul Novak bekannt gemacht.", "Greta", "writer", "Paul Novak"),
    ("Greta Holm hat uns damals vorgestellt.", "Greta Holm", "writer", "reader"),
    ("Schön, dass du mich Paul Novak vorgestellt hast.", "reader", "writer", "Paul Novak"),
    ("Danke dir für den Kontakt zu Paul Novak.", "reader", "writer", "Paul Novak"),
    ("Ich habe Paul und Mette miteinander vernetzt.", "writer", "Paul", "Mette"),
    ("Danke, Greta, für die Vermittlung.", "Greta", "others", "others"),
    ("Greta m'a présenté à Paul Novak le mois dernier.", "Greta", "writer", "Paul Novak"),
    ("Tu m'as mise en relation avec Paul, et le projet avance.", "reader", "writer", "Paul"),
    ("J'ai mis Paul en contact avec Mette.", "writer", "Paul", "Mette"),
    ("Merci Greta pour la mise en relation !", "Greta", "others", "others"),
    ("Greta nous a présentés à Lyon.", "Greta", "writer", "reader"),
    ("Greta me presentó a Paul Novak en la feria.", "Greta", "writer", "Paul Novak"),
    ("Gracias por haberme presentado a Paul Novak.", "reader", "writer", "Paul Novak"),
    ("Ayer puse en contacto a Paul con Mette.", "writer", "Paul", "Mette"),
    ("Gracias, Greta, por ponernos en contacto.", "Greta", "others", "others"),
    ("A Greta apresentou-me ao Paul Novak.", "Greta", "writer", "Paul Novak"),
    ("Você me apresentou à Mette no ano passado.", "reader", "writer", "Mette"),
    ("Ontem apresentei o Paul à Mette.", "writer", "Paul", "Mette"),
    # twelve more, written after the first sixty had been mended for
    ("So glad you put me in touch with Dina Cohen, she is brilliant.",
     "reader", "writer", "Dina Cohen"),
    ("Oskar Lund kindly introduced me to Dina Cohen of the city council.",
     "Oskar Lund", "writer", "Dina Cohen"),
    ("Cheers Oskar for the intro!", "Oskar", "others", "others"),
    ("I have finally introduced Dina to Oskar.", "writer", "Dina", "Oskar"),
    ("Oskar hat mir letzte Woche Dina Cohen vorgestellt.", "Oskar", "writer", "Dina Cohen"),
    ("Ich habe dich mit Dina vernetzt, sie meldet sich.", "writer", "reader", "Dina"),
    ("Vous m'avez présentée à Dina Cohen en mars.", "reader", "writer", "Dina Cohen"),
    ("Je t'ai mis en contact avec Dina hier.", "writer", "reader", "Dina"),
    ("Oskar nos puso en contacto el año pasado.", "Oskar", "writer", "reader"),
    ("Me presentaste a Dina Cohen en Sevilla.", "reader", "writer", "Dina Cohen"),
    ("Obrigada, Oskar, por nos apresentar!", "Oskar", "others", "others"),
    ("O Oskar nos apresentou em Recife.", "Oskar", "writer", "reader"),
)  # fmt: skip
TELLS_NOTHING = (
    "Could you introduce me to Paul Novak?",
    "I would love an introduction to Paul Novak.",
    "Greta never introduced me to Paul.",
    "Maybe Greta can put me in touch with Paul.",
    "The minister introduced a new law on harbours.",
    "She introduced herself as Greta's sister.",
    "If Greta introduced us, I have forgotten it.",
    "I will introduce you to Paul one day.",
    "I met Paul at the station.",
    "Keep in touch, Greta!",
    "Please connect me with Paul when you have time.",
    "We introduced a new menu on Monday.",
    "I didn't put Paul in touch with Mette.",
    "I'd like to introduce you to Paul one of these days.",
    "Kannst du mich mit Paul bekannt machen?",
    "Greta hat mich leider nicht vorgestellt.",
    "Ich habe den neuen Plan vorgestellt.",
    "Wenn Greta uns vorgestellt hätte, wüsste ich es.",
    "Danke für die Einladung, Greta.",
    "Greta hat sich kurz vorgestellt.",
    "Pourrais-tu me présenter à Paul ?",
    "J'ai présenté mes excuses à Mette.",
    "Greta ne m'a pas présenté à Paul.",
    "Merci Greta pour la présentation des chiffres.",
    "¿Me puedes presentar a Paul?",
    "Presenté el informe a Mette.",
    "Greta no me presentó a nadie.",
    "Gracias, Greta, por la cena.",
    "Pode me apresentar ao Paul?",
    "A Greta apresentou o relatório à Mette.",
    # twelve more, written after the first sixty had been mended for
    "Oskar introduced the speakers one by one.",
    "We should introduce Dina to the board.",
    "Thanks Oskar for the intro slides.",
    "I know Lisbon through my work.",
    "Oskar wollte mich Dina vorstellen, aber es wurde spät.",
    "Danke Oskar für die Vorstellung der Zahlen.",
    "Ich stelle mir das schön vor.",
    "Oskar va me présenter à Dina.",
    "Je vous présente mes meilleurs vœux.",
    "Voy a presentarme a las elecciones.",
    "Oskar quiere presentarme a Dina.",
    "Vou apresentar a Dina ao Oskar amanhã.",
)


def test_precision_and_recall_over_the_sentences() -> None:
    """Run with ``-s`` to see the figures."""
    right = [row for row in TELLS if (tale := tale_in(row[0])) is not None
             and (tale.broker, tale.a, tale.b) == row[1:]]  # fmt: skip
    told = [row[0] for row in TELLS if tale_in(row[0]) is not None]
    false = [text for text in TELLS_NOTHING if tale_in(text) is not None]
    precision, recall = len(right) / (len(told) + len(false)), len(right) / len(TELLS)
    print(f"told introductions: precision {precision:.3f}, recall {recall:.3f}")
    assert (len(TELLS), len(TELLS_NOTHING)) == (42, 42)
    assert precision >= 0.98, (false, set(told) - {row[0] for row in right})
    assert recall >= 0.95, {row[0] for row in TELLS} - {row[0] for row in right}
