"""Declarations: what does a file declare, whatever its bodies do?"""
