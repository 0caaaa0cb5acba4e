"""Advice on memory, judged by running programs: the address sanitizer sees what the compiler lets pass."""
