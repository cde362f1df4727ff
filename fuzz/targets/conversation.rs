//! Whatever a client says, it is answered, its text is kept, and what it is told of is a place in that.
#![no_main]

#[path = "../../tests/editor/properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::holds(text);
    }
});
