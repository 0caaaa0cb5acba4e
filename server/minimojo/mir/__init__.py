"""MIR: in which order do things happen to values? One control-flow graph per function."""
