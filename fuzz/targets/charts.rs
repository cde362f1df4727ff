//! Any files are rendered as a chart, or refused at a place of them, and what is printed comes from where it is said to.
#![no_main]

#[path = "../../tests/kustomize/properties.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        properties::holds_as_chart(text);
    }
});
