"""Texts that try to run: in every name, company, title, city, tag, circle, school and reason."""

from __future__ import annotations

from dataclasses import replace

from netkit.answers.brief_cards import Card
from netkit.maps import Scene, build_scene
from netkit.maps.scene import SceneOwner, ScenePerson, SceneSuggestion
from tests.maps.invented import AS_OF, network

RAN = "window.ran=(window.ran||0)+1"
NASTY = (
    f"</script><script>{RAN}</script>",
    f'<img src=x onerror="{RAN}">',
    f'" onmouseover="{RAN}" href="javascript:{RAN}',
    f"<a href='javascript:{RAN}'>here</a>",
    f"{{{{7*7}}}} ${{{RAN}}}",
    "<!--data-->",
    f"\u2028{RAN}//\u2029",
    f"</style></title></noscript><svg onload={RAN}>",
    f"<iframe srcdoc='<script>parent.{RAN}</script>'>",
    "__proto__",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt; &amp; \\u003c \u202eesrever",
)


def nasty(number: int) -> str:
    """Return one of the texts, told apart by a number."""
    return f"{NASTY[number % len(NASTY)]} {number}"


def hostile_scene(size: int = 48) -> Scene:
    """Return a scene in which every text is hostile."""
    people, ties, _ = network(size, 3 * size)
    people = [_nasty(number, person) for number, person in enumerate(people)]
    ideas = [
        SceneSuggestion(people[n].id, people[n + 1].id, nasty(n), (nasty(n), nasty(n + 1)))
        for n in range(0, 24, 2)
    ]
    return build_scene(
        people,
        [replace(tie, because=(nasty(n),), history=((1, 2),) * 7) for n, tie in enumerate(ties)],
        title=nasty(0),
        as_of=AS_OF,
        owner=SceneOwner("me", nasty(1)),
        suggestions=ideas,
        past=[AS_OF] * 6,
    )


def _nasty(number: int, person: ScenePerson) -> ScenePerson:
    return replace(
        person,
        name=nasty(number),
        organization=nasty(number % 4),
        title=nasty(number + 1),
        city=nasty(number % 3 + 2),
        tags=(nasty(number % 5), nasty(number % 7 + 5)),
        circles=(nasty(number % 6),),
        schools=(nasty(number % 2 + 7),),
        band=nasty(number % 4 + 8),
        because=(nasty(number), nasty(number + 3)),
        sources=(nasty(number % 3),),
        history=((1, 0),) * 7,
        card=Card(
            needs=(nasty(number),),
            offers=(nasty(number + 1),),
            promises=(nasty(number + 2),),
            last=(nasty(number + 3),),
            milestones=(nasty(number + 4),),
            act=nasty(number + 5),
            commands=(nasty(number + 6),),
            cautions=(nasty(number + 7),),
            remember=(nasty(number + 8),),
        ),
    )
