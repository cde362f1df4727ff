//! Evaluation: an expression and the values of its variables to a value.

use std::marker::PhantomData;

/// What one evaluation has at hand for the functions that it calls.
#[derive(Debug, Default)]
pub struct Context<'e> {
    evaluation: PhantomData<&'e ()>,
}
