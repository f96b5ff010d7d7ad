"""What `new` writes: a first module that checks and builds, a copy of the course, one more question in a module."""

from builder.starter.module import Refused, about_text, copy_course, named_after, refuse_name, write_module
from builder.starter.question import add_question

__all__ = ["Refused", "about_text", "add_question", "copy_course", "named_after", "refuse_name", "write_module"]
