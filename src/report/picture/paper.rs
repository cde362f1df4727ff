//! What pictures are made of: shapes and words in SVG.

use std::fmt::{self, Write};

/// The advance of a character of the monospaced font, and a little more.
pub(super) const CHARACTER: usize = 8;
pub(super) const LINE: usize = 18;
pub(super) const PADDING: usize = 12;
pub(super) const GAP: usize = 24;
pub(super) const MARGIN: usize = 24;

/// Colours for light and for dark surroundings; no font but the reader's own.
pub(in crate::report) const STYLE: &str = "\
svg text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#1f2328}\
svg .strong{font-weight:bold}svg .dim{fill:#59636e}svg .guess{fill:#59636e;font-style:italic}\
svg .back{fill:#fff}svg .frame{fill:none;stroke:#818b98;stroke-dasharray:2 4}\
svg .shape{stroke-width:1.5}svg path.fine,svg rect.fine{fill:none;stroke-width:1}\
svg .blue{fill:#e6f1fa;stroke:#0072b2}svg .orange{fill:#fdf0d5;stroke:#b06c00}svg .green{fill:#e0f3ec;stroke:#007a5a}\
svg .purple{fill:#f7e9f2;stroke:#a2507f}svg .yellow{fill:#fdfbe0;stroke:#857a00}svg .grey{fill:#f3f4f6;stroke:#6e7781}\
svg .absent{fill:#fff;stroke:#6e7781;stroke-dasharray:5 4}svg .broken{fill:#fdeae0;stroke:#c44e00;stroke-width:2.5;stroke-dasharray:7 3}\
svg .line{fill:none;stroke:#57606a;stroke-width:1.25}svg .call{fill:none;stroke:#a2507f;stroke-width:1.5;stroke-dasharray:6 3}\
svg .label{fill:none;stroke:#0072b2;stroke-width:1.25;stroke-dasharray:2 3}\
svg .fault{fill:none;stroke:#c44e00;stroke-width:2;stroke-dasharray:7 3}svg .alarm{fill:#a63f00;font-weight:bold}\
svg .head{fill:#57606a}svg .callhead{fill:#a2507f}svg .labelhead{fill:#0072b2}svg .faulthead{fill:#c44e00}\
@media screen and (prefers-color-scheme:dark){\
svg text{fill:#e6edf3}svg .dim,svg .guess{fill:#9198a1}svg .back{fill:#0d1117}svg .frame{stroke:#656c76}\
svg .blue{fill:#0d2438;stroke:#56b4e9}svg .orange{fill:#33250b;stroke:#e69f00}svg .green{fill:#0b2b22;stroke:#2bbd92}\
svg .purple{fill:#2f1b28;stroke:#cc79a7}svg .yellow{fill:#2b290b;stroke:#d6cb3a}svg .grey{fill:#1b2129;stroke:#8b949e}\
svg .absent{fill:#0d1117;stroke:#8b949e}svg .broken{fill:#361c0c;stroke:#ff8a3d}\
svg .line{stroke:#8b949e}svg .call{stroke:#cc79a7}svg .label{stroke:#56b4e9}svg .fault{stroke:#ff8a3d}svg .alarm{fill:#ff9a57}\
svg .head{fill:#8b949e}svg .callhead{fill:#cc79a7}svg .labelhead{fill:#56b4e9}svg .faulthead{fill:#ff8a3d}}";

/// A rectangle.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

impl Frame {
    pub(super) fn middle(&self) -> usize {
        self.top + self.height / 2
    }

    pub(super) fn right(&self) -> usize {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> usize {
        self.top + self.height
    }
}

/// What something is drawn as. Each goes with a colour, and one can be told without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// A rectangle.
    Box,
    /// A rectangle with a second line inside.
    Double,
    /// A rectangle with a second line at both sides.
    Barred,
    /// A rectangle with round ends.
    Round,
    /// A rectangle of dashes.
    Dashed,
    /// A cylinder.
    Drum,
    /// A sheet of paper with a corner folded.
    Sheet,
    /// A hexagon.
    Hexagon,
    /// An arrow to the right.
    Arrow,
    /// A rectangle without corners.
    Cut,
}

/// Draws a shape in a colour's class.
pub(super) fn shape(shape: Shape, color: &str, frame: &Frame, out: &mut String) -> fmt::Result {
    let (class, fine) = (format!("shape {color}"), format!("fine {color}"));
    match shape {
        Shape::Box => return rect(&class, frame, 3, out),
        Shape::Round => return rect(&class, frame, frame.height.min(44) / 2, out),
        Shape::Dashed => {
            let dashes = " stroke-dasharray=\"5 4\"";
            return rect_with(&class, frame, 3, dashes, out);
        }
        Shape::Double => {
            rect(&class, frame, 3, out)?;
            let inner = Frame {
                left: frame.left + 4,
                top: frame.top + 4,
                width: frame.width.saturating_sub(8),
                height: frame.height.saturating_sub(8),
            };
            return rect(&fine, &inner, 2, out);
        }
        Shape::Barred => rect(&class, frame, 3, out)?,
        Shape::Drum | Shape::Sheet | Shape::Hexagon | Shape::Arrow | Shape::Cut => {}
    }
    let (body, lines) = ways(shape, frame);
    if !body.is_empty() {
        path(&class, &body, out)?;
    }
    match &*lines {
        "" => Ok(()),
        lines => path(&fine, lines, out),
    }
}

/// The outline of a shape that is no rectangle, and the fine lines in it, as paths.
fn ways(shape: Shape, frame: &Frame) -> (String, String) {
    let Frame {
        left: x,
        top: y,
        width: w,
        height: h,
    } = *frame;
    let (right, bottom, half) = (x + w, y + h, y + h / 2);
    match shape {
        Shape::Barred => {
            let (first, second) = (x + 5, right.saturating_sub(5));
            let bars = format!("M{first} {y}V{bottom}M{second} {y}V{bottom}");
            (String::new(), bars)
        }
        Shape::Drum => {
            let (up, down, round) = (y + 6, bottom.saturating_sub(6), w / 2);
            let body = format!(
                "M{x} {up}A{round} 6 0 0 1 {right} {up}V{down}A{round} 6 0 0 1 {x} {down}z"
            );
            (body, format!("M{x} {up}A{round} 6 0 0 0 {right} {up}"))
        }
        Shape::Sheet => {
            let (fold, down) = (right.saturating_sub(12), y + 12);
            let body = format!("M{x} {y}H{fold}L{right} {down}V{bottom}H{x}z");
            (body, format!("M{fold} {y}V{down}H{right}"))
        }
        Shape::Hexagon => {
            let (first, second) = (x + 10, right.saturating_sub(10));
            let body = format!(
                "M{first} {y}H{second}L{right} {half}L{second} {bottom}H{first}L{x} {half}z"
            );
            (body, String::new())
        }
        Shape::Arrow => {
            let tip = right.saturating_sub(14);
            let body = format!("M{x} {y}H{tip}L{right} {half}L{tip} {bottom}H{x}z");
            (body, String::new())
        }
        Shape::Cut => {
            let (a, b) = (x + 8, right.saturating_sub(8));
            let (c, d) = (y + 8, bottom.saturating_sub(8));
            let body = format!("M{a} {y}H{b}L{right} {c}V{d}L{b} {bottom}H{a}L{x} {d}V{c}z");
            (body, String::new())
        }
        Shape::Box | Shape::Round | Shape::Dashed | Shape::Double => Default::default(),
    }
}

/// A line of a class, as a path says it.
pub(super) fn path(class: &str, way: &str, out: &mut String) -> fmt::Result {
    writeln!(out, "<path class=\"{class}\" d=\"{way}\"/>")
}

/// The same with arrow heads, of the class that goes with the line's.
pub(super) fn arrow(
    class: &str,
    way: &str,
    (start, end): (bool, bool),
    out: &mut String,
) -> fmt::Result {
    let head = match class {
        "line" => "head",
        "call" => "callhead",
        "label" => "labelhead",
        _ => "faulthead",
    };
    let at = |is_there: bool, end: &str| match is_there {
        true => format!(" marker-{end}=\"url(#{head})\""),
        false => String::new(),
    };
    let heads = at(start, "start") + &at(end, "end");
    writeln!(out, "<path class=\"{class}\" d=\"{way}\"{heads}/>")
}

/// A rectangle of a class.
pub(super) fn rect(class: &str, frame: &Frame, round: usize, out: &mut String) -> fmt::Result {
    rect_with(class, frame, round, "", out)
}

fn rect_with(
    class: &str,
    frame: &Frame,
    round: usize,
    more: &str,
    out: &mut String,
) -> fmt::Result {
    let Frame {
        left,
        top,
        width,
        height,
    } = frame;
    writeln!(
        out,
        "<rect class=\"{class}\"{more} x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
    )
}

/// A line of words.
pub(super) fn text(class: &str, x: usize, y: usize, said: &str, out: &mut String) -> fmt::Result {
    if said.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
        escaped(said)
    )
}

/// A whole picture of that size. Within a page the style is the page's, and arrow heads are there once.
pub(super) fn picture(
    title: &str,
    (width, height): (usize, usize),
    body: &str,
    alone: bool,
) -> String {
    let title = escaped(title);
    let (style, namespace) = match alone {
        true => (
            format!("<style>{STYLE}</style>\n{}", heads()),
            " xmlns=\"http://www.w3.org/2000/svg\"",
        ),
        false => (String::new(), ""),
    };
    format!(
        "<svg{namespace} width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{title}</title>\n{style}\
         <rect class=\"back\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n"
    )
}

/// The heads of all sorts of lines.
pub(in crate::report) fn heads() -> String {
    let heads = ["head", "callhead", "labelhead", "faulthead"].map(|class| {
        format!(
            "<marker id=\"{class}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path class=\"{class}\" d=\"M0 0L8 4L0 8z\"/></marker>\n"
        )
    });
    format!("<defs>\n{}</defs>\n", heads.concat())
}

/// How many columns the longest of some texts takes.
pub(super) fn columns<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    let lengths = texts.into_iter().map(unicode_width::UnicodeWidthStr::width);
    lengths.max().unwrap_or(0)
}

/// A text of at most so many characters; of a longer one both ends.
pub(super) fn cut(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head = most / 2;
    let tail = text.chars().skip(count + head + 1 - most);
    text.chars().take(head).chain(['…']).chain(tail).collect()
}

/// A text as XML has it.
pub(in crate::report) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}
