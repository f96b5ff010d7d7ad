"""What may stand in module.yaml and quiz.yaml as JSON Schema, so that an editor completes and checks while one types.

It comes from the models, so it knows what `check` knows of single lines; what lines say together is for `check` alone.
Ids and codes may be missing, because `check --fix` writes them; and what is YAML of any kind to an editor, such as the
number in `code: 1`, is text here, as it is to the builder.
"""

import ast
import inspect
import json
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from builder.files import write_file
from builder.given import read
from builder.model import About
from builder.questions import types
from builder.questions.question import Saved
from builder.read.module import Quiz
from builder.written import Written

FOLDER = ".schemas"  # in modules/
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YES = ["yes", "no", True, False]


def head(name: str) -> str:
    """Return the line at the head of a file by which an editor finds its schema, with no web and no settings.

    It is empty for a file that has no schema.
    """
    kind = name.removesuffix(".yaml")
    return f"# yaml-language-server: $schema=../{FOLDER}/{kind}.json\n" if kind in ("module", "quiz") else ""


def write_schemas(modules: Path) -> list[Path]:
    """Write the schemas into `modules/.schemas/`; return those that are new. Raises OSError."""
    written = []
    for name, schema in (("module", module_schema()), ("quiz", quiz_schema())):
        path, data = modules / FOLDER / f"{name}.json", json.dumps(schema, indent=1, ensure_ascii=False).encode()
        if _now(path) != data:
            write_file(path, data)
            written.append(path)
    return written


def _now(path: Path) -> bytes:
    try:
        return read(path, path.parent)
    except OSError:  # there is none, or none that can be read
        return b""


def module_schema() -> dict[str, Any]:
    """Return the schema of module.yaml."""
    return _whole("module.yaml", About, _definitions([About]))


def quiz_schema() -> dict[str, Any]:
    """Return the schema of quiz.yaml: what a question may hold depends on its type."""
    kinds = {name: kind for name, kind in sorted(types().items()) if issubclass(kind, Saved)}
    known = _definitions([Quiz, *kinds.values()])
    for one in known.values():  # check --fix writes them
        one["required"] = [name for name in one.get("required", ()) if name not in ("id", "code")]
    for name, one in kinds.items():
        known[one.__name__]["properties"]["type"] = {"const": name, "description": _about(one)}
    schema = _whole("quiz.yaml", Quiz, known)
    kind = {
        "description": "How it is answered.",
        "enum": list(kinds),
        "enumDescriptions": [_about(one) for one in kinds.values()],
    }
    schema["properties"]["questions"] |= {
        "items": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": kind},
            "allOf": [
                {
                    "if": {"required": ["type"], "properties": {"type": {"const": name}}},
                    "then": {"$ref": f"#/$defs/{one.__name__}"},
                }
                for name, one in kinds.items()
            ],
        }
    }
    return schema


def _whole(name: str, kind: type[Written], known: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **known.pop(kind.__name__), "title": name, "$defs": known}


def _definitions(kinds: Iterable[type[Written]]) -> dict[str, Any]:
    """Return the schemas of models, and of all that stands in them, by their names."""
    _, found = models_json_schema([(kind, "validation") for kind in kinds], schema_generator=_AsTyped)
    return dict(json.loads(json.dumps(found["$defs"]), object_hook=_bounded))


def _bounded(one: dict[str, Any]) -> dict[str, Any]:
    """Call bounds what JSON Schema calls them; behind a rule on how something is typed, pydantic does not."""
    known = {"ge": "minimum", "le": "maximum"}
    if one.get("type") == "array":
        known |= {"minLength": "minItems"}
    return {known.get(name, name): value for name, value in one.items()}


class _AsTyped(GenerateJsonSchema):
    """A schema of what a person types, where the model says what becomes of it."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Add what the texts below the fields say."""
        found = super().model_schema(schema)
        kind = schema["cls"]
        said = _said(kind)
        found["description"] = _first(kind.__doc__)
        for name, field in kind.model_fields.items():
            if name in said:
                found["properties"][field.alias or name]["description"] = said[name]
        return found

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Let a line be empty that can be left out; a default is told where somebody could type it."""
        found = super().default_schema(schema)
        default = found.pop("default", None)
        if {"type": "null"} not in found.get("anyOf", ()):
            found = {"anyOf": [found, {"type": "null"}]}
        if isinstance(default, str | int) and not isinstance(default, bool):
            found["default"] = default
        return found

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        return {**super().str_schema(schema), "type": ["string", "number", "boolean"]}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": _YES}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _said(kind: type[Written]) -> dict[str, str]:
    """Return the text below each field of a model, by the field's name."""
    found = {}
    for one in reversed(kind.__mro__):
        if issubclass(one, Written):
            (tree,) = ast.parse(inspect.getsource(one)).body
            for field, text in pairwise(getattr(tree, "body", ())):
                if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
                    found[ast.unparse(field.target)] = str(ast.literal_eval(text.value))
    return found


def _about(kind: type[Written]) -> str:
    return _first(sys.modules[kind.__module__].__doc__)


def _first(text: str | None) -> str:
    """Return the first paragraph of a docstring, on one line."""
    return " ".join((text or "").split("\n\n")[0].split())
