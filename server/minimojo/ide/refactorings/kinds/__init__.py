"""One module per kind: `REFACTORING` says what it is called and finds what can be changed."""
