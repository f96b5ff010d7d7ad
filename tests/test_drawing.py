"""What becomes of a drawing before it stands in a page: what can be kept is, and what cannot is named."""

from xml.etree import ElementTree

import pytest

from builder import drawing

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
SVG = f"{{{drawing.SVG}}}"


def faults(inside: str) -> list[str]:
    return [fault.what for fault in drawing.read(f"{START}{inside}</svg>".encode())[1]]


def clean(inside: str) -> ElementTree.Element:
    data, wrong = drawing.read(f"{START}{inside}</svg>".encode())
    assert wrong == []
    return ElementTree.fromstring(data)


def first(inside: str, name: str = "rect") -> dict[str, str]:
    return next(clean(inside).iter(f"{SVG}{name}")).attrib


@pytest.mark.parametrize(
    ("inside", "attributes"),
    [
        ('<rect style="fill:#abc; stroke-width: 2px"/>', {"fill": "#abc", "stroke-width": "2px"}),
        ('<rect style="fill: red" fill="blue"/>', {"fill": "red"}),
        ("<style>.a{fill:red}</style><rect class='a b' fill='blue'/>", {"fill": "red"}),
        ("<defs><style><![CDATA[.a,.b{fill:red}]]></style></defs><rect class='b'/>", {"fill": "red"}),
        ("<style>.a{fill:red}.a.b{fill:green}.b{fill:blue}</style><rect class='a b'/>", {"fill": "green"}),
        ("<style>rect{fill:red!important}</style><rect style='fill:blue'/>", {"fill": "red"}),
        ("<style>#x g > rect{fill:red}</style><g id='x'><g><rect/></g></g>", {"fill": "red"}),
        ("<style>.a{fill:red}</style><rect/>", {}),
        (
            "<path id='m'/><rect style='marker:url(#m)'/>",
            dict.fromkeys(("marker-start", "marker-mid", "marker-end"), "url(#a1)"),
        ),
        ("<rect style='transform: translate(2px, 3px) rotate(45deg)'/>", {"transform": "translate(2, 3) rotate(45)"}),
        ("<rect style=\"font-family: 'Open Sans', serif\"/>", {"font-family": '"Open Sans", serif'}),
        ("<rect style='fill: var(--ink, rgb(1, 2, 3))'/>", {"fill": "var(--ink, rgb(1, 2, 3))"}),
    ],
)
def test_styles_become_attributes_as_a_browser_would_read_them(inside: str, attributes: dict[str, str]) -> None:
    assert first(inside) == attributes


@pytest.mark.parametrize(
    "noise",
    [
        'id="rect12" class="mark-key" data-name="Layer 1" data-do="leave" tabindex="0" aria-hidden="true"',
        'xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="Layer 1" i:connector-curvature="0"',
        'style="-inkscape-font-specification: x; line-height: 1.25; mix-blend-mode: normal; isolation: isolate"',
        'style="enable-background: new 0 0 9 9; font-variation-settings: normal; filter: none; background: red"',
    ],
)
def test_what_a_drawing_program_notes_for_itself_is_left_out(noise: str) -> None:
    assert first(f"<rect {noise}/>") == {}


def test_what_is_no_shape_is_left_out() -> None:
    root = clean(
        "<!-- by hand --><?xpacket a?><title>One</title><desc>Two</desc><metadata><a/></metadata>"
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"><s:grid/></s:namedview>'
        "<g>white space <text xml:space='preserve'>a <tspan>b</tspan> c</text></g>"
    )
    assert [one.tag.removeprefix(SVG) for one in root.iter()] == ["svg", "g", "text", "tspan"]
    assert "".join(root.itertext()) == "a b c"


@pytest.mark.parametrize(
    "outside",
    [
        *("<use href='other.svg#a'/>", "<use xlink:href='https://example.org/#a'/>", "<use href='javascript:x()'/>"),
        *("<rect fill='url(https://example.org/#a)'/>", "<rect mask='URL( \"x.svg#a\" )'/>"),
        *("<rect clip-path='u\\72l(x.svg#a)'/>", "<rect fill='url/**/(x.svg)'/>", "<rect stroke='image(\"x.png\")'/>"),
        *("<rect style='fill:url(x.svg#a)'/>", "<style>rect{mask:url(//example.org)}</style>"),
        *("<style>@import 'x.css';</style>", "<style>@font-face{src:url(x)}</style>", "<image href='data:,'/>"),
        *("<g xml:base='https://example.org'/>", "<rect filter='url(x.svg#a)'/>", "<feImage href='x.png'/>"),
        *("<a href='#a'/>", "<foreignObject/>", "<switch/>", "<svg/>", "<style media='print'/>"),
    ],
)
def test_what_leads_out_of_the_drawing_is_refused(outside: str) -> None:
    assert len(faults(outside)) == 1


@pytest.mark.parametrize(
    "acting",
    [
        *("<script>x()</script>", "<rect onclick='x()'/>", "<rect ONLOAD='x()'/>", "<handler/>", "<animateMotion/>"),
        *("<animate attributeName='fill' begin='0s'/>", "<set attributeName='href' to='x'/>", "<discard/>"),
        *("<style>rect{animation:a 1s}</style>", "<style>@keyframes a{}</style>", "<rect style='transition:fill 1s'/>"),
        *("<style>rect:hover{fill:red}</style>", "<rect style='--a: 1'/>", "<rect style='filter:blur(2px)'/>"),
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script>',
    ],
)
def test_what_acts_or_moves_is_refused(acting: str) -> None:
    assert len(faults(acting)) >= 1


def test_one_shape_used_over_and_over_cannot_swell_without_end() -> None:
    tenfold = "<g id='l{}'>" + "<use href='#l{}'/>" * 10 + "</g>"
    swelling = "".join(tenfold.format(one, *[one - 1] * 10) for one in range(1, 12))
    assert faults(f"<rect id='l0'/>{swelling}") == ["it comes to more than 20,000 shapes"]
    around = "<g id='a'><use href='#b'/></g><pattern id='b'><rect fill='url(#a)'/></pattern>"
    assert faults(around) == ["it is drawn inside itself"]
    assert len(faults("".join(f'<g id="c{one}"><use href="#c{one + 1}"/></g>' for one in range(5000)))) == 1


@pytest.mark.parametrize("deep", ["<g>" * 99 + "</g>" * 99, "<style>a{b:" + "(" * 20_000 + "</style>"])
def test_what_is_nested_too_deep_is_refused(deep: str) -> None:
    assert faults(deep) == ["it is nested too deep"]


def test_a_doctype_is_passed_over_and_its_entities_are_not() -> None:
    plain = f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">{START}'
    assert drawing.read(f"{plain}</svg>".encode())[1] == []
    assert [one.what for one in drawing.read(f"{plain}<text>&nbsp;</text></svg>".encode())[1]] == ["it holds &nbsp;"]
    laughing = f'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{START}<text>&b;</text></svg>'
    assert [one.what for one in drawing.read(laughing.encode())[1]] == ["its DOCTYPE declares something"]


def test_a_size_stands_for_a_view_box_and_the_page_decides_how_large_it_is() -> None:
    start = START.replace('viewBox="0 0 9 9"', 'width="100mm" height="50" style="width: 100mm"')
    root = ElementTree.fromstring(drawing.read(f"{start}</svg>".encode())[0])
    assert root.get("viewBox") == "0 0 377.95 50"
    assert {"width", "height", "style"}.isdisjoint(root.attrib)


def test_faults_in_styles_are_named_on_their_line() -> None:
    text = "\n<style>\n  .a { fill: red }\n  .b { mask: url(x) }\n</style>\n<g/>\n<g style='mask: url(x)'/></svg>"
    assert [one.line for one in drawing.read(f"{START}{text}".encode())[1]] == [4, 7]


def test_what_has_no_colour_is_drawn_in_ink_where_a_drawing_knows_the_theme() -> None:
    assert clean("<rect fill='var(--accent, #0b5c5a)'/><path/>").get("fill") == "currentColor"
    assert clean("<rect fill='#0b5c5a'/><path/>").get("fill") is None


def test_reading_what_has_been_read_changes_nothing() -> None:
    once, _ = drawing.read(
        f"{START}<style>.a{{fill:url(#g)}}</style><linearGradient id='g'/><g class='a'/></svg>".encode()
    )
    assert drawing.read(once) == (once, [])
