//! What one evaluation has at hand for the functions that it calls.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use regex::Regex;

use crate::cel::error::{Error, ErrorKind};
use crate::pattern;

/// What the elements of the lists, and the bytes of the texts, that one evaluation makes may come to. On the server it
/// is memory that ends it.
const MOST_MADE: u64 = 1 << 23;

/// How many elements macros may go over in one evaluation. The server ends an evaluation after some seconds.
const MOST_ROUNDS: u64 = 1 << 22;

/// How many patterns of one expression are kept compiled.
const MOST_PATTERNS: usize = 64;

/// What one evaluation has at hand for the functions that it calls, and what it did cost.
#[derive(Debug)]
pub struct Context<'e> {
    cost: u64,
    limit: u64,
    made: u64,
    rounds: u64,
    /// Whether nothing costs any more, since the evaluation has ended.
    is_over: bool,
    patterns: Option<&'e Patterns>,
}

impl Default for Context<'_> {
    /// Without a limit, and without memory of patterns.
    fn default() -> Self {
        Self {
            cost: 0,
            limit: u64::MAX,
            made: 0,
            rounds: 0,
            is_over: false,
            patterns: None,
        }
    }
}

impl<'e> Context<'e> {
    /// That ends at that cost, and keeps patterns there.
    pub(super) fn new(limit: u64, patterns: &'e Patterns) -> Self {
        Self {
            limit,
            patterns: Some(patterns),
            ..Self::default()
        }
    }

    /// What the evaluation has cost until now.
    #[must_use]
    pub fn cost(&self) -> u64 {
        self.cost
    }

    /// Counts a cost.
    ///
    /// # Errors
    ///
    /// It is more than is allowed.
    pub(super) fn spend(&mut self, cost: u64) -> Result<(), Error> {
        if self.is_over {
            return Ok(());
        }
        self.cost = self.cost.saturating_add(cost);
        if self.cost <= self.limit {
            return Ok(());
        }
        let message = format!(
            "it costs more than {}, which is the server's limit",
            self.limit
        );
        Err(Error::of(ErrorKind::Cost, message))
    }

    /// The evaluation has ended, though some of it may still be gone through.
    pub(super) fn stop(&mut self) {
        self.is_over = true;
    }

    /// Takes back a cost that the server does not count.
    pub(super) fn save(&mut self, cost: u64) {
        self.cost = self.cost.saturating_sub(cost);
    }

    /// Counts elements or bytes that are made; whoever makes more of them than its operands are large asks before.
    ///
    /// # Errors
    ///
    /// They are more than fits.
    pub fn make(&mut self, count: usize) -> Result<(), Error> {
        self.made = self.made.saturating_add(count as u64);
        match self.made > MOST_MADE {
            true => Err(Error::of(
                ErrorKind::Cost,
                "it makes more than fits into memory",
            )),
            false => Ok(()),
        }
    }

    /// Counts an element that a macro goes over.
    pub(super) fn go_on(&mut self) -> Result<(), Error> {
        self.rounds += 1;
        match self.rounds > MOST_ROUNDS {
            true => Err(Error::of(ErrorKind::Cost, "it goes over too many elements")),
            false => Ok(()),
        }
    }

    /// A regular expression of Go.
    ///
    /// # Errors
    ///
    /// It is none.
    pub fn pattern(&mut self, pattern: &str) -> Result<Arc<Regex>, Error> {
        match self.patterns {
            Some(patterns) => patterns.get(pattern),
            None => compiled(pattern).map(Arc::new),
        }
    }
}

/// Regular expressions that an expression has used, compiled.
#[derive(Debug, Default)]
pub struct Patterns(RwLock<HashMap<Box<str>, Arc<Regex>>>);

impl Patterns {
    fn get(&self, pattern: &str) -> Result<Arc<Regex>, Error> {
        if let Ok(known) = self.0.read()
            && let Some(regex) = known.get(pattern)
        {
            return Ok(Arc::clone(regex));
        }
        let regex = Arc::new(compiled(pattern)?);
        if let Ok(mut known) = self.0.write()
            && known.len() < MOST_PATTERNS
        {
            known.insert(Box::from(pattern), Arc::clone(&regex));
        }
        Ok(regex)
    }
}

impl Clone for Patterns {
    /// The clone compiles its own.
    fn clone(&self) -> Self {
        Self::default()
    }
}

fn compiled(written: &str) -> Result<Regex, Error> {
    let translated = pattern::translated(written)
        .map_err(|message| Error::failed(format!("error parsing regexp: {message}")))?;
    Regex::new(&translated)
        .map_err(|_| Error::failed(format!("`{written}` is no regular expression of Go")))
}
