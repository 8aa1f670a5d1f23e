"""What no single language owns: equipment, places, parties, and whether two spellings are one name."""

from ondit.knowledge.names import same_name
from ondit.knowledge.tables import Designation, Place, designations, party_name, places, state_codes, valid_party

__all__ = ["Designation", "Place", "designations", "party_name", "places", "same_name", "state_codes", "valid_party"]
