"""Kinds of statements that are drawn: one module for each area, found by their `@statement` marks."""
