"""Lowering: a typed walk over one function, in the compiler's own order of emission, into a graph."""
