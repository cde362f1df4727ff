//! Any text is executed as a template, or refused at a place of it, and what it writes comes from where it is said to.
#![no_main]

#[path = "../../tests/templates/files.rs"]
mod files;
#[path = "../../tests/templates/functions.rs"]
mod functions;
#[path = "../../tests/templates/properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::holds(text);
    }
});
