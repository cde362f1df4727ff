//! Fixes keep a text readable, and leave nothing to fix.
#![no_main]

#[path = "../../tests/robust/properties.rs"]
#[expect(dead_code, reason = "each target has one property")]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::fixes(text);
    }
});
