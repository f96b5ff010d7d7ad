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
        *("<a href='#a'/>", "<foreignObject/>", "<switch><image/></switch>", "<svg/>", "<style media='print'/>"),
    ],
)
def test_what_leads_out_of_the_drawing_is_refused(outside: str) -> None:
    assert len(faults(outside)) == 1


DRAW_IO = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"
 width="122px" height="62px" viewBox="-0.5 -0.5 122 62" content="&lt;mxfile&gt;&lt;/mxfile&gt;"
 style="background: #ffffff; background-color: light-dark(#ffffff, var(--ge-dark-color, #121212));
color-scheme: light dark;">
<defs><style>@media (prefers-color-scheme: dark) { svg { filter: invert(1) } }</style></defs>
<g data-cell-id="0"><rect x="0" y="0" width="120" height="60" fill="#ffffff" stroke="#000000" pointer-events="all"
 style="fill: light-dark(rgb(213, 232, 212), var(--dark, rgb(31, 47, 30))); stroke: light-dark(#82b366, #446e2c);"/>
<g transform="translate(-0.5 -0.5)"><switch>
<foreignObject style="overflow: visible;" pointer-events="none" width="100%" height="100%"
 requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"><div xmlns="http://www.w3.org/1999/xhtml"
 style="display: flex;">Ask the<br/>team</div></foreignObject>
<text x="60" y="34" fill="light-dark(#000000, #ffffff)" font-family="&quot;Helvetica&quot;"
 text-anchor="middle">{words}</text>
</switch></g></g>
<switch><g requiredFeatures="http://www.w3.org/TR/SVG11/feature#Extensibility"/>
<a transform="translate(0,-5)" xlink:href="https://example.org/svg-export" target="_blank"><text>Text is not
SVG</text></a></switch>
</svg>"""
INKSCAPE = """<svg width="210mm" height="297mm" viewBox="0 0 210 297.00000000000003" version="1.1" id="svg1"
 inkscape:version="1.3" sodipodi:docname="roles.svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" xmlns="http://www.w3.org/2000/svg"
 xmlns:svg="http://www.w3.org/2000/svg" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<sodipodi:namedview id="view" inkscape:zoom="0.7"><inkscape:grid type="xygrid"/></sodipodi:namedview>
<metadata><rdf:RDF><rdf:li>one</rdf:li></rdf:RDF></metadata>
<defs id="defs1"><inkscape:path-effect effect="spiro" id="effect"/>
<rect x="1" y="1" width="9" height="9" id="rect9"/></defs>
<g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1"><path inkscape:connector-curvature="0"
 sodipodi:nodetypes="cc" d="M 1,1 C 2.5e-4,3 4,5 6,7" id="path1" style="color:#000000;font-variant-position:normal;
text-indent:0;text-align:start;text-decoration-line:none;text-decoration-style:solid;text-decoration-color:#000000;
text-transform:none;text-orientation:mixed;shape-padding:0;isolation:auto;mix-blend-mode:normal;solid-color:#000000;
color-interpolation-filters:linearRGB;block-progression:tb;fill:#1e1000;paint-order:stroke fill markers;
vector-effect:none;-inkscape-stroke:none;stroke-width:.26458332px;enable-background:accumulate"/>
<text xml:space="preserve" style="font-size:4px;line-height:1.25;-inkscape-font-specification:Sans;
white-space:pre;shape-inside:url(#rect9)" id="text1"><tspan x="1" y="5" id="tspan1">A team</tspan></text></g></svg>"""


def test_what_draw_io_exports_is_drawn_with_its_colours_for_light_and_its_plain_words() -> None:
    data, wrong = drawing.read(DRAW_IO.replace("{words}", "Ask the team").encode())
    assert wrong == []
    root = ElementTree.fromstring(data)
    rect, text = (next(root.iter(f"{SVG}{name}")).attrib for name in ("rect", "text"))
    assert (rect["fill"], rect["stroke"], text["fill"]) == ("rgb(213, 232, 212)", "#82b366", "#000000")
    assert "".join(root.itertext()).split() == ["Ask", "the", "team"]


@pytest.mark.parametrize("words", ["Ask the...", ""])
def test_words_that_draw_io_shortened_are_not_lost_in_silence(words: str) -> None:
    without = DRAW_IO.replace("{words}", words)
    if not words:
        without = f"{without[: without.index('<text x=')]}{without[without.index('</switch>') :]}"
    ((what, hint),) = ((one.what, one.hint) for one in drawing.read(without.encode())[1])
    assert what == "it holds words that only a browser can show whole"
    assert "Formatted Text" in hint


def test_what_inkscape_saves_is_drawn() -> None:
    data, wrong = drawing.read(INKSCAPE.encode())
    assert wrong == []
    assert "".join(ElementTree.fromstring(data).itertext()) == "A team"


@pytest.mark.parametrize(
    "number", ["<rect x='{}'/>", "<path d='M{} 0'/>", "<rect style='stroke-width: {}'/>", "<g transform='scale({})'/>"]
)
def test_a_number_without_end_is_refused(number: str) -> None:
    assert [len(faults(number.format(one))) for one in ("9" * 5000, "1e999", "12.5", "2.5e-4")] == [1, 1, 0, 0]
    assert [len(faults(f"<rect fill='{colour}'/>")) for colour in ("#1e1000", "#123456")] == [0, 0]
    wide = START.replace("0 0 9 9", f"0 0 {'9' * 5000} 9")
    assert len(drawing.read(f"{wide}</svg>".encode())[1]) >= 1


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
