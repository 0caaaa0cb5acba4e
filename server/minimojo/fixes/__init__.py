"""Fixes: which edit makes a finding go away, and does it really?"""
