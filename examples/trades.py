"""List the trades of invented people, and what such people need and offer.

Needs and offers are written so that one trade's need meets another's offer in the same words:
a founder looks for "a patent lawyer", a lawyer offers "patent applications".
"""

from __future__ import annotations

from functools import cache

from netkit.model.frozen import dataclass

__all__ = ["TRADES", "Trade", "companies"]


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of work: its share of all people, its titles, skills, needs and offers."""

    name: str
    share: int
    company_kinds: tuple[str, ...]
    titles: tuple[str, ...]
    skills: tuple[str, ...]
    needs: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


TRADES: tuple[Trade, ...] = (
    Trade(
        "patents",
        3,
        ("& Partners", "Legal"),
        ("Patent Attorney", "IP Attorney", "Partner, Intellectual Property", "Patent Counsel"),
        ("Patent Law", "Licensing", "Trademarks"),
        ("university spin-offs that want to file a patent",),
        ("patent applications for hardware start-ups", "trademark searches in Europe"),
    ),
    Trade(
        "law",
        3,
        ("& Partners", "Legal"),
        ("Employment Lawyer", "Corporate Counsel", "Privacy Counsel", "Notary"),
        ("Contract Law", "Data Protection", "Negotiation"),
        ("start-ups that hire abroad",),
        ("employment contracts across Europe", "a clear view of data protection questions"),
    ),
    Trade(
        "investing",
        4,
        ("Ventures", "Capital"),
        ("Partner", "Principal", "Angel Investor", "Investment Manager", "Venture Scout"),
        ("Due Diligence", "Venture Capital", "Fund Raising"),
        ("founders in energy storage raising a seed round", "founders in health software"),
        ("seed investment in energy storage", "seed investment in health software"),
    ),
    Trade(
        "founding",
        8,
        ("Labs", "Energy", "Health", "Robotics"),
        ("Founder & CEO", "Co-Founder", "Founder, stealth", "Co-Founder & CTO"),
        ("Strategy", "Fund Raising", "Hiring"),
        (
            "a patent lawyer for a hardware start-up",
            "seed investment in energy storage",
            "seed investment in health software",
            "a product designer for a prototype",
            "customers in Germany",
            "a clinical partner for a pilot study",
            "a factory for small batches",
            "engineers who want to move to Berlin",
        ),
        ("an honest look at a pitch deck", "pilot projects for students"),
    ),
    Trade(
        "design",
        7,
        ("Studio", "Labs", "Health"),
        ("Product Designer", "UX Lead", "Industrial Designer", "Service Designer", "Art Director"),
        ("Prototyping", "Usability", "Design Systems"),
        ("projects in health care", "a printer for small editions"),
        ("packaging and a visual identity", "usability tests with real patients"),
    ),
    Trade(
        "software",
        14,
        ("Software", "Labs", "Health", "Systems"),
        (
            "Software Engineer",
            "Staff Engineer",
            "Backend Developer",
            "Engineering Manager",
            "Data Engineer",
            "Site Reliability Engineer",
            "CTO",
        ),
        ("Python", "Distributed Systems", "PostgreSQL", "Code Review"),
        ("a new role in climate technology", "a mentor who has led an engineering team"),
        ("code review in Python", "advice on data pipelines", "mentoring for engineering leads"),
    ),
    Trade(
        "hardware",
        9,
        ("Instruments", "Robotics", "Energy"),
        (
            "Embedded Engineer",
            "Mechanical Engineer",
            "Battery Engineer",
            "Test Engineer",
            "Head of Hardware",
        ),
        ("Sensors", "Firmware", "Battery Safety", "CAD"),
        ("a laboratory for battery tests", "a new role in climate technology"),
        ("advice on battery safety", "prototypes of sensors"),
    ),
    Trade(
        "data",
        5,
        ("Software", "Energy", "Health"),
        ("Data Scientist", "Machine Learning Engineer", "Analyst", "Head of Data"),
        ("Forecasting", "Statistics", "Machine Learning"),
        ("open data on energy use",),
        ("forecasting models for energy use", "a workshop on statistics"),
    ),
    Trade(
        "product",
        7,
        ("Software", "Health", "Energy"),
        ("Product Manager", "Head of Product", "Product Owner", "Group Product Manager"),
        ("Roadmaps", "User Research", "Pricing"),
        ("usability tests with real patients",),
        ("mentoring in product management", "advice on pricing"),
    ),
    Trade(
        "hiring",
        4,
        ("Talent", "People"),
        ("Technical Recruiter", "Head of Talent", "People Partner", "Executive Search"),
        ("Recruiting", "Interviewing", "Employer Branding"),
        ("engineers who want to move to Berlin",),
        ("hiring of engineers in Europe", "a review of your CV"),
    ),
    Trade(
        "sales",
        8,
        ("Systems", "Software", "Instruments"),
        ("Account Executive", "Head of Sales", "Business Development Manager", "Key Account"),
        ("Negotiation", "Key Accounts", "Market Entry"),
        ("case studies from happy customers",),
        ("customers in Germany", "a sales plan for a new market"),
    ),
    Trade(
        "press",
        4,
        ("Media", "Press"),
        ("Journalist", "Editor", "Podcast Host", "Communications Lead"),
        ("Writing", "Interviewing", "Public Speaking"),
        ("founders to interview about energy storage",),
        ("a story about climate technology", "media training for founders"),
    ),
    Trade(
        "research",
        7,
        ("Institute", "University"),
        ("Professor", "Postdoctoral Researcher", "Research Associate", "PhD Candidate"),
        ("Electrochemistry", "Experiments", "Scientific Writing"),
        ("an industry partner for a research grant", "companies that host thesis students"),
        ("a laboratory for battery tests", "students looking for a thesis"),
    ),
    Trade(
        "medicine",
        4,
        ("Hospital", "Health"),
        ("Physician", "Clinical Research Lead", "Head of Nursing", "Medical Adviser"),
        ("Clinical Trials", "Patient Safety", "Cardiology"),
        ("software for patient diaries",),
        ("a clinical partner for a pilot study", "a doctor's view of a product"),
    ),
    Trade(
        "making",
        4,
        ("Works", "Manufacturing"),
        ("Plant Manager", "Supply Chain Lead", "Quality Manager", "Contract Manufacturer"),
        ("Lean Manufacturing", "Procurement", "Quality"),
        ("hardware start-ups ready for small batches",),
        ("a factory for small batches", "an audit of a supply chain"),
    ),
    Trade(
        "finance",
        4,
        ("Advisory", "Capital"),
        ("CFO", "Finance Lead", "Controller", "Tax Adviser", "Fractional CFO"),
        ("Financial Models", "Reporting", "Tax"),
        ("start-ups without a finance team",),
        ("financial models for a seed round", "a tax check before moving abroad"),
    ),
    Trade(
        "grants",
        3,
        ("Agency", "Ministry"),
        ("Grants Adviser", "Programme Officer", "Innovation Manager", "Cluster Manager"),
        ("Grant Writing", "Public Policy", "Energy Policy"),
        ("research teams for a European call",),
        ("help with a research grant", "a way through the permits"),
    ),
    Trade(
        "coaching",
        3,
        ("Coaching", "Academy"),
        ("Leadership Coach", "Trainer", "Facilitator", "Teacher"),
        ("Coaching", "Facilitation", "Public Speaking"),
        ("teams that want an outside view",),
        ("coaching for new managers", "a workshop on giving feedback"),
    ),
    Trade(
        "language",
        2,
        ("Translations", "Press"),
        ("Translator", "Interpreter", "Copy Editor"),
        ("Translation", "Editing", "German"),
        ("publishers of non-fiction",),
        ("translation from German into English", "proofreading of a grant application"),
    ),
    Trade(
        "studying",
        5,
        ("University", "Academy"),
        ("Student", "Master's Student", "Working Student", "Intern"),
        ("Python", "CAD", "Statistics"),
        ("an internship in robotics", "a mentor in product management", "a thesis in industry"),
        ("a fresh pair of eyes on a website",),
    ),
)

_STEMS: tuple[str, ...] = (
    "Alder",
    "Birchwood",
    "Calder",
    "Dovecote",
    "Elmfield",
    "Foxglove",
    "Greyling",
    "Hazel",
    "Ironbark",
    "Juniper",
    "Kestrel",
    "Larkspur",
    "Meridian",
    "Nightjar",
    "Orchard",
    "Plover",
    "Quillon",
    "Rookery",
    "Sorrel",
    "Tidewater",
    "Umber",
    "Vireo",
    "Wren",
    "Yarrow",
    "Zephyr",
    "Osterholm",
    "Lindhafen",
    "Morgenrot",
    "Casa Azul",
    "Ribeira",
    "Étoile",
    "Nordlys",
    "Sakura",
    "Baobab",
    "Monsoon",
    "Açaí",
)
_MIDDLES: tuple[str, ...] = ("", " North", " & Sons", " Blue", " Nova", " Grove", " Bay", " One")


@cache
def companies(kind: str, people: int) -> tuple[str, ...]:
    """Name the companies of a kind, the large ones first; more people make more companies."""
    rounds = min(len(_MIDDLES), 1 + people // 4000)
    return tuple(f"{stem}{middle} {kind}" for middle in _MIDDLES[:rounds] for stem in _STEMS)
