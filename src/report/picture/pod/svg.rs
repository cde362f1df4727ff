//! Pods as a picture.

use std::fmt;

use super::draw::Picture;
use super::view::{Duty, Flow, View};
use crate::report::picture::legend::Legend;
use crate::report::picture::paper::{
    CHARACTER, Frame, LINE, MARGIN, PADDING, Shape, arrow, picture, rect, shape, text,
};

/// Draws pods, one below the other.
#[must_use]
pub fn render(views: &[View]) -> String {
    drawn(views, true)
}

/// A pod as a picture within a page, whose the style is.
pub(in crate::report) fn figure(view: &View) -> String {
    drawn(std::slice::from_ref(view), false)
}

fn drawn(views: &[View], alone: bool) -> String {
    let (mut body, mut width, mut top) = (String::new(), 0, MARGIN);
    for view in views {
        let laid = Picture::of(view, top);
        // Writing to a string cannot fail.
        let _ = laid.draw(&mut body);
        width = width.max(laid.right + MARGIN);
        top = laid.bottom + MARGIN;
    }
    if let Ok((legend, right, bottom)) = legend(views, (top, width)) {
        body += &legend;
        width = width.max(right);
        top = bottom + MARGIN;
    }
    let titles: Vec<&str> = views.iter().map(|view| &*view.title).collect();
    picture(&titles.join("; "), (width, top), &body, alone)
}

/// What containers of a duty are drawn as.
fn look(duty: Duty) -> (Shape, &'static str) {
    match duty {
        Duty::Main => (Shape::Box, "blue"),
        Duty::Tier => (Shape::Double, "orange"),
        Duty::Helper | Duty::Sidecar => (Shape::Round, "green"),
        Duty::Init => (Shape::Dashed, "grey"),
        Duty::Toy | Duty::Ephemeral => (Shape::Cut, "grey"),
    }
}

impl Picture<'_> {
    fn draw(&self, out: &mut String) -> fmt::Result {
        let whole = Frame {
            left: MARGIN,
            top: self.top,
            width: self.right - MARGIN,
            height: self.bottom - self.top,
        };
        rect("frame", &whole, 6, out)?;
        let (x, y) = (MARGIN + PADDING, self.top + LINE + 4);
        text("strong", x, y, &self.view.title, out)?;
        // Lines first: boxes stand upon them.
        self.draw_calls(out)?;
        self.draw_files(out)?;
        for (at, frame) in self.containers.iter().enumerate() {
            let (of, color) = look(self.view.containers[at].duty);
            shape(of, color, frame, out)?;
            for (line, (class, said)) in self.lines[at].iter().enumerate() {
                let y = frame.top + PADDING + LINE * (line + 1) - 5;
                text(class, frame.left + PADDING, y, said, out)?;
            }
        }
        for (volume, frame) in self.view.volumes.iter().zip(&self.volumes) {
            let Some(frame) = frame else { continue };
            shape(Shape::Drum, "purple", frame, out)?;
            let (x, y) = (frame.left + PADDING, frame.top + PADDING + LINE - 1);
            text("strong", x, y, &volume.name, out)?;
            text("dim", x, y + LINE, &volume.kind, out)?;
        }
        Ok(())
    }

    fn draw_files(&self, out: &mut String) -> fmt::Result {
        for container in 0..self.containers.len() {
            for line in self.mounted(container) {
                let ((x1, y1), (x2, y2)) = (line.from, line.to);
                let heads = (line.flow == Flow::Reads, line.flow == Flow::Writes);
                let bend = x2.saturating_sub(40);
                let middle = x2.saturating_sub(20);
                let way = format!("M{x1} {y1}H{bend}C{middle} {y1} {middle} {y2} {x2} {y2}");
                arrow("line", &way, heads, out)?;
                text("dim", x1 + PADDING, y1 - 4, line.path, out)?;
            }
        }
        Ok(())
    }

    fn draw_calls(&self, out: &mut String) -> fmt::Result {
        let mut named: Vec<(usize, Option<i64>)> = Vec::new();
        for (x, talk) in self.lanes() {
            let frames = (self.containers.get(talk.from), self.containers.get(talk.to));
            let (Some(from), Some(to)) = frames else {
                continue;
            };
            let before = named.len();
            let y1 = (from.middle() + LINE / 2 * (before % 4 + 1)).min(from.bottom() - PADDING / 2);
            // Calls of one port arrive as one, below those of other ports.
            let mut ports: Vec<Option<i64>> = Vec::new();
            let here = self.view.talks.iter().filter(|other| other.to == talk.to);
            for port in here.map(|other| other.port) {
                if !ports.contains(&port) {
                    ports.push(port);
                }
            }
            let place = ports.iter().position(|port| *port == talk.port);
            let y2 = to.top + PADDING + LINE * (place.unwrap_or(0) + 1);
            let y2 = y2.min(to.bottom() - PADDING);
            let way = format!("M{} {y1}H{x}V{y2}H{}", from.left, to.left);
            arrow("call", &way, (false, true), out)?;
            let is_named = named.contains(&(talk.to, talk.port));
            named.push((talk.to, talk.port));
            if let Some(port) = talk.port.filter(|_| !is_named) {
                let x = to.left.saturating_sub(8 * CHARACTER);
                text("dim", x, y2 - 5, &format!(":{port}"), out)?;
            }
        }
        Ok(())
    }
}

/// What the shapes mean that are there.
fn legend(
    views: &[View],
    (top, wide): (usize, usize),
) -> Result<(String, usize, usize), fmt::Error> {
    let mut legend = Legend::at(top, wide);
    let containers = || views.iter().flat_map(|view| &view.containers);
    let has = |some: &[Duty]| containers().any(|container| some.contains(&container.duty));
    for (some, means) in [
        (&[Duty::Main][..], "main"),
        (&[Duty::Tier], "tier of its own"),
        (&[Duty::Helper, Duty::Sidecar], "helper"),
        (&[Duty::Init], "runs before"),
        (&[Duty::Toy, Duty::Ephemeral], "shell"),
    ] {
        if has(some) {
            let (of, color) = look(some[0]);
            legend.shape(of, color, means)?;
        }
    }
    let volumes = || views.iter().flat_map(|view| &view.volumes);
    if volumes().any(|volume| !volume.users.is_empty()) {
        legend.shape(Shape::Drum, "purple", "volume")?;
        legend.line("line", "where files go")?;
    }
    if views.iter().any(|view| !view.talks.is_empty()) {
        legend.line("call", "call over localhost")?;
    }
    if containers().any(|container| container.listens.iter().any(|port| port.how.is_guess())) {
        legend.words("guess", "80/TCP", "not said, a default")?;
    }
    Ok(legend.end())
}
