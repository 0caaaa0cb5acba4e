"""Lowering: a typed walk over one function, in the compiler's own order of emission, into a graph.

Expressions nest in circles, so do the modules about them; the one place where the circle is entered
is here, which makes the order of imports the same for everybody.
"""

from minimojo.mir.lowering import expressions as expressions
