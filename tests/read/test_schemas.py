"""The schemas of module.yaml and quiz.yaml, as an editor keeps them: YAML 1.2, so a date and a yes are text."""

import copy
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker

from builder.cli import main
from builder.questions import folder, types
from builder.questions.question import Saved
from builder.read.schemas import head, module_schema, quiz_schema

ROOT = Path(__file__).parents[2]
WORKSPACE = ROOT / "tests" / "checks" / "workspace"
WRITTEN = sorted(
    [*ROOT.glob("modules/*/module.yaml"), *ROOT.glob("modules/*/quiz.yaml"), *WORKSPACE.rglob("first/*.yaml")]
)
SAVED = {name: kind for name, kind in types().items() if issubclass(kind, Saved)}
SCHEMAS = {"module.yaml": module_schema(), "quiz.yaml": quiz_schema()}


class Editor(yaml.SafeLoader):
    """YAML as the language server reads it, which knows no dates, and of words only `true` and `false`."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if tag.split(":")[-1] in ("int", "float", "null")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false|True|False|TRUE|FALSE"), list("tTfF"))


def faults(name: str, data: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name], format_checker=FormatChecker())
    return ["/".join(map(str, one.absolute_path)) + ": " + one.message for one in validator.iter_errors(data)]


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Editor)


def starter(kind: str) -> Any:
    return yaml.load((folder(kind) / "starter.yaml").read_text("utf-8").replace("$", ""), Editor)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=list(SCHEMAS))
def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "path", [one for one in WRITTEN if one.name in SCHEMAS], ids=lambda one: "/".join(one.parts[-2:])
)
def test_what_is_written_fits(path: Path) -> None:
    assert faults(path.name, read(path)) == []


@pytest.mark.parametrize("kind", sorted(SAVED))
def test_each_example_and_each_starter_fits(kind: str) -> None:
    examples = [one["question"] for one in read(folder(kind) / "examples.yaml")["good"]]
    assert faults("quiz.yaml", {"questions": examples + starter(kind)}) == []


def test_ids_and_codes_may_be_missing_because_check_writes_them() -> None:
    (asked,) = starter("sort")
    del asked["id"], asked["items"][0]["code"]
    assert faults("quiz.yaml", {"questions": [asked]}) == []


@pytest.mark.parametrize("text", ["link:", "link: https://example.org", "link: mailto:a@example.org"])
def test_a_line_that_can_be_left_out_may_be_empty(text: str) -> None:
    about = read(WORKSPACE / "modules" / "first" / "module.yaml")
    about["contact"] = {"text": "Tell us", **yaml.load(text, Editor)}
    assert faults("module.yaml", about) == []


def changed(**what: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data.update(what)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (changed(titel="x"), "'titel' was unexpected"),
        (lambda about: about.pop("title"), "'title' is a required property"),
        (changed(title=None), "title: None is not of type"),
        (changed(title="x" * 121), "title: .* is too long"),
        (changed(minutes="two"), "minutes: 'two' is not of type 'integer'"),
        (changed(minutes=0), "minutes: 0 is less than the minimum of 1"),
        (changed(language="English"), "language: "),
        (changed(status="finished"), "status: "),
        (changed(completion="all"), "completion: "),
        (changed(review="2027-3-1"), "review: '2027-3-1' is not a 'date'"),
        (changed(review="2027-02-30"), "review: '2027-02-30' is not a 'date'"),
        (changed(address="http://example.org"), "address: "),
        (changed(outcomes=[]), "outcomes: "),
        (changed(outcomes=[{"id": "No Id", "text": "x"}]), "outcomes/0/id: 'No Id' does not match"),
        (changed(contact="us"), "contact: 'us' is not of type 'object'"),
        (changed(history=[{"status": "draft", "who": "ann", "date": "2027-01-01"}]), "history: "),
    ],
)
def test_a_mistake_in_module_yaml_is_found(spoil: Callable[[dict[str, Any]], object], says: str) -> None:
    about = copy.deepcopy(read(WORKSPACE / "modules" / "first" / "module.yaml"))
    assert faults("module.yaml", about) == []
    spoil(about)
    assert any(re.search(says, one) for one in faults("module.yaml", about)), faults("module.yaml", about)


@pytest.mark.parametrize(
    ("kind", "spoil", "says"),
    [
        ("choice", changed(type="chioce"), "questions/0/type: 'chioce' is not one of"),
        ("choice", changed(type="reflect"), "questions/0/type: 'reflect' is not one of"),
        ("choice", lambda one: one.pop("type"), "questions/0: 'type' is a required property"),
        ("choice", lambda one: one.pop("options"), "questions/0: 'options' is a required property"),
        ("choice", lambda one: one.pop("outcome"), "questions/0: 'outcome' is a required property"),
        ("choice", changed(options=[]), "questions/0/options: "),
        ("choice", lambda one: one["options"][0].pop("feedback"), "questions/0/options/0: 'feedback' is a required"),
        (
            "choice",
            lambda one: one["options"][0].update(rigth="yes"),
            "questions/0/options/0: .*'rigth' was unexpected",
        ),
        ("choice", lambda one: one["options"][0].update(right="maybe"), "questions/0/options/0/right: "),
        ("choice", changed(bins=[]), "'bins' was unexpected"),
        ("choice", changed(timer=30), "'timer' was unexpected"),
        ("choice", changed(source=[]), "questions/0/source: "),
        ("choice", changed(source="not an id"), "questions/0/source: 'not an id'"),
        ("sort", lambda one: one["items"][0].pop("bin"), "questions/0/items/0: 'bin' is a required property"),
        ("scenario", lambda one: one["steps"][0]["choices"][0].update(grade="good"), "grade: 'good' is not one of"),
        ("order", lambda one: one["items"].pop(), "questions/0/items: .* is too short"),
    ],
)
def test_a_mistake_in_quiz_yaml_is_found(kind: str, spoil: Callable[[dict[str, Any]], object], says: str) -> None:
    (asked,) = starter(kind)
    spoil(asked)
    found = faults("quiz.yaml", {"questions": [asked]})
    assert any(re.search(says, one) for one in found), found


@pytest.mark.parametrize("data", [{}, {"questions": []}, {"questions": [], "shufle": True}, {"questions": [3]}])
def test_a_quiz_has_questions(data: dict[str, Any]) -> None:
    assert faults("quiz.yaml", data)


def described(schema: dict[str, Any]) -> list[str]:
    """Return the names that say nothing about themselves."""
    models = {schema["title"]: schema, **schema["$defs"]}
    return [
        f"{model}.{name}"
        for model, one in models.items()
        for name, field in one.get("properties", {}).items()
        if not field.get("description")
    ]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=list(SCHEMAS))
def test_every_name_says_what_it_is_for(schema: dict[str, Any]) -> None:
    assert described(schema) == []


def test_what_new_writes_leads_an_editor_to_its_schema(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["--folder", str(tmp_path), "new", "my-module"])
    for name, schema in SCHEMAS.items():
        path = tmp_path / "modules" / "my-module" / name
        first = path.read_text("utf-8").split("\n")[0] + "\n"
        assert first == head(name)
        assert yaml.safe_load((path.parent / first.strip().partition("$schema=")[2]).read_text("utf-8")) == schema
        assert faults(name, read(path)) == []


def test_the_course_is_copied_with_its_schemas(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["--folder", str(tmp_path), "new", "--course"])
    for name in SCHEMAS:
        copied, ours = (root / "modules" / "peer-roles" / name for root in (tmp_path, ROOT))
        assert copied.read_text("utf-8") == head(name) + ours.read_text("utf-8")
    assert sorted(path.name for path in (tmp_path / "modules" / ".schemas").iterdir()) == ["module.json", "quiz.json"]


def test_list_schemas_writes_them_anew_and_says_the_line(tmp_path: Path) -> None:
    shutil.copytree(WORKSPACE / "modules", tmp_path / "modules")
    for wrote in (True, False):
        done = CliRunner().invoke(main, ["--folder", str(tmp_path), "list", "schemas"])
        assert done.exit_code == 0
        assert ("Wrote modules/.schemas/quiz.json\n" in done.stdout) == wrote
        assert all(head(name) in done.stdout for name in SCHEMAS)
