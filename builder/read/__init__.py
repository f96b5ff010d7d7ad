"""From a folder a trainer wrote to a `Module`, and every problem met on the way."""

from builder.read.course import SHARED, module_names
from builder.read.module import Reading, read_module
from builder.read.shared import read_shared

__all__ = ["SHARED", "Reading", "module_names", "read_module", "read_shared"]
