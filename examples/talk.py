"""Write the messages of invented people: short, plausible, with the mess of real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from .people import Contact

__all__ = ["group_text", "invitation_note", "recommendation", "said", "text"]

_OPENERS: tuple[str, ...] = (
    "Hi {you}, how is everything at {company}?",
    "Hello {you}, I was in {city} last week and thought of our lunch.",
    "Hi {you}! Did you see the new report on {skill}? I would like your view.",
    "{you}, congratulations on the new role!",
    "Good morning {you},\n\nare you free for a coffee in {city} next Thursday?\n\nBest\n{me}",
    "Hi {you}, thanks again for the talk. The slides are here: https://example.org/slides?id=7&x=1",
    "Hey {you}, quick question about {skill}, do you have ten minutes this week?",
    "Dear {you}, it has been a while. What are you working on these days?",
    "Hi {you}, I moved to {city} and would be glad to meet some people here.",
    "{you}, I owe you an answer about {skill}, sorry for the delay.",
    "<p>Hi {you},</p><p>here is the <b>draft</b> about {skill}.</p>",
    "Hi {you}, could you recommend somebody for {skill}? We start in a month.",
)
_REPLIES: tuple[str, ...] = (
    "Yes, gladly! Tuesday at ten?",
    "Thanks, that helps a lot.",
    "Busy week, can we say Monday?",
    "Sounds good 👍",
    'As we say here: "slowly, but surely". More soon.',
    "I asked around at {company}; Friday suits everybody.",
    "Let me think about {skill} and come back to you.",
    "Thank you, {you}. I'll send the notes tonight,\nand the numbers tomorrow.",
    "Great, see you in {city}!",
    "I am not sure, but I know who is. Shall I ask?",
    "Perfect; the address is 12, Mill Lane, {city}.",
    "Haha, exactly 😀",
)
_GROUP: tuple[str, ...] = (
    "Who is coming on Saturday?",
    "I can, from six on.",
    "Count me in!",
    "Sorry, not this time.",
    "Here is the agenda, please add to it.",
    "Shall we move this to next month?",
    "Thanks all, that was a good evening.",
    "I booked a table for eight.",
    "Could someone share the photos?",
    "Adding a colleague who knows this better than I do.",
)
_NOTES: tuple[str, ...] = (
    "Hi {you}, it was good to meet you at the conference in {city}.",
    "Hello {you}, we were both at {company}, though never in the same building.",
    "Hi {you}, a friend suggested that we talk about {skill}.",
    "Dear {you},\nI liked what you said about {skill}.\nRegards, {me}",
)
_PRAISE: tuple[str, ...] = (
    "{you} is calm, exact and generous; nobody I know explains {skill} better.",
    "I worked with {you} for two years. Without {you}'s sense for {skill} we would have failed.",
    'A joy to work with: "{skill}" should carry this name.\n\nI would do it again at once.',
)


def _fill(template: str, rng: random.Random, contact: Contact, you: str, me: str) -> str:
    """Fill the slots of a template that has any."""
    if "{" not in template:
        return template
    skills = contact.skills
    skill = skills[int(rng.random() * len(skills))]
    return template.format(you=you, me=me, company=contact.company, city=contact.city, skill=skill)


def _pick(rng: random.Random, templates: tuple[str, ...]) -> str:
    """Choose as ``rng.choice`` does, only quicker: this runs for every message."""
    return templates[int(rng.random() * len(templates))]


def text(
    rng: random.Random, contact: Contact, owner_first: str, *, by_owner: bool, opening: bool
) -> str:
    """Write one message between the owner and a contact."""
    you, me = (contact.first.strip(), owner_first) if by_owner else (owner_first, contact.first)
    return _fill(_pick(rng, _OPENERS if opening else _REPLIES), rng, contact, you, me)


def said(need: str, offer: str) -> str:
    """Write the message in which somebody says what they need or offer."""
    if need and offer:
        return f"By the way, I am looking for {need}. And if anybody asks: I can offer {offer}."
    if need:
        return f"I am looking for {need}. Does anybody come to mind?"
    return f"If it is ever of use to someone you know: I can offer {offer}."


def group_text(rng: random.Random) -> str:
    """Write one message in a group."""
    return _pick(rng, _GROUP)


def invitation_note(
    rng: random.Random, contact: Contact, owner_first: str, *, by_owner: bool
) -> str:
    """Write the note of an invitation; three in four have none."""
    if rng.random() < 0.75:
        return ""
    you, me = (contact.first.strip(), owner_first) if by_owner else (owner_first, contact.first)
    return _fill(_pick(rng, _NOTES), rng, contact, you, me)


def recommendation(rng: random.Random, contact: Contact, name: str) -> str:
    """Write a recommendation of the person called `name`."""
    return _fill(_pick(rng, _PRAISE), rng, contact, name, "")
