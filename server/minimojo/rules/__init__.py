"""Rules: which facts are findings, and how is each told to the programmer?"""
