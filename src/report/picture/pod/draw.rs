//! Where everything of a pod stands: containers to the left, volumes to the right, calls over localhost at the left edge.

use super::view::{Flow, Seen, Talk, Touch, View};
use crate::report::picture::order::Layers;
use crate::report::picture::paper::{CHARACTER, Frame, GAP, LINE, MARGIN, PADDING, columns};

/// Room for the bends of the lines between containers and volumes.
const AISLE: usize = 48;
/// The width of a call's lane.
const LANE: usize = 3 * CHARACTER;

/// A pod, laid out.
pub(super) struct Picture<'v> {
    pub(super) view: &'v View,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
    /// By the container's place.
    pub(super) containers: Vec<Frame>,
    /// What each of them says.
    pub(super) lines: Vec<Vec<(&'static str, String)>>,
    /// By the volume's place; `None` for those that nobody mounts.
    pub(super) volumes: Vec<Option<Frame>>,
}

/// A line between a container and a volume.
pub(super) struct Mounted<'v> {
    pub(super) path: &'v str,
    pub(super) flow: Flow,
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
}

impl<'v> Picture<'v> {
    pub(super) fn of(view: &'v View, top: usize) -> Self {
        let lines: Vec<_> = view.containers.iter().map(lines).collect();
        let layers = order(view);
        // Calls run beside the containers, each in a lane of its own, with its port written there.
        let left = MARGIN
            + GAP
            + match view.talks.len() {
                0 => 0,
                lanes => lanes * LANE + 7 * CHARACTER,
            };
        let said = lines.iter().flatten().map(|(_, line)| &**line);
        let width = columns(said) * CHARACTER + 2 * PADDING;
        let mut below = top + LINE + GAP;
        let mut containers = vec![Frame::default(); lines.len()];
        for &at in &layers.layers[0] {
            let mounted = view.containers[at]
                .files
                .iter()
                .filter(|touch| touch.volume.is_some());
            // A box is high enough for the lines to its volumes.
            let height = lines[at].len().max(mounted.count()) * LINE + 2 * PADDING;
            containers[at] = Frame {
                left,
                top: below,
                width,
                height,
            };
            below += height + GAP;
        }
        let paths = view
            .containers
            .iter()
            .flat_map(|container| &container.files);
        let longest = columns(
            paths
                .filter(|touch| touch.volume.is_some())
                .map(|touch| &*touch.path),
        );
        let second = left + width + AISLE + longest * CHARACTER;
        let count = view.containers.len();
        let order = layers.layers[1].iter().map(|item| item - count);
        let (volumes, end) = volumes(view, second, &containers, order);
        let used = volumes.iter().flatten().map(Frame::right);
        let title = MARGIN + PADDING + (columns([&*view.title]) + 2) * CHARACTER;
        let right = used.max().unwrap_or(left + width).max(title) + GAP;
        Self {
            view,
            top,
            right,
            bottom: below.max(end),
            containers,
            lines,
            volumes,
        }
    }

    /// The lines between a container and its volumes, from the top down as the volumes stand, so that they do not cross.
    pub(super) fn mounted(&self, container: usize) -> Vec<Mounted<'v>> {
        let frame = self.containers[container];
        let files = self.view.containers[container].files.iter();
        let mut all: Vec<_> = files
            .filter_map(|touch| Some((touch, (*self.volumes.get(touch.volume?)?)?)))
            .collect();
        all.sort_by_key(|(_, volume)| volume.top);
        let line = |(at, (touch, volume)): (usize, (&'v Touch, Frame))| Mounted {
            path: &touch.path,
            flow: touch.flow,
            from: (frame.right(), frame.top + PADDING + LINE * (at + 1) - 5),
            to: (volume.left, volume.middle()),
        };
        all.into_iter().enumerate().map(line).collect()
    }

    /// The calls, each with its lane: the longest run farthest out.
    pub(super) fn lanes(&self) -> Vec<(usize, &'v Talk)> {
        let height = |talk: &&Talk| {
            let middle = |at: usize| self.containers.get(at).map_or(0, Frame::middle);
            middle(talk.from).abs_diff(middle(talk.to))
        };
        let mut all: Vec<&Talk> = self.view.talks.iter().collect();
        all.sort_by_key(|talk| std::cmp::Reverse(height(talk)));
        let lanes = all.into_iter().enumerate();
        lanes
            .map(|(lane, talk)| (MARGIN + GAP + lane * LANE, talk))
            .collect()
    }
}

/// Containers and volumes in an order in which few lines cross. Those that prepare stay first, in their order.
fn order(view: &View) -> Layers {
    let count = view.containers.len();
    let used = (0..view.volumes.len()).filter(|at| !view.volumes[*at].users.is_empty());
    let used: Vec<usize> = used.map(|at| count + at).collect();
    let users = view.volumes.iter().enumerate();
    let links = users.flat_map(|(at, volume)| {
        volume
            .users
            .iter()
            .map(move |(user, _)| (*user, count + at))
    });
    let mut layers = Layers {
        links: links.collect(),
        layers: vec![(0..count).collect(), used],
    };
    let first = view
        .containers
        .iter()
        .take_while(|container| container.duty.is_before());
    let first = first.count();
    layers.untangle(&|layer| if layer == 0 { first } else { 0 });
    layers
}

/// What a container's box says, each line with its class.
fn lines(container: &Seen) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        ("strong", container.name.clone()),
        ("dim", container.role()),
    ];
    lines.extend(container.listens.iter().map(|port| {
        let class = if port.how.is_guess() { "guess" } else { "dim" };
        (class, port.words())
    }));
    let outside = container
        .files
        .iter()
        .filter(|touch| touch.volume.is_none());
    lines.extend(outside.map(|touch| ("guess", format!("{}, in no volume", touch.path))));
    lines.extend(
        container
            .peers
            .iter()
            .map(|peer| ("dim", format!("calls {peer}"))),
    );
    lines
}

/// Each volume stands beside the containers that mount it, as far as there is room, and below the one before.
fn volumes(
    view: &View,
    left: usize,
    containers: &[Frame],
    order: impl Iterator<Item = usize>,
) -> (Vec<Option<Frame>>, usize) {
    let level = |at: usize| {
        let users = view.volumes[at].users.iter();
        let middles = users.filter_map(|(user, _)| containers.get(*user).map(Frame::middle));
        let middles: Vec<usize> = middles.collect();
        middles.iter().sum::<usize>() / middles.len().max(1)
    };
    let mut below = containers.iter().map(|frame| frame.top).min().unwrap_or(0);
    let mut frames = vec![None; view.volumes.len()];
    for at in order {
        let volume = &view.volumes[at];
        let width = columns([&*volume.name, &*volume.kind]) * CHARACTER + 2 * PADDING;
        let height = 2 * LINE + 2 * PADDING;
        let top = below.max(level(at).saturating_sub(height / 2));
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
