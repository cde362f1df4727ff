//! podlint for a page in a browser: a question in, an answer out, both as JSON. The page writes the question to where [`take`]
//! says, calls [`answer`] and reads from [`answered`]. There are no other ways in or out: no files, no clock, no network.
//!
//! A failure of podlint's own ends the call with a trap; [`answered`] then has what it was, and the page begins with a new module.

mod answer;
mod pages;
mod place;
mod question;
mod tabs;

use std::cell::RefCell;
use std::sync::Once;

thread_local! {
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Has failures told as answers: without it a trap says nothing.
static TOLD: Once = Once::new();

/// Where a question of so many bytes is to be written.
#[expect(
    unsafe_code,
    reason = "an exported name; another function of this name would be an error of the linker"
)]
#[unsafe(no_mangle)]
pub extern "C" fn take(length: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(length, 0);
        question.as_mut_ptr()
    })
}

/// Answers it: how many bytes the answer has.
#[expect(
    unsafe_code,
    reason = "an exported name; another function of this name would be an error of the linker"
)]
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> usize {
    TOLD.call_once(|| {
        std::panic::set_hook(Box::new(|panic| keep(&answer::failed(&panic.to_string()))));
    });
    let question = QUESTION.take();
    keep(&answer::answer(&question));
    length()
}

/// Takes what was written as what the documentation says of fields, `schemas/descriptions.bin`.
#[expect(
    unsafe_code,
    reason = "an exported name; another function of this name would be an error of the linker"
)]
#[unsafe(no_mangle)]
pub extern "C" fn learn() {
    podlint::api::describe_by(QUESTION.take());
}

/// How many bytes the last answer has.
#[expect(
    unsafe_code,
    reason = "an exported name; another function of this name would be an error of the linker"
)]
#[unsafe(no_mangle)]
pub extern "C" fn length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

/// Where the last answer is.
#[expect(
    unsafe_code,
    reason = "an exported name; another function of this name would be an error of the linker"
)]
#[unsafe(no_mangle)]
pub extern "C" fn answered() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

fn keep(answer: &serde_json::Value) {
    ANSWER.set(answer.to_string().into_bytes());
}
