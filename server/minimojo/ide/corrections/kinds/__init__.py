"""Kinds of corrections, each a module with a `CORRECTOR`."""
