"""Which messages to two people make an introduction, in five languages.

Sixty sentences written by hand: thirty that plainly bring two people together, thirty that speak
of introductions, presentations and meetings without making one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.importers.introduction_words import introduces, thanked_for
from netkit.model.events import Introduction
from tests.importers.linkedin_case import ANA, BO, ME, MESSAGES_2023, PROFILE, tell

if TYPE_CHECKING:
    from pathlib import Path

MAKES = (
    "Nora, meet Piet. Piet, meet Nora. You both care about tidal power.",
    "I promised each of you an introduction, so here it is: Nora runs the lab, Piet the fund.",
    "It is high time the two of you got to know each other.",
    "Putting you both in touch as discussed over lunch.",
    "Nora - I'd like to introduce Piet, who built our first turbine.",
    "Connecting you two here, I'll let you take it from there.",
    "Hi both, quick intro below.",
    "You two really ought to talk about grid storage.",
    "Delighted to introduce you to one another at last.",
    "Bringing you two together because you both asked me about Lisbon.",
    "Liebe Nora, lieber Piet, ich möchte euch gern miteinander bekannt machen.",
    "Hiermit bringe ich euch beide zusammen, den Rest macht ihr.",
    "Nora, darf ich dir Piet vorstellen? Er baut Windräder.",
    "Ihr beide solltet euch unbedingt mal unterhalten.",
    "Ich stelle euch einander kurz vor: Nora forscht, Piet finanziert.",
    "Wie versprochen vernetze ich euch hier.",
    "Chers tous les deux, je me permets de vous mettre en relation.",
    "Nora, je te présente Piet, dont je t'ai parlé.",
    "Vous devriez vraiment vous rencontrer, vous travaillez sur le même sujet.",
    "Je vous mets en contact comme convenu.",
    "Permettez-moi de vous présenter l'un à l'autre.",
    "Hola a los dos, os pongo en contacto como prometí.",
    "Nora, te presento a Piet, el ingeniero del que te hablé.",
    "Quería presentaros porque trabajáis en lo mismo.",
    "Deberían conocerse, los dos buscan socios en Lima.",
    "Me alegra ponerlos en contacto.",
    "Nora, apresento-te o Piet, que trabalha com energia solar.",
    "Queria colocar vocês dois em contato, como combinado.",
    "Vocês deveriam se conhecer, têm muito em comum.",
    "É um prazer apresentar vocês um ao outro.",
)
MAKES_NONE = (
    "Thank you both for the introduction to the minister!",
    "Could either of you introduce me to somebody at the port?",
    "Let me introduce myself, I am the new head of sales.",
    "The introduction of the new tariff is delayed.",
    "Slides attached, the intro is on page two.",
    "We were introduced at the fair in Oslo, remember?",
    "Has anyone met the new dean yet?",
    "I never introduced you to my sister, sorry.",
    "Shall we meet on Friday at six?",
    "Happy to introduce you to my dentist if you like.",
    "Let us stay in touch after the course.",
    "The video call to introduce our new product is at ten.",
    "Meet me at the station, please.",
    "Can we connect the two databases this week?",
    "Danke euch beiden für die Vermittlung des Kontakts!",
    "Könntet ihr mich bei Gelegenheit eurem Chef vorstellen?",
    "Ich möchte mich kurz vorstellen: ich leite jetzt den Einkauf.",
    "Morgen habe ich ein Vorstellungsgespräch.",
    "Wir haben uns letztes Jahr auf der Messe kennengelernt.",
    "Merci de m'avoir présenté à votre directrice.",
    "Pourriez-vous me mettre en relation avec la mairie ?",
    "Je me présente, je suis la nouvelle trésorière.",
    "La présentation de demain est reportée.",
    "Gracias por presentarme a tu equipo.",
    "¿Podrían presentarme a alguien del puerto?",
    "Me presento: soy la nueva contable.",
    "Mañana presentamos los resultados del trimestre.",
    "Obrigada por me apresentar ao seu irmão.",
    "Podem me colocar em contato com o fornecedor?",
    "Vamos apresentar o projeto na quinta.",
)


def test_precision_and_recall_over_sixty_sentences() -> None:
    hits = [text for text in MAKES if introduces(text)]
    false = [text for text in MAKES_NONE if introduces(text)]
    precision, recall = len(hits) / (len(hits) + len(false)), len(hits) / len(MAKES)
    print(f"introductions made: precision {precision:.3f}, recall {recall:.3f}")
    assert (len(MAKES), len(MAKES_NONE)) == (30, 30)
    assert precision == 1.0, false
    assert recall >= 0.96, set(MAKES) - set(hits)


@pytest.mark.parametrize(
    ("text", "third"),
    [
        ("Thanks again for introducing me to Bo Li, we talked for hours", "Bo Li"),
        ("Thank you so much for the warm introduction to Bo Li!", "Bo Li"),
        ("Danke, dass du mich Bo Li vorgestellt hast", "Bo Li"),
        ("Merci de m'avoir présenté à Bo Li", "Bo Li"),
        ("Gracias por presentarme a Bo Li", "Bo Li"),
        ("Obrigado por me apresentar a Bo Li", "Bo Li"),
        ("Thanks for introducing me last week", ""),
        ("Could you introduce me to Bo Li?", ""),
        ("Thanks for the introduction to pottery", ""),
    ],
)
def test_the_person_somebody_gives_thanks_for_is_named(text: str, third: str) -> None:
    assert thanked_for(text) == third


OTHERS = f"c9,,Mia Owner,{ME},Bo Li,{BO},2024-04-01 09:00:00 UTC,,Hello,INBOX\n"


def _told(root: Path, text: str) -> list[Introduction]:
    row = f'c1,,Mia Owner,{ME},Ana Lima,{ANA},2024-05-01 09:00:00 UTC,,"{text}",INBOX\n'
    files: dict[str, str | bytes] = {
        "Profile.csv": PROFILE,
        "messages.csv": MESSAGES_2023 + OTHERS + row,
    }
    return tell(root, files).events(Introduction)


def test_thanks_for_an_introduction_show_that_the_reader_made_it(tmp_path: Path) -> None:
    (made,) = _told(tmp_path, "Thanks for introducing me to Bo Li!")
    told = tell(tmp_path, {})
    assert made.broker == told.id_of("Ana Lima")
    assert {made.a, made.b} == {told.owner.handles[0].person_id, told.id_of("Bo Li")}


@pytest.mark.parametrize(
    "text", ["Thanks for introducing me to Zed Nobody", "Thanks for introducing me!", "Meet Bo Li!"]
)
def test_an_introduction_that_nobody_plainly_made_is_not_recorded(
    tmp_path: Path, text: str
) -> None:
    assert _told(tmp_path, text) == []
