"""The only home of SQL: what was read is appended and can be proved unchanged; what follows from it can be rebuilt."""

from ondit.ledger.chain import verify
from ondit.ledger.derived import unsettled
from ondit.ledger.query import (
    ClaimFilter,
    Found,
    Source,
    at_addresses,
    claim_named,
    claims_named,
    count_claims,
    counts,
    credibility_of,
    decisions,
    documents,
    everything,
    find_claims,
    has_pages,
    in_documents,
    known,
    original_places,
    page_of,
    reached,
    standing,
    tracing,
)
from ondit.ledger.store import Ledger, LedgerError, open_ledger
from ondit.ledger.write import Appended, Entry, append, decide, forget, prepare

__all__ = [
    "Appended", "ClaimFilter", "Entry", "Found", "Ledger", "LedgerError", "Source", "append", "at_addresses", "claim_named",
    "claims_named", "count_claims", "counts", "credibility_of", "decide", "decisions", "documents", "everything", "find_claims", "forget", "has_pages",
    "in_documents", "known", "open_ledger", "original_places", "page_of", "prepare", "reached", "standing", "tracing", "unsettled", "verify",
]  # fmt: skip
