"""The people of the demo's story, the same for every seed, and what passed between them.

Fifteen of them need what another offers. Everything here is invented.
"""

from __future__ import annotations

from netkit.model.frozen import dataclass

__all__ = ["CAST", "FAVOURS", "INTRODUCTIONS", "PROMISES", "SPOTLIGHT", "CastMember"]


@dataclass(frozen=True, slots=True)
class CastMember:
    """One hand-written person; ``years`` is how long ago the owner connected with them."""

    first: str
    last: str
    title: str
    company: str
    city: str
    trade: str
    circle: str
    years: float
    rhythm: str
    need: str
    offer: str
    note: str = ""
    more_needs: tuple[str, ...] = ()


CAST: tuple[CastMember, ...] = (
    CastMember(
        "Inês",
        "Carvalho",
        "Founder & CEO",
        "Marisol Storage",
        "Lisbon",
        "founding",
        "climate industry",
        3.4,
        "regular",
        "a patent lawyer who knows batteries and sensors",
        "an honest look at a pitch deck",
        "Moved the company to Lisbon; files her first patent this winter.",
        more_needs=(
            "seed investment in energy storage",
            "a product designer for a prototype",
        ),
    ),
    CastMember(
        "Tomasz",
        "Wieczorek",
        "Patent Attorney, batteries & sensors",
        "Calder & Partners",
        "Berlin",
        "patents",
        "Hohenfels Institute of Technology",
        7.5,
        "regular",
        "young companies that file a patent",
        "patent applications for batteries and sensors",
        "Rows on Tuesdays. Likes questions, dislikes sales pitches.",
    ),
    CastMember(
        "Amina",
        "Diallo",
        "Principal",
        "Tidewater Ventures",
        "Paris",
        "investing",
        "climate industry",
        3.1,
        "regular",
        "founders in energy storage raising a seed round",
        "seed investment in energy storage",
        "Reads decks on Fridays only.",
    ),
    CastMember(
        "Björn",
        "Åkesson",
        "Industrial Designer",
        "Studio Åkesson",
        "Gothenburg",
        "design",
        "Halden Instruments",
        8.2,
        "revived",
        "hardware founders who need a prototype",
        "product design of a prototype",
        "Left Halden Instruments two years after me.",
    ),
    CastMember(
        "Sakura",
        "Tanaka",
        "Battery Safety Engineer",
        "Nordlys Energy",
        "Lisbon",
        "hardware",
        "Fernwerk Energy",
        2.6,
        "regular",
        "people to meet in Lisbon",
        "advice on battery safety",
        "Moved to Lisbon in spring, knows nobody there yet.",
    ),
    CastMember(
        "Priya",
        "Raman",
        "Clinical Research Lead",
        "Brightwater Health",
        "London",
        "medicine",
        "Brightwater Health",
        5.4,
        "regular",
        "software for patient diaries",
        "a clinical partner for a pilot study",
    ),
    CastMember(
        "Oluwaseun",
        "Adeyemi",
        "Founder, patient diaries",
        "Kinetic Diaries",
        "Lagos",
        "founding",
        "health software industry",
        4.1,
        "regular",
        "a clinical partner for a pilot study",
        "software for patient diaries",
    ),
    CastMember(
        "Giulia",
        "Ferrari",
        "Head of Talent",
        "Yarrow Talent",
        "Milan",
        "hiring",
        "Berlin",
        2.2,
        "burst",
        "engineers who want to move to Berlin",
        "hiring of engineers in Europe",
    ),
    CastMember(
        "Lars",
        "Nygaard",
        "Staff Engineer",
        "Brightwater Health",
        "Oslo",
        "software",
        "Brightwater Health",
        5.9,
        "fading",
        "a new role in climate technology",
        "code review in Python",
        "Would move to Berlin for the right team.",
    ),
    CastMember(
        "Chloé",
        "Martin",
        "Journalist, energy desk",
        "Le Courant",
        "Paris",
        "press",
        "climate industry",
        2.0,
        "regular",
        "founders to interview about energy storage",
        "a story about climate technology",
    ),
    CastMember(
        "Daniel",
        "Okafor",
        "Grants Adviser",
        "Lindhafen Agency",
        "Hamburg",
        "grants",
        "climate industry",
        2.8,
        "fading",
        "research teams for a European call",
        "help with a research grant",
    ),
    CastMember(
        "Hannah",
        "Weiß",
        "Professor of Electrochemistry",
        "Hohenfels Institute of Technology",
        "Zürich",
        "research",
        "Hohenfels Institute of Technology",
        8.8,
        "regular",
        "an industry partner for a research grant",
        "a laboratory for battery tests",
    ),
    CastMember(
        "Mei-Ling",
        "Chen",
        "Contract Manufacturer",
        "Jade Harbour Works",
        "Taipei",
        "making",
        "Halden Instruments",
        7.1,
        "dormant",
        "hardware start-ups ready for small batches",
        "a factory for small batches",
    ),
    CastMember(
        "Rafael",
        "Ortega",
        "Fractional CFO",
        "Ortega Advisory",
        "Madrid",
        "finance",
        "Lisbon",
        5.0,
        "regular",
        "start-ups without a finance team",
        "financial models for a seed round",
    ),
    CastMember(
        "Nadia",
        "Haddad",
        "UX Lead",
        "Foxglove Health",
        "Lisbon",
        "design",
        "Brightwater Health",
        5.6,
        "fading",
        "projects in health care",
        "usability tests with real patients",
    ),
)

SPOTLIGHT = "Inês Carvalho"

# giver, receiver ("" is the owner), kind, text, days ago, value 1 to 5
FAVOURS: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("Tomasz Wieczorek", "", "advice", "read the licence agreement over a weekend", 150, 4),
    ("Rafael Ortega", "", "review", "checked the budget before the board meeting", 95, 3),
    ("Hannah Weiß", "", "introduction", "brought me together with the test laboratory", 300, 4),
    ("Hannah Weiß", "", "advice", "an hour on cell ageing", 120, 2),
    ("", "Inês Carvalho", "review", "went through the pitch deck twice", 60, 3),
    ("", "Lars Nygaard", "referral", "put his name forward at Fernwerk Energy", 210, 3),
    ("", "Chloé Martin", "article", "sent the numbers for her piece on storage", 45, 2),
    ("", "Sakura Tanaka", "advice", "how to find a flat in Lisbon", 200, 1),
)
# giver, receiver, text, made so many days ago, due in so many days (negative: overdue)
PROMISES: tuple[tuple[str, str, str, int, int], ...] = (
    ("", "Inês Carvalho", "send the checklist for the grant application", 9, 5),
    ("", "Chloé Martin", "name two founders she could interview", 30, -2),
    ("Hannah Weiß", "", "share the paper on cell ageing", 50, -20),
    ("Amina Diallo", "", "say what she thinks of the storage market study", 14, 10),
)
# a, b, days ago, outcome
INTRODUCTIONS: tuple[tuple[str, str, int, str], ...] = (
    ("Inês Carvalho", "Rafael Ortega", 190, "met: he built the model for her seed round"),
    ("Hannah Weiß", "Daniel Okafor", 400, "met: the grant application went out in time"),
    ("Lars Nygaard", "Giulia Ferrari", 35, ""),
)
