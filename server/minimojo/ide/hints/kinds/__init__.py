"""One module per kind: `KIND` says what it is called and finds its hints in a function."""
