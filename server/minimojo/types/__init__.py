"""Types: what are the program's values, as far as ownership needs to know?"""
