"""One module per output format of `minimojo check`, named like the format."""
