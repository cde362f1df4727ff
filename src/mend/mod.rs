//! Changes to a text: how they are written so that all else stays, and where things stood before them.

mod added;
pub(crate) mod cut;
mod draft;
pub(crate) mod lines;
mod mended;
mod moved;

pub(crate) use added::added;
pub(crate) use draft::{SHOWN_MOST, flow, is_plain, line, quoted, quoted_unless_plain};
pub use mended::Mended;
pub(crate) use moved::{Moving, Step, Target, around};
