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


MAKES_PLAINLY = (
    "Hi Ana, hi Bo, I promised to get the two of you together, so here we go.",
    "Bo, Ana is the designer I told you about. Ana, Bo runs the studio. Over to you!",
    "Ana, please meet Bo, who leads research at Alder. Bo, meet Ana, our old neighbour.",
    "I'd love for you two to meet, you have so much in common.",
    "As discussed, connecting you both by mail so you can find a time.",
    "Happy to introduce you both! Ana knows ceramics, Bo needs some.",
    "Hallo Ana, hallo Bo, ich bringe euch hiermit mal zusammen.",
    "Liebe Ana, lieber Bo, wie versprochen mache ich euch miteinander bekannt.",
    "Ana, darf ich dir Bo vorstellen? Er leitet die Forschung bei Alder.",
    "Ihr zwei müsst euch unbedingt kennenlernen: Ana töpfert, Bo verkauft Geschirr.",
    "Bo, das ist Ana, von der ich dir erzählt habe. Ana, das ist Bo.",
    "Ana, je te présente Bo, un vieil ami de Lyon. Bo, voici Ana.",
    "Chers Ana et Bo, je vous mets en contact comme promis.",
    "Il faut absolument que vous vous rencontriez tous les deux !",
    "Ana, te presento a Bo, el amigo del que te hablé.",
    "Queridos Ana y Bo, os pongo en contacto, tal como quedamos.",
    "Tenéis que conoceros, sois iguales.",
    "Ana, te apresento o Bo, de quem falei. Bo, esta é a Ana.",
    "Queridos, coloco vocês em contato como prometido.",
    "Vocês dois precisam se conhecer!",
    "Cy, this is Dana, the best plumber in town. Dana, this is Cy, whose pipes leak.",
    "Wanted to put you two in contact ahead of the fair.",
    "Dana, Cy makes the boats you asked about. Cy, Dana wants to buy one.",
    "Consider yourselves introduced! I'm making the intro you asked for.",
    "Liebe Dana, ich möchte dir meinen Kollegen Cy vorstellen, er baut Boote.",
    "Ihr beide solltet mal miteinander reden.",
    "Dana, permets-moi de te présenter Cy, mon associé.",
    "Dana, quería presentarte a Cy, el constructor de barcos.",
    "Dana, queria apresentar-te o Cy, um colega que faz barcos.",
    "Quick intro: Dana builds boats, Cy buys them.",
    "Ihr zwei solltet euch mal treffen, ihr habt so viel gemeinsam.",
    "Ich verbinde euch beide hiermit per Mail.",
    "You should really get to know each other.",
    "Here's the intro I promised: Dana, Cy.",
    "Ana, voici Bo, mon voisin. Bo, voici Ana.",
    "Ana, este es Bo, mi primo. Bo, esta es Ana.",
    "Vocês precisam conversar: a Ana faz barcos e o Bo precisa de um.",
    "Greta, I'd like to introduce Hugo to you.",
    "Please e-meet! Greta, Hugo.",
    "Greta und Hugo, hiermit stelle ich euch einander vor.",
    "Ich würde euch beide gern zusammenbringen.",
    "Greta, laisse-moi te présenter Hugo.",
    "Je voulais vous mettre en contact depuis longtemps.",
    "Greta, Hugo, queria colocar vocês em contato.",
)
PRESENTS_OTHER_THINGS = (
    "Could you introduce me to Bo some time?",
    "Let me introduce myself, I'm the new treasurer.",
    "We are introducing a new pricing model for you both in May.",
    "I never introduced Ana to Bo, they found each other.",
    "If I had introduced you to Bo you would be rich by now.",
    "Thanks for connecting, happy to be in your network!",
    "Great to meet you both yesterday, what a dinner.",
    "You two should come over for dinner on Friday.",
    "The two of you won the prize, congratulations!",
    "Kannst du mich bitte mit Bo bekannt machen?",
    "Ich möchte euch unser neues Produkt vorstellen.",
    "Ich stelle mich kurz vor: ich bin die Neue.",
    "Das hatte ich mir anders vorgestellt.",
    "Ihr beide seid herzlich eingeladen.",
    "Danke für den netten Kontakt gestern auf der Messe.",
    "Bo hat uns seine Pläne für das Haus vorgestellt.",
    "Pourrais-tu me présenter à Bo ?",
    "Je me présente : Luc, le nouveau trésorier.",
    "Je vous présente mes meilleurs vœux pour la nouvelle année.",
    "Bo nous a présenté son projet hier.",
    "Merci pour ton contact, à bientôt.",
    "¿Podrías presentarme a Bo?",
    "Os presento nuestro nuevo catálogo.",
    "Me presento: soy Luis, el nuevo tesorero.",
    "Ana presentó su libro en Madrid.",
    "Ayer me presenté al examen con Bo.",
    "Pode me apresentar ao Bo?",
    "Apresento-vos o nosso novo catálogo.",
    "Deixa eu me apresentar: sou o Luís.",
    "A Ana apresentou o relatório ao Bo.",
    "O Bo entrou em contato com a Ana ontem.",
    "Dana, Cy and Fred will come; Cy, Dana and Eve won't.",
    "Dana, this is great news. Cy, this is for you.",
    "I love the two of you, see you on Sunday.",
    "Our CFO will introduce the new budget to you both on Monday.",
    "Let me introduce our spring collection.",
    "You both know each other's numbers, just call.",
    "Nice to know each other at last!",
    "Wir möchten Ihnen unsere neue Leiterin des Einkaufs in einem Rundschreiben vorstellen?",
    "Könnt ihr beide am Montag?",
    "Stellt euch vor, Dana hat gewonnen!",
    "Wir haben uns auf der Messe kennengelernt.",
    "Je vous présente toutes mes excuses pour le retard.",
    "Vous deux, arrêtez de vous disputer !",
    "Grâce à Dana, le projet avance.",
    "Les presento mis disculpas por la demora.",
    "Conocí a Fred en la feria de Porto.",
    "Apresento a vocês minhas desculpas pelo atraso.",
    "Conheci o Fred na feira do Porto.",
    "Ich freue mich auf euch beide!",
    "Ihr beide solltet mal Urlaub machen.",
    "Quick intro from my side: I'm Dana, the new treasurer.",
    "I wrote an introduction for the catalogue, have a look.",
    "You both know each other already, right.",
    "We finally got to meet each other's families.",
    "Vous deux, vous êtes les meilleurs.",
    "Ana, Bo asked about the boats. Cy, Ana is late.",
    "Bo, Ana and I will come. Ana, Bo needs the keys.",
    "Vocês precisam conversar com o contador até sexta.",
    "Os presento a todos los resultados del trimestre.",
    "Darf ich euch kurz unsere Zahlen vorstellen?",
    "Permettez-moi de vous présenter le programme de samedi.",
    "Bringing both dogs on Sunday!",
    "Connecting both monitors did not work.",
    "Putting you both down for dinner at eight.",
    "You both looked great together on stage.",
    "Let's put it together on Monday, you two.",
    "I have to introduce both of my dogs to the vet.",
    "Are you two in touch again?",
    "Please put both names on the list.",
    "An introduction to beekeeping for both of you is attached.",
    "This brings us to the end; you both should talk to the bank.",
    "Ich bringe euch beiden morgen Honig mit.",
    "Ich verbinde Sie mit der Buchhaltung.",
    "Macht euch bitte mit den Regeln bekannt.",
    "Wir stellen euch den Saal zur Verfügung.",
    "Je vous mets en copie le compte rendu.",
    "On se présente tous les deux au concours.",
    "Te presento la factura de mayo.",
    "Los dos tienen que hablar con el banco.",
    "Vocês dois estão convidados.",
    "Coloco vocês em cópia do relatório.",
)


@pytest.mark.parametrize("text", MAKES_PLAINLY)
def test_words_that_bring_two_together_make_an_introduction(text: str) -> None:
    assert introduces(text)


@pytest.mark.parametrize("text", PRESENTS_OTHER_THINGS)
def test_words_that_present_something_else_make_none(text: str) -> None:
    assert not introduces(text)


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
