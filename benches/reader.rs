//! The reader beside `saphyr-parser`, each building a tree of the same content with the place of every
//! node: `cargo bench --bench reader`.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot read its data has nothing to measure"
)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use podlint::yaml::Tree;
use saphyr_parser::{Event, Parser, Span, SpannedEventReceiver};

/// What the events of a text build: nodes in one arena, each with its place, its text and its end.
#[derive(Default)]
struct Arena<'t> {
    nodes: Vec<(Span, std::borrow::Cow<'t, str>, usize)>,
    open: Vec<usize>,
}

impl<'t> SpannedEventReceiver<'t> for Arena<'t> {
    fn on_event(&mut self, event: Event<'t>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.nodes.push((span, text, 0)),
            Event::Alias(target) => self.nodes.push((span, "".into(), target)),
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                self.open.push(self.nodes.len());
                self.nodes.push((span, "".into(), 0));
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let end = self.nodes.len();
                self.nodes[self.open.pop().unwrap()].2 = end;
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
    group.bench_function("saphyr-parser", |bench| {
        bench.iter(|| {
            let mut arena = Arena::default();
            let mut parser = Parser::new_from_str(black_box(&text));
            parser.load(&mut arena, true).unwrap();
            black_box(arena)
        });
    });
    group.finish();
}

criterion_group!(benches, readers);
criterion_main!(benches);
