"""MiniMojo makes the ownership of Mojo values visible while people type."""

__version__ = "0.1.0"
