//! Pods as a picture: containers to the left, volumes to the right, calls over localhost at the left edge.

mod shapes;

use std::fmt::Write;

use super::view::{Flow, Seen, View};
use shapes::{Frame, STYLE, escaped, marker, rect, text};

/// The advance of a character of the monospaced font, and a little more.
const CHARACTER: usize = 8;
const LINE: usize = 18;
const PADDING: usize = 12;
const GAP: usize = 24;
const MARGIN: usize = 24;
/// Room for the names on the lines between containers and volumes.
const AISLE: usize = 40;

pub(super) fn render(views: &[View]) -> String {
    let (mut body, mut width, mut top) = (String::new(), 0, MARGIN);
    for view in views {
        let picture = Picture::of(view, top);
        // Writing to a string cannot fail.
        let _ = picture.draw(&mut body);
        width = width.max(picture.right + MARGIN);
        top = picture.bottom + MARGIN;
    }
    let titles: Vec<String> = views.iter().map(|view| escaped(&view.title)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{top}\" viewBox=\"0 0 {width} {top}\" role=\"img\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n<defs>\n{}{}</defs>\n\
         <rect class=\"back\" width=\"{width}\" height=\"{top}\"/>\n{body}</svg>\n",
        titles.join("; "),
        marker("head"),
        marker("callhead"),
    )
}

/// Where everything of a pod stands.
struct Picture<'v> {
    view: &'v View,
    top: usize,
    right: usize,
    bottom: usize,
    containers: Vec<(Frame, Vec<String>)>,
    /// By the volume's place; `None` for those that nobody mounts.
    volumes: Vec<Option<Frame>>,
}

impl<'v> Picture<'v> {
    fn of(view: &'v View, top: usize) -> Self {
        let texts: Vec<_> = view.containers.iter().map(lines).collect();
        // Calls run beside the containers, each in a lane of its own, with its port written there.
        let lanes = MARGIN + GAP + view.talks.len() * 3 * CHARACTER;
        let left = if view.talks.is_empty() {
            MARGIN + GAP
        } else {
            lanes + 7 * CHARACTER
        };
        let width = columns(texts.iter().flatten()) * CHARACTER + 2 * PADDING;
        let mut below = top + LINE + GAP;
        let mut containers = Vec::new();
        for text in texts {
            let height = text.len() * LINE + 2 * PADDING;
            containers.push((
                Frame {
                    left,
                    top: below,
                    width,
                    height,
                },
                text,
            ));
            below += height + GAP;
        }
        let paths = view
            .containers
            .iter()
            .flat_map(|container| &container.files);
        let longest = columns(paths.map(|touch| &touch.path));
        let second = left + width + AISLE + longest * CHARACTER;
        let frames: Vec<Frame> = containers.iter().map(|(frame, _)| *frame).collect();
        let (volumes, end) = volumes(view, second, &frames);
        let used = volumes
            .iter()
            .flatten()
            .map(|frame| frame.left + frame.width);
        let title = MARGIN + PADDING + (view.title.chars().count() + 2) * CHARACTER;
        let right = used.max().unwrap_or(left + width).max(title) + GAP;
        Self {
            view,
            top,
            right,
            bottom: below.max(end),
            containers,
            volumes,
        }
    }

    fn draw(&self, out: &mut String) -> std::fmt::Result {
        let pod = Frame {
            left: MARGIN,
            top: self.top,
            width: self.right - MARGIN,
            height: self.bottom - self.top,
        };
        rect("pod", &pod, out)?;
        text(
            "name",
            MARGIN + PADDING,
            self.top + LINE + 4,
            &self.view.title,
            out,
        )?;
        for (frame, lines) in &self.containers {
            rect("box", frame, out)?;
            for (at, line) in lines.iter().enumerate() {
                let class = if at == 0 { "name" } else { "dim" };
                let y = frame.top + PADDING + LINE * (at + 1) - 5;
                text(class, frame.left + PADDING, y, line, out)?;
            }
        }
        for (volume, frame) in self.view.volumes.iter().zip(&self.volumes) {
            let Some(frame) = frame else { continue };
            rect("volume", frame, out)?;
            let (x, y) = (frame.left + PADDING, frame.top + PADDING + LINE - 5);
            text("name", x, y, &volume.name, out)?;
            text("dim", x, y + LINE, &volume.kind, out)?;
        }
        self.draw_files(out)?;
        self.draw_calls(out)
    }

    fn draw_files(&self, out: &mut String) -> std::fmt::Result {
        for (container, (frame, _)) in self.view.containers.iter().zip(&self.containers) {
            let mounted = container
                .files
                .iter()
                .filter(|touch| touch.volume.is_some());
            for (at, touch) in mounted.enumerate() {
                let volume = touch
                    .volume
                    .and_then(|volume| self.volumes.get(volume).copied()?);
                let Some(volume) = volume else { continue };
                let y = (frame.top + PADDING + LINE * (at + 1) - 5).min(frame.top + frame.height);
                let (x1, x2, y2) = (frame.left + frame.width, volume.left, volume.middle());
                let heads = match touch.flow {
                    Flow::Writes => " marker-end=\"url(#head)\"",
                    Flow::Reads => " marker-start=\"url(#head)\"",
                    Flow::Unknown => "",
                };
                let bend = x2.saturating_sub(AISLE);
                writeln!(
                    out,
                    "<path class=\"line\" d=\"M{x1} {y}H{bend}L{x2} {y2}\"{heads}/>"
                )?;
                text("dim", x1 + PADDING, y - 4, &touch.path, out)?;
            }
        }
        Ok(())
    }

    fn draw_calls(&self, out: &mut String) -> std::fmt::Result {
        let frame = |at: usize| self.containers.get(at).map(|(frame, _)| *frame);
        for (lane, talk) in self.view.talks.iter().enumerate() {
            let (Some(from), Some(to)) = (frame(talk.from), frame(talk.to)) else {
                continue;
            };
            let before = &self.view.talks[..lane];
            let left = before
                .iter()
                .filter(|other| other.from == talk.from)
                .count();
            let y1 = (from.middle() + LINE / 2 * (left + 1)).min(from.bottom() - PADDING / 2);
            // Calls of one port arrive as one, below those of other ports.
            let mut ports: Vec<Option<i64>> = Vec::new();
            let here = self.view.talks.iter().filter(|other| other.to == talk.to);
            for port in here.map(|other| other.port) {
                if !ports.contains(&port) {
                    ports.push(port);
                }
            }
            let place = ports
                .iter()
                .position(|port| *port == talk.port)
                .unwrap_or(0);
            let y2 = (to.top + PADDING + LINE * (place + 1)).min(to.bottom() - PADDING);
            let x = MARGIN + GAP + lane * 3 * CHARACTER;
            let (start, end) = (from.left, to.left);
            writeln!(
                out,
                "<path class=\"call\" d=\"M{start} {y1}H{x}V{y2}H{end}\" marker-end=\"url(#callhead)\"/>"
            )?;
            let is_named = before
                .iter()
                .any(|other| (other.to, other.port) == (talk.to, talk.port));
            if let Some(port) = talk.port.filter(|_| !is_named) {
                let x = to.left.saturating_sub(8 * CHARACTER);
                text("port", x, y2 - 5, &format!(":{port}"), out)?;
            }
        }
        Ok(())
    }
}

/// What a container's box says.
fn lines(container: &Seen) -> Vec<String> {
    let mut lines = vec![container.name.clone(), container.role.clone()];
    lines.extend(container.listens.iter().cloned());
    let outside = container
        .files
        .iter()
        .filter(|touch| touch.volume.is_none());
    lines.extend(outside.map(|touch| format!("{}, in no volume", touch.path)));
    // A box is high enough for the lines to its volumes.
    let mounted = container
        .files
        .iter()
        .filter(|touch| touch.volume.is_some())
        .count();
    lines.resize(lines.len().max(mounted), String::new());
    lines
}

/// Each volume stands beside the containers that mount it, as far as there is room, and below the one before.
fn volumes(view: &View, left: usize, containers: &[Frame]) -> (Vec<Option<Frame>>, usize) {
    let level = |at: usize| {
        let users = view.volumes[at].users.iter();
        let middles: Vec<usize> = users
            .filter_map(|(user, _)| containers.get(*user).map(Frame::middle))
            .collect();
        middles.iter().sum::<usize>() / middles.len().max(1)
    };
    let used = (0..view.volumes.len()).filter(|at| !view.volumes[*at].users.is_empty());
    let mut order: Vec<(usize, usize)> = used.map(|at| (level(at), at)).collect();
    order.sort_unstable();
    let mut below = containers.first().map_or(0, |first| first.top);
    let mut frames = vec![None; view.volumes.len()];
    for (level, at) in order {
        let volume = &view.volumes[at];
        let width = columns([&volume.name, &volume.kind]) * CHARACTER + 2 * PADDING;
        let height = 2 * LINE + 2 * PADDING;
        let top = below.max(level.saturating_sub(height / 2));
        below = top + height + GAP;
        frames[at] = Some(Frame {
            left,
            top,
            width,
            height,
        });
    }
    (frames, below)
}

fn columns<'a>(texts: impl IntoIterator<Item = &'a String>) -> usize {
    let lengths = texts.into_iter().map(|text| text.chars().count());
    lengths.max().unwrap_or(0)
}
