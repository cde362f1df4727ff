//! The reader reads as libyaml does, but where it means to differ.
#![no_main]

#[path = "../../tests/libyaml/difference.rs"]
mod difference;
#[path = "../../tests/libyaml/events.rs"]
mod events;

use std::sync::Once;

/// A panic in libyaml's parser counts as a refusal, so only one that nobody catches may end the process.
static QUIET: Once = Once::new();

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
    if let Some((ours, theirs)) = difference::disagreement(text) {
        eprintln!("{text:?}\n  ours   {ours}\n  theirs {theirs}");
        std::process::abort();
    }
});
