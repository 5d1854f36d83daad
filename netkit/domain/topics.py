"""What a text is about: word stems, words that people use for one another taken as one.

"looking for a patent lawyer" and "IP attorney at ACME" share the terms `patent` and `lawyer`.
"""

from __future__ import annotations

from functools import lru_cache

from netkit.domain.names import words

__all__ = ["terms"]

_STOP = frozenset(
    """
    a about after all also an and any are as at be been but by can could do does each etc for from
    get good great has have he her him his how i if in into is it its just like looking look make
    may me more most much my need needs new no not of on one or other our out over people seeking
    seek she so some someone somebody such than that the their them then there these they this to
    too up us very want wants was we well were what when where which who whose will with work works
    working would you your help helps hire find best senior junior lead head chief manager director
    officer vp president associate assistant intern principal staff team group global company inc
    ltd gmbh llc de la und der die das
    """.split()  # noqa: SIM905 — a text is read more easily than a list of 150 strings
)

#: Words that people use for one another, the first standing for all. Stems are made of them.
_SYNONYMS = (
    "lawyer attorney solicitor barrister counsel legal law",
    "patent ip trademark",
    "investor angel venture vc capital investment fundraising funding invest",
    "engineer developer programmer coder software",
    "designer design ux ui",
    "recruiter recruiting recruitment talent headhunter hiring",
    "doctor physician medic clinician",
    "accountant accounting bookkeeper bookkeeping tax cpa",
    "writer copywriter author editor journalist",
    "translator translation interpreter",
    "marketer marketing growth seo",
    "seller sales selling",
    "ai ml llm nlp",
    "founder cofounder startup entrepreneur",
)


@lru_cache(maxsize=1)
def _stemmer() -> object:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]  # an untyped library


@lru_cache(maxsize=1)
def _canonical() -> dict[str, str]:
    return {_stem(word): _stem(group.split()[0]) for group in _SYNONYMS for word in group.split()}


def terms(text: str) -> frozenset[str]:
    """Return the terms of `text`: stems without stop words, synonyms as one.

    >>> sorted(terms("Looking for a patent lawyer") & terms("IP attorney at ACME"))
    ['lawyer', 'patent']
    """
    stems = {_stem(word) for word in words(text) if word not in _STOP and len(word) > 1}
    return frozenset(_canonical().get(stem, stem) for stem in stems)
