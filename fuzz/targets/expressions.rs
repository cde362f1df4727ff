//! Any text is an expression, or refused at a place of it; and an expression is evaluated alike each time.
#![no_main]

#[path = "../../tests/cel/properties.rs"]
mod properties;
#[path = "../../tests/cel/variables.rs"]
mod variables;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::hold(text);
    }
});
