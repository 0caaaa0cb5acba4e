"""What stands at a place, who owns it, and what becomes of it: one module per section."""

from minimojo.ide.hover.assembly import Hover, hover

__all__ = ["Hover", "hover"]
