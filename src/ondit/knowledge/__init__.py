"""What no single language owns: equipment, places, parties, and whether two spellings are one name."""

from ondit.knowledge.names import consonants, same_name
from ondit.knowledge.tables import (
    Designation,
    KnowledgeError,
    Place,
    capitals,
    designations,
    generic,
    party_name,
    places,
    sections,
    state_codes,
    valid_party,
)  # fmt: skip

__all__ = [
    "Designation", "KnowledgeError", "Place", "capitals", "consonants", "designations", "generic", "party_name", "places", "same_name",
    "sections", "state_codes", "valid_party",
]  # fmt: skip
