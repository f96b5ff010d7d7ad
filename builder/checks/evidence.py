"""Claims and quotations point at something that is there, and quote it as it is."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from builder.checks import walk
from builder.markdown import cited, marks, plain
from builder.model import Module, Prose, Shared, Source
from builder.problems import Place, Problem, did_you_mean, quoted

_SOURCE = re.compile(r"source:[ \t]+(\S+)[ \t]*(?:\n|$)")
# What a quotation is made of: words and paragraphs.
_WORDS = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak", "hardbreak"}
# The kinds of lines that stand in a quotation.
QUOTED = ("quotation", "recommendation")
# Marks in which somebody speaks.
_SPEECH = ("quote", "scene", "story")
_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[.?!](?:[”\"’)*]|\[@[^\]]*\])*\s+")
_FEW = 3
_PHONE = re.compile(
    r"""(?<![\w/.-])(?: (?:\+44|0044)[\s()-]*\d(?:[\s()-]*\d){6,10} | \(?0\d{2,4}\)?[\s-]?\d{3,4}(?:[\s-]?\d{3,4})?
    | 116[\s-]?\d{3} | (?:call|ring|phone|dial|text)\s+(?:NHS\s+)?\d{3,} | tel:[+\d]\S* )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)


def sources_exist(module: Module) -> Iterator[Problem]:
    """E101 unknown-source: A source that is cited stands in modules/shared/sources.yaml."""
    known = module.shared.sources
    for name, place in _cited(module):
        if name not in known and not module.shared.may_hold("sources", name):
            hint = did_you_mean(name, known, "put it into that file, or cite one that is there")
            yield Problem("E101", place, f"{quoted(name)} is not in modules/shared/sources.yaml", hint)


def _cited(module: Module) -> Iterator[tuple[str, Place]]:
    for spot in walk.tokens(module):
        if spot.token.type == "citation":
            yield from ((name, spot.of(f"@{name}")) for name in cited(spot.token.content))
    for run in walk.prose(module):
        yield from ((name, run.find(name, place)) for _, name, place in _quotations(run) if name)
    for asked in module.questions:
        yield from ((name, asked.at(at)) for at, name in asked.question.sources())
    for number, line in enumerate(module.board.lines if module.board else ()):
        for index, name in enumerate(line.source):
            yield name, module.place(walk.BOARD, ("lines", number, "source", index))


def _quotations(run: Prose) -> Iterator[tuple[Sequence[Token], str, Place]]:
    """Yield the tokens, the id of the source (or nothing) and the place of each quotation."""
    for token, inside in marks(run.tokens):
        if token.info.split()[0] == "quote" and inside:
            found = _SOURCE.match(inside[1].content) if inside[0].type == "paragraph_open" else None
            yield inside, found[1] if found else "", run.source.place(token.map[0] if token.map else 0, 0)


def quotations_are_exact(module: Module) -> Iterator[Problem]:
    """E104 quote-without-source: A `:::quote` names its source.

    E106 quote-changed: The words of a quotation are those published.

    E107 quote-with-more: Nothing but the words themselves stands in a quotation.

    E110 quote-of-nobody: Whose words a quotation is, is known, because they are shown with the authors and the year.

    E117 not-for-quoting: What is quoted is a comment or a recommendation that the source prints: its other lines are
    reported, not quoted.
    """
    for run in walk.prose(module):
        for inside, name, place in _quotations(run):
            source = module.shared.sources.get(name)
            whole = module.shared.sources.get(source.part_of or name) if source else None
            words = " ".join(plain(inside).removeprefix("source:").split()).removeprefix(name).strip()
            if not name:
                hint = 'the first line inside it is the source, such as "source: Q1"'
                yield Problem("E104", place, "This quotation has no source", hint)
            elif any(one.type not in _WORDS for token in inside for one in (token, *(token.children or ()))):
                hint = "take out what is not the words themselves: bold, lists, links, sources"
                yield Problem("E107", place, "A quotation holds words and nothing else", hint)
            elif source and words != " ".join((source.text or "").split()):
                hint = f"it says: {source.text}" if source.text else "quote an entry whose words are in that file"
                yield Problem("E106", place, f"These are not the words of {quoted(name)}", hint)
            elif source and source.kind not in QUOTED:
                hint = "say in your own words what it reports, and cite it; or quote a recommendation or a quotation"
                yield Problem("E117", place, f"{quoted(name)} is not one of the lines that are quoted", hint)
            elif whole and not (whole.authors and whole.year):
                hint = "add them to the source in modules/shared/sources.yaml"
                yield Problem("E110", place, "The source of this quotation has no authors or no year", hint)


def quotations_stand_apart(module: Module) -> Iterator[Problem]:
    """E116 quote-in-line: A source's words stand in a `:::quote`, which keeps them exact, and not in quotation marks in
    the text. It looks at quotation marks in a sentence that cites: three words or more, or two that its source has.
    """
    for said in walk.written(module):
        if said.mark not in _SPEECH:
            finder = None
            for words, sources in _inline(said.words, module.shared):
                finder = finder or walk.Finder(said.place)
                hint = "say it in your own words, without quotation marks, and keep the source"
                whole = next((one.id for one in sources if one.kind in QUOTED), "")
                hint += f"; or quote {quoted(whole)} whole in a :::quote" if whole else ""
                yield Problem("E116", finder.find(words), "A source's words stand in a quotation of their own", hint)


def _inline(text: str, shared: Shared) -> Iterator[tuple[str, list[Source]]]:
    """Yield what stands in quotation marks in the sentences of a text that cite, with the sources of the sentence."""
    masked = _MARKED.sub(lambda found: re.sub("[.?!]", "·", found[0]), text)
    start = 0
    for end in [*(found.end() for found in _SENTENCE.finditer(masked)), len(masked)]:
        sentence, start = text[start:end], end
        sources = [shared.sources[name] for name in cited(sentence) if name in shared.sources]
        for found in _MARKED.finditer(sentence) if sources else ():
            words = " ".join(found[0][1:-1].split())
            long = len(words.split())
            if long >= _FEW or (long > 1 and any(words.lower() in (one.text or "").lower() for one in sources)):
                yield found[0], sources


def source_lines_stand_in_quotations(module: Module) -> Iterator[Problem]:
    """E108 stray-source-line: A line such as `source: Q1` belongs to a quotation."""
    for run in walk.prose(module):
        inside = ""
        for token in run.tokens:
            inside = token.info.strip() if token.type == "container_mark_open" else inside
            inside = "" if token.type == "container_mark_close" else inside
            if token.type == "inline" and token.content.startswith("source:") and inside != "quote":
                hint = 'put ":::quote" on the line above it; for a claim write [@Q1]'
                place = run.source.place(token.map[0] if token.map else 0, 0)
                yield Problem("E108", place, "This line names a source outside a quotation", hint)


def phone_numbers_stand_in_support(module: Module) -> Iterator[Problem]:
    """E118 phone-number: A phone number stands in modules/shared/support.yaml and nowhere else, so that one place is
    kept right.
    """
    for said in walk.written(module):
        finder = None
        for found in _PHONE.finditer(said.words):
            finder = finder or walk.Finder(said.place)
            hint = "take it out; what stands in that list is on every screen under Support"
            message = "A phone number stands in modules/shared/support.yaml alone"
            yield Problem("E118", finder.find(found[0].strip()), message, hint)


RULES = (
    sources_exist,
    quotations_are_exact,
    quotations_stand_apart,
    phone_numbers_stand_in_support,
    source_lines_stand_in_quotations,
)
