"""Tokens: what is each name, and who owns what it stands for? For colours in editors."""
