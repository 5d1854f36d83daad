"""Short forms of given names that a list of English nicknames does not have."""

from __future__ import annotations

__all__ = ["SHORT_FORMS"]

#: Short form → names it may be short for, as `name_words` writes them: plain letters, no umlauts.
SHORT_FORMS: dict[str, tuple[str, ...]] = {
    # German
    "sepp": ("josef", "joseph"), "jupp": ("josef", "joseph"), "uli": ("ulrich", "ulrike"),
    "uschi": ("ursula",), "hansi": ("hans", "johannes"), "hans": ("johannes", "johann"),
    "jorg": ("georg",), "schorsch": ("georg",), "kathi": ("katharina",), "kati": ("katharina",),
    "steffi": ("stefanie", "stephanie"), "steff": ("stefan", "stefanie"), "gabi": ("gabriele",),
    "moni": ("monika",), "resi": ("theresia", "theresa"), "heinz": ("heinrich",),
    "fritz": ("friedrich",), "wolfi": ("wolfgang",), "klausi": ("klaus",), "susi": ("susanne",),
    "basti": ("sebastian",), "matze": ("matthias",), "lotte": ("charlotte", "liselotte"),
    "conny": ("cornelia", "konstantin"), "caro": ("carolin", "carolina", "caroline"),
    # Spanish, Portuguese
    "pepe": ("jose",), "paco": ("francisco",), "pancho": ("francisco",), "kiko": ("francisco",),
    "nacho": ("ignacio",), "chema": ("jose",), "lola": ("dolores",), "charo": ("rosario",),
    "quique": ("enrique",), "lupe": ("guadalupe",), "concha": ("concepcion",), "mayte": ("maria",),
    "ze": ("jose",), "chico": ("francisco",), "quim": ("joaquim",), "beto": ("roberto", "alberto"),
    "nando": ("fernando",), "duda": ("eduardo", "eduarda"), "dudu": ("eduardo",),
    # Italian, French
    "beppe": ("giuseppe",), "peppe": ("giuseppe",), "pippo": ("filippo",), "gigi": ("luigi",),
    "nino": ("antonino",), "toni": ("antonio", "anton"), "manu": ("emmanuel", "manuel"),
    "jeannot": ("jean",), "momo": ("mohamed",), "fred": ("frederic",), "domi": ("dominique",),
    # Russian, Ukrainian
    "sasha": ("aleksandr", "alexander", "aleksandra", "alexandra"),
    "sascha": ("alexander", "alexandra"), "misha": ("mikhail",), "vanya": ("ivan",),
    "volodya": ("vladimir", "volodymyr"), "vova": ("vladimir", "volodymyr"), "kolya": ("nikolai",),
    "dima": ("dmitri", "dmitry", "dmitrii"), "zhenya": ("evgeni", "evgenia"),
    "katya": ("ekaterina",),
    "masha": ("maria",), "natasha": ("natalia", "natalya"), "tanya": ("tatiana", "tatyana"),
    "olya": ("olga",), "anya": ("anna",), "lena": ("elena", "helena"), "petya": ("petr", "pyotr"),
    # Polish, Czech
    "kasia": ("katarzyna",), "gosia": ("malgorzata",), "basia": ("barbara",), "asia": ("joanna",),
    "ola": ("aleksandra",), "wojtek": ("wojciech",), "tomek": ("tomasz",), "piotrek": ("piotr",),
    "janek": ("jan",), "pavlik": ("pavel",), "honza": ("jan",), "jirka": ("jiri",),
    # Dutch, Nordic
    "kees": ("cornelis",), "wim": ("willem",), "henk": ("hendrik",), "jaap": ("jacob",),
    "sanne": ("susanna",), "lasse": ("lars",), "kalle": ("karl",), "pelle": ("per",),
}  # fmt: skip
