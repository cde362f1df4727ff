//! Suppressions leave out what they count, and change nothing else.
#![no_main]

#[path = "../../tests/robust/properties.rs"]
#[expect(dead_code, reason = "each target has one property")]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::suppressions(text);
    }
});
