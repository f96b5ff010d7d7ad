"""What may stand in a drawing, what is left out of it without a word, and what is refused by name."""

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"

ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "text", "tspan", "textPath"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"),
    )
)
# The picture's description stands in the lesson; these would only be a second one, or notes of a drawing program.
LEFT_OUT = frozenset(("title", "desc", "metadata"))
# What somebody reads: elsewhere in a drawing text is white space.
WORDS = frozenset(("text", "tspan", "textPath"))

_PLACES = (
    *("x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "width", "height"),
    *("d", "points", "pathLength", "rotate", "offset", "viewBox", "preserveAspectRatio", "refX", "refY", "orient"),
    *("gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits", "patternTransform"),
    *("clipPathUnits", "maskUnits", "maskContentUnits", "markerUnits", "markerWidth", "markerHeight"),
    *("textLength", "lengthAdjust", "startOffset", "method", "spacing", "side", "transform", "id"),
)
# What CSS may say and an attribute says as well (SVG 2, "Presentation attributes").
PRESENTATION = frozenset(
    (
        *("color", "fill", "fill-opacity", "fill-rule", "opacity", "display", "visibility", "overflow", "paint-order"),
        *("stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-opacity", "stroke-width", "vector-effect", "stop-color", "stop-opacity", "color-interpolation"),
        *("clip-path", "clip-rule", "mask", "mask-type", "marker-start", "marker-mid", "marker-end"),
        *("font-family", "font-size", "font-style", "font-variant", "font-weight", "font-stretch", "letter-spacing"),
        *("word-spacing", "text-anchor", "text-decoration", "dominant-baseline", "alignment-baseline"),
        *("baseline-shift", "writing-mode", "direction", "unicode-bidi", "shape-rendering", "text-rendering"),
        *("transform-origin",),
    )
)
ATTRIBUTES = PRESENTATION.union(_PLACES)
# What would act, load, or hide a part from some readers. Any other attribute does nothing here and is left out.
REFUSED = frozenset(("src", "base", "filter", "requiredExtensions", "requiredFeatures", "systemLanguage"))

# CSS that changes nothing about shapes and words in a picture of its own.
IDLE = frozenset(
    (
        *("background", "background-color", "enable-background", "isolation", "line-height", "white-space"),
        *("text-align", "text-indent", "shape-inside", "shape-padding", "shape-margin", "inline-size"),
        *("color-scheme", "block-progression", "text-decoration-style", "text-decoration-color"),
        *("solid-color", "solid-opacity", "color-rendering", "image-rendering", "color-interpolation-filters"),
        *("font-feature-settings", "font-kerning", "font-variant-ligatures", "font-variant-caps", "pointer-events"),
        *("font-variant-numeric", "font-variant-east-asian", "font-variation-settings", "text-orientation", "cursor"),
    )
)
# A value that says "as if nothing had been said".
IDLE_VALUES = frozenset(("none", "normal", "auto", "initial", "unset", "0"))
# The page decides how large a picture is.
OF_THE_PAGE = frozenset(("width", "height", "max-width", "max-height", "min-width", "min-height", "margin", "padding"))
