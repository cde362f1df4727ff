//! Fixes of directories change what was named alone, and that for the better.
#![no_main]

#[path = "../../tests/robust/folder.rs"]
mod folder;
#[path = "../shared/in_process.rs"]
mod run;
#[path = "../../tests/robust/trees.rs"]
#[expect(dead_code, reason = "each target has one property")]
mod trees;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| trees::configuration(bytes, &run::podlint));
