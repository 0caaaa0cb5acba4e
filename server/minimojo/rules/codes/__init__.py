"""One module per rule: its name is the code, its docstring the page that `minimojo explain` prints."""
