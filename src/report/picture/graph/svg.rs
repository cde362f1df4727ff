//! References as a picture.

use std::fmt;

use super::kinds::Class;
use super::layout::Laid;
use super::{Graph, Group, Part, State};
use crate::report::picture::legend::Legend;
use crate::report::picture::paper::{
    CHARACTER, Frame, GAP, LINE, MARGIN, PADDING, Shape, arrow, columns, escaped, picture, rect,
    shape, text,
};

/// How wide a picture becomes before something stands below, unless one group is wider.
const WIDE: usize = 1800;
/// The same within a group.
const GROUP: usize = 1200;

pub(super) fn render(graph: &Graph) -> String {
    let groups: Vec<Framed<'_>> = graph.groups.iter().map(Framed::of).collect();
    let sizes: Vec<(usize, usize)> = groups
        .iter()
        .map(|group| (group.width, group.height))
        .collect();
    let (places, (width, height)) = shelves(&sizes, WIDE);
    let mut body = String::new();
    for (group, (x, y)) in groups.iter().zip(places) {
        // Writing to a string cannot fail.
        let _ = group.draw((x + MARGIN, y + MARGIN), &mut body);
    }
    let mut bottom = height + 2 * MARGIN;
    let mut right = width + 2 * MARGIN;
    if let Ok((legend, end, below)) = legend(graph, (bottom, right)) {
        body += &legend;
        (right, bottom) = (right.max(end), below + MARGIN);
    }
    if let Some(remark) = graph.remark() {
        let _ = text("dim", MARGIN, bottom, &remark, &mut body);
        bottom += MARGIN;
    }
    picture("What refers to what", (right, bottom), &body, true)
}

/// A group with its parts laid out.
struct Framed<'g> {
    group: &'g Group,
    parts: Vec<Laid>,
    places: Vec<(usize, usize)>,
    width: usize,
    height: usize,
}

impl<'g> Framed<'g> {
    fn of(group: &'g Group) -> Self {
        let parts: Vec<Laid> = group.parts.iter().map(Laid::of).collect();
        let sizes: Vec<(usize, usize)> =
            parts.iter().map(|laid| (laid.width, laid.height)).collect();
        let (places, (width, height)) = shelves(&sizes, GROUP);
        let title = columns([&*group.title]) * CHARACTER;
        Self {
            group,
            parts,
            places,
            width: width.max(title) + 2 * PADDING,
            height: height + LINE + 2 * PADDING + 8,
        }
    }

    fn draw(&self, (x, y): (usize, usize), out: &mut String) -> fmt::Result {
        let whole = Frame {
            left: x,
            top: y,
            width: self.width,
            height: self.height,
        };
        rect("frame", &whole, 6, out)?;
        text("strong", x + PADDING, y + LINE + 4, &self.group.title, out)?;
        for ((laid, part), (left, top)) in
            self.parts.iter().zip(&self.group.parts).zip(&self.places)
        {
            let (left, top) = (x + PADDING + left, y + PADDING + LINE + 8 + top);
            writeln(out, &format!("<g transform=\"translate({left} {top})\">"))?;
            draw(part, laid, out)?;
            writeln(out, "</g>")?;
        }
        Ok(())
    }
}

fn writeln(out: &mut String, line: &str) -> fmt::Result {
    out.push_str(line);
    out.push('\n');
    Ok(())
}

fn draw(part: &Part, laid: &Laid, out: &mut String) -> fmt::Result {
    for (edge, (points, is_back)) in part.edges.iter().zip(&laid.ways) {
        let class = match (part.is_broken(edge), edge.by_labels) {
            (true, _) => "fault",
            (false, true) => "label",
            (false, false) => "line",
        };
        arrow(class, &curve(points), (*is_back, !is_back), out)?;
    }
    for ((node, frame), lines) in part.nodes.iter().zip(&laid.frames).zip(&laid.texts) {
        let (of, color) = node.class.look();
        let color = match node.state {
            State::There => color,
            State::Absent => "absent",
            State::Broken => "broken",
        };
        let whole = format!("{} {}", node.kind, node.name);
        writeln(out, &format!("<g><title>{}</title>", escaped(&whole)))?;
        shape(of, color, frame, out)?;
        for (at, line) in lines.iter().enumerate() {
            let class = match (at, node.state) {
                (0, State::Broken) => "alarm",
                (0, _) => "strong",
                _ => "dim",
            };
            let sign = match (at, node.state) {
                (0, State::Broken) => "✗ ",
                _ => "",
            };
            let y = frame.top + 4 + LINE * (at + 1);
            text(
                class,
                frame.left + PADDING,
                y,
                &format!("{sign}{line}"),
                out,
            )?;
        }
        writeln(out, "</g>")?;
    }
    Ok(())
}

/// A line through points: bent between layers, and straight through them. Between two points below each other it bows
/// to the right.
fn curve(points: &[(usize, usize)]) -> String {
    let Some(&(x, y)) = points.first() else {
        return String::new();
    };
    let mut way = format!("M{x} {y}");
    for (at, pair) in points.windows(2).enumerate() {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        match at % 2 {
            0 if x1 == x2 => {
                let out = x1 + 36;
                way += &format!("C{out} {y1} {out} {y2} {x2} {y2}");
            }
            0 => {
                let middle = usize::midpoint(x1, x2);
                way += &format!("C{middle} {y1} {middle} {y2} {x2} {y2}");
            }
            _ => way += &format!("L{x2} {y2}"),
        }
    }
    way
}

/// Places for things of some sizes, in rows that are not wider than that, and how much all of them take.
fn shelves(sizes: &[(usize, usize)], wide: usize) -> (Vec<(usize, usize)>, (usize, usize)) {
    let (mut x, mut y, mut tall, mut right) = (0, 0, 0, 0);
    let mut places = Vec::with_capacity(sizes.len());
    for &(width, height) in sizes {
        if x > 0 && x + width > wide {
            (x, y, tall) = (0, y + tall + GAP, 0);
        }
        places.push((x, y));
        right = right.max(x + width);
        tall = tall.max(height);
        x += width + GAP;
    }
    (places, (right, y + tall))
}

/// What the shapes and lines mean that are there.
fn legend(
    graph: &Graph,
    (top, wide): (usize, usize),
) -> Result<(String, usize, usize), fmt::Error> {
    let mut legend = Legend::at(top, wide);
    for class in Class::ALL {
        if graph
            .nodes()
            .any(|node| node.class == class && node.state == State::There)
        {
            let (of, color) = class.look();
            legend.shape(of, color, class.word())?;
        }
    }
    let has = |state: State| graph.nodes().any(|node| node.state == state);
    if has(State::Absent) {
        legend.shape(Shape::Box, "absent", "not among the files")?;
    }
    if has(State::Broken) {
        legend.shape(Shape::Box, "broken", "✗ not there")?;
    }
    legend.line("line", "names")?;
    if graph.edges().any(|(_, edge)| edge.by_labels) {
        legend.line("label", "selects")?;
    }
    if graph.edges().any(|(_, edge)| edge.lacks) {
        legend.line("fault", "✗ asks for a key or port that is not there")?;
    }
    Ok(legend.end())
}
