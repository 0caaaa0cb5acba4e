"""What was probably meant by a name that stands for nothing: one module per kind of correction."""

from minimojo.ide.corrections.model import Correction, Slip, all_correctors, corrections

__all__ = ["Correction", "Slip", "all_correctors", "corrections"]
