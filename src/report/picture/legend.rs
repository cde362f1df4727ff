//! What the shapes and lines of a picture mean.

use std::fmt;

use super::paper::{CHARACTER, Frame, GAP, MARGIN, Shape, arrow, shape, text};

/// Rows of what shapes and lines mean.
#[derive(Debug, Default)]
pub(super) struct Legend {
    body: String,
    left: usize,
    top: usize,
    /// Where a row ends, and how far the longest has come.
    wide: usize,
    right: usize,
}

impl Legend {
    /// One at a height, in rows of about that width.
    pub(super) fn at(top: usize, wide: usize) -> Self {
        Self {
            left: MARGIN,
            top,
            wide: wide.max(560),
            ..Self::default()
        }
    }

    /// Says what a shape means.
    pub(super) fn shape(&mut self, of: Shape, color: &str, means: &str) -> fmt::Result {
        let frame = Frame {
            left: self.left,
            top: self.top,
            width: 30,
            height: 20,
        };
        shape(of, color, &frame, &mut self.body)?;
        self.say(means)
    }

    /// Says what a line means.
    pub(super) fn line(&mut self, class: &str, means: &str) -> fmt::Result {
        let (left, right, at) = (self.left, self.left + 30, self.top + 10);
        arrow(
            class,
            &format!("M{left} {at}H{right}"),
            (false, true),
            &mut self.body,
        )?;
        self.say(means)
    }

    /// Says what words in a class mean.
    pub(super) fn words(&mut self, class: &str, sample: &str, means: &str) -> fmt::Result {
        text(class, self.left, self.top + 14, sample, &mut self.body)?;
        self.left += (sample.chars().count() * CHARACTER).saturating_sub(30) + 8;
        self.say(means)
    }

    fn say(&mut self, means: &str) -> fmt::Result {
        text("dim", self.left + 38, self.top + 14, means, &mut self.body)?;
        self.left += 38 + means.chars().count() * CHARACTER + GAP;
        self.right = self.right.max(self.left);
        if self.left + 120 > self.wide {
            (self.left, self.top) = (MARGIN, self.top + 28);
        }
        Ok(())
    }

    /// What is drawn, and where it ends to the right and below.
    pub(super) fn end(self) -> (String, usize, usize) {
        let last = if self.left == MARGIN { 0 } else { 20 };
        (self.body, self.right, self.top + last)
    }
}
