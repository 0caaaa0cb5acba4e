"""Faults of ours that the log tells of."""

import logging


class Faults(logging.Handler):
    """What is logged as an error is a fault of ours in one function: the rest goes on, and nobody sees it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(logging.Formatter().format(record))
