"""Names: what does each name in the source stand for?"""
