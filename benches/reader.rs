//! The reader beside libyaml, each building a tree of the same content with the place of every node:
//! `cargo bench --bench reader`.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot read its data has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use libyaml_safer::{Event, EventData, Mark, Parser};
use podlint::yaml::Tree;

/// What the events of a text build: nodes in one arena, each with its place, its text and its end.
#[derive(Default)]
struct Arena {
    nodes: Vec<(Mark, Mark, String, usize)>,
    open: Vec<usize>,
}

impl Arena {
    fn read(text: &str) -> Self {
        let mut bytes = text.as_bytes();
        let mut parser = Parser::new();
        parser.set_input_string(&mut bytes);
        let mut arena = Self::default();
        loop {
            let event = parser.parse().unwrap();
            if matches!(event.data, EventData::StreamEnd) {
                return arena;
            }
            arena.add(event);
        }
    }

    fn add(&mut self, event: Event) {
        let (start, end) = (event.start_mark, event.end_mark);
        match event.data {
            EventData::Scalar { value, .. } => self.nodes.push((start, end, value, 0)),
            EventData::Alias { anchor } => self.nodes.push((start, end, anchor, 0)),
            EventData::MappingStart { .. } | EventData::SequenceStart { .. } => {
                self.open.push(self.nodes.len());
                self.nodes.push((start, end, String::new(), 0));
            }
            EventData::MappingEnd | EventData::SequenceEnd => {
                let last = self.nodes.len();
                self.nodes[self.open.pop().unwrap()].3 = last;
            }
            _ => {}
        }
    }
}

/// The manifests of the tests, as often as makes a megabyte.
fn manifests() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/seeds");
    let files = std::fs::read_dir(folder).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let once = texts.collect::<Vec<_>>().join("\n---\n");
    let times = 1_000_000 / once.len() + 1;
    vec![once; times].join("\n---\n")
}

fn readers(criterion: &mut Criterion) {
    let text = manifests();
    let mut group = criterion.benchmark_group("reader");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("podlint", |bench| {
        bench.iter(|| black_box(Tree::read(black_box(&text))));
    });
    group.bench_function("libyaml", |bench| {
        bench.iter(|| black_box(Arena::read(black_box(&text))));
    });
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
