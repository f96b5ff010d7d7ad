"""From a folder a trainer wrote to a `Module`, and every problem met on the way."""

from builder.read.module import Reading, read_module
from builder.read.shared import read_shared

__all__ = ["Reading", "read_module", "read_shared"]
