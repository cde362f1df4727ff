//! What one rendering may take. Templates are programs: what they take is counted, and nothing is cut off in silence.

use std::cell::Cell;
use std::fmt;

/// How much one rendering may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Nodes executed, items gone through, and what functions charge for their work.
    pub steps: u64,
    /// Templates, blocks and parentheses within each other. One takes up to 4 KiB of the stack, 8 KiB where code is not
    /// optimised, and what the host puts there.
    pub depth: u32,
    /// Bytes written, those of texts that are only passed on as well.
    pub bytes: u64,
}

impl Limits {
    /// How many bytes of stack [`Self::deep`] takes.
    pub const STACK: usize = 40 << 20;

    /// For a stack that was made for it: templates may go as deep as programs do that are right. Helm has one call itself
    /// a thousand times.
    #[must_use]
    pub fn deep() -> Self {
        Self {
            depth: 4000,
            ..Self::default()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            steps: 20_000_000,
            depth: 200,
            bytes: 256 << 20,
        }
    }
}

/// A limit that was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// [`Limits::steps`]
    Steps,
    /// [`Limits::depth`]
    Depth,
    /// [`Limits::bytes`]
    Bytes,
}

impl fmt::Display for Bound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Steps => "the templates take too many steps",
            Self::Depth => "templates call each other too deeply",
            Self::Bytes => "the templates write too much",
        })
    }
}

/// What is left of it; shared by all that a rendering executes.
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    steps: Cell<u64>,
    depth: Cell<u32>,
    bytes: Cell<u64>,
}

impl Budget {
    /// Nothing is taken yet.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self {
            limits,
            steps: Cell::new(0),
            depth: Cell::new(0),
            bytes: Cell::new(0),
        }
    }

    /// Takes steps.
    ///
    /// # Errors
    /// There are not so many left.
    pub fn steps(&self, count: u64) -> Result<(), Bound> {
        self.steps.set(self.steps.get().saturating_add(count));
        within(self.steps.get() <= self.limits.steps, Bound::Steps)
    }

    /// Takes bytes.
    ///
    /// # Errors
    /// There are not so many left.
    pub fn bytes(&self, count: usize) -> Result<(), Bound> {
        self.bytes
            .set(self.bytes.get().saturating_add(count as u64));
        within(self.bytes.get() <= self.limits.bytes, Bound::Bytes)
    }

    /// Goes one level deeper.
    pub(super) fn enter(&self) -> Result<Level<'_>, Bound> {
        within(self.depth.get() < self.limits.depth, Bound::Depth)?;
        self.depth.set(self.depth.get() + 1);
        Ok(Level(self))
    }
}

fn within(is: bool, bound: Bound) -> Result<(), Bound> {
    if is { Ok(()) } else { Err(bound) }
}

/// A level, until it is dropped.
pub(super) struct Level<'b>(&'b Budget);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.depth.set(self.0.depth.get().saturating_sub(1));
    }
}
