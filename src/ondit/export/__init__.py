"""What the ledger holds, written out for people and other programs: one format a module, one table of words."""
