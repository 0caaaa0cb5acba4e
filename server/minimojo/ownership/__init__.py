"""Ownership: what state is each value in, where does it die, and which rules does that break?"""
