"""Proofs of what pages say of databases that SQLite can't show: one module for each, run by `test_claims`."""
