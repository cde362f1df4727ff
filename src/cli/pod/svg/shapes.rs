//! What the picture is made of.

use std::fmt::Write;

/// Colours for light and for dark surroundings; no font but the reader's own.
pub(super) const STYLE: &str = "\
text{font:13px ui-monospace,Menlo,Consolas,monospace;fill:#1f2328}\
.name{font-weight:bold}.dim{fill:#59636e}\
.back{fill:#ffffff}.pod{fill:none;stroke:#818b98;stroke-dasharray:4 4}\
.box{fill:#f6f8fa;stroke:#59636e}.volume{fill:#ddf4ff;stroke:#0969da}\
.line{fill:none;stroke:#0969da}.call{fill:none;stroke:#9a6700}\
.head{fill:#0969da}.callhead{fill:#9a6700}.port{fill:#9a6700}\
@media(prefers-color-scheme:dark){\
text{fill:#e6edf3}.dim{fill:#9198a1}.back{fill:#0d1117}.pod{stroke:#656c76}\
.box{fill:#151b23;stroke:#9198a1}.volume{fill:#121d2f;stroke:#4493f8}\
.line{stroke:#4493f8}.call{stroke:#d29922}.head{fill:#4493f8}.callhead{fill:#d29922}.port{fill:#d29922}}";

/// The head of an arrow.
pub(super) fn marker(class: &str) -> String {
    format!(
        "<marker id=\"{class}\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
         orient=\"auto-start-reverse\"><path class=\"{class}\" d=\"M0 0L8 4L0 8z\"/></marker>\n"
    )
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
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

    pub(super) fn bottom(&self) -> usize {
        self.top + self.height
    }
}

pub(super) fn rect(class: &str, frame: &Frame, out: &mut String) -> std::fmt::Result {
    let Frame {
        left,
        top,
        width,
        height,
    } = frame;
    writeln!(
        out,
        "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>"
    )
}

pub(super) fn text(
    class: &str,
    x: usize,
    y: usize,
    said: &str,
    out: &mut String,
) -> std::fmt::Result {
    if said.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
        escaped(said)
    )
}

/// A text as XML has it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            _ => out.push(c),
        }
    }
    out
}
