"""One module per subcommand, named like it; `COMMAND` is the function that click calls."""
