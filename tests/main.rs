//! All integration tests in one binary: it links once.

mod cli;
mod layering;
mod reader;
mod report;
