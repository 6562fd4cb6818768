"""Fences that are alive: a chapter becomes a page, a test and a live program.

The modules are the steps, in order: `read`, `run`, `record`, `check`, `accept`, `render`.
CONTRIBUTING.md says what each takes and gives.
"""
