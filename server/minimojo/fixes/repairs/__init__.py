"""One module per quick fix: its docstring says what it does, `FIX` for which records it is meant."""
