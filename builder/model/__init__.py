"""What a module is, once read: everything later stages need, and nothing about how it is shown.

What a person typed is a pydantic model (`typed`); what reading made of it is a frozen dataclass (`made`).
"""

from builder.model.made import Asked, Lesson, Module, Picture, Prose, Recording, Screen, Shared, short_id
from builder.model.typed import (
    DRAFT,
    About,
    Asking,
    Bank,
    Board,
    Contact,
    Did,
    Film,
    Line,
    NotTaught,
    Organisation,
    Outcome,
    Person,
    Sound,
    Source,
    Support,
    Word,
)

__all__ = [
    "DRAFT",
    "About",
    "Asked",
    "Asking",
    "Bank",
    "Board",
    "Contact",
    "Did",
    "Film",
    "Lesson",
    "Line",
    "Module",
    "NotTaught",
    "Organisation",
    "Outcome",
    "Person",
    "Picture",
    "Prose",
    "Recording",
    "Screen",
    "Shared",
    "Sound",
    "Source",
    "Support",
    "Word",
    "short_id",
]
