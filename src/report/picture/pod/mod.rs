//! The containers of a pod: what each is for, where it listens, which files it shares, whom it calls.

mod all;
mod draw;
mod mermaid;
mod of;
mod seen;
mod svg;
mod view;

pub use all::{append, pods, views};
pub use mermaid::render as mermaid;
pub(in crate::report) use svg::figure;
pub use svg::render as svg;
pub use view::{Duty, Flow, How, Listens, Seen, Shared, Touch, View};
