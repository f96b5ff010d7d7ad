"""Team Readiness: from what trainers write to packages an LMS plays and handouts people print."""

__version__ = "0.1.0"
