//! Every report lists what it tells, and nothing in it steers a terminal or a CI server.
#![no_main]

#[path = "../../tests/report/agree.rs"]
mod agree;
#[path = "../../tests/report/read.rs"]
#[expect(dead_code, reason = "what is listed is counted alone")]
mod read;
#[path = "../../tests/report/write.rs"]
#[expect(dead_code, reason = "all is read that is written")]
mod write;
#[path = "../../tests/report/xml.rs"]
mod xml;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| agree::reports(bytes));
