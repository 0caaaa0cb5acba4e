"""Command line: checking, explaining and dumping from a terminal."""
