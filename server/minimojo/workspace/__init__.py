"""Workspace: which files are there, and what of them is still valid after an edit?"""
