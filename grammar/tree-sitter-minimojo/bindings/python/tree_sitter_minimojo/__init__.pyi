from typing import Final

def language() -> object: ...

__all__: Final[list[str]]
