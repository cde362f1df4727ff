//! Packed schemas: the same findings as by the directory that was packed, the same bytes whenever it is packed, and no
//! harm from a file that is none.

use std::fs;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use podlint::api::Version;
use podlint::custom::{Schemas, pack};
use podlint::disk::Disk;
use podlint::engine::{Input, Session, Settings};
use podlint::files::Reach;
use podlint::machine;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schema-packs-{name}"));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A CRD of a group with so many fields, each with something that a value may break.
fn crd(number: usize) -> String {
    let fields: String = (0..40)
        .map(|field| {
            format!(
                "                field{field}: {{type: integer, maximum: {field}, description: \"{}\"}}\n",
                "What this field is for, in some words. ".repeat(8)
            )
        })
        .collect();
    format!(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: things{number}.example.com}}\n\
         spec:\n  group: example.com\n  scope: Namespaced\n  \
         names: {{plural: things{number}, singular: thing{number}, kind: Thing{number}, listKind: Thing{number}List}}\n  \
         versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          \
         type: object\n          properties:\n            spec:\n              type: object\n              \
         x-kubernetes-validations: [{{rule: \"!has(self.field1) || self.field1 != -{number}\"}}]\n              \
         properties:\n{fields}"
    )
}

fn findings(location: &Path, manifests: &str) -> String {
    let host = machine::host();
    let at = Schemas::at(
        &[location.to_str().unwrap().to_owned()],
        None,
        &host,
        &Reach::everything(),
    );
    let settings = Settings {
        schemas: at.unwrap(),
        host,
        versions: Version::newest().into(),
        ..machine::settings()
    };
    let session = Session::new(&settings, &|_| ());
    session.check_all(vec![Input::Bytes {
        shown: "all.yaml".to_owned(),
        bytes: manifests.as_bytes().to_vec(),
    }]);
    let report = session.into_report();
    assert!(report.defects.is_empty());
    let found = report.findings.iter().map(|finding| {
        let found = &finding.diagnostic;
        let place = found.primary.span;
        format!(
            "{} {place:?} {} {:?}\n",
            found.rule, found.message, found.notes
        )
    });
    let skipped = report.summary.skipped.iter();
    let skipped = skipped.map(|skipped| format!("{:?}\n", skipped.reason));
    let unreadable = report.unreadable.iter();
    let unreadable = unreadable.map(|(_, problem)| format!("{problem}\n"));
    found.chain(skipped).chain(unreadable).collect()
}

#[test]
fn a_packed_directory_is_as_good_as_the_directory() {
    let folder = folder("same");
    let loose = folder.join("crds");
    fs::create_dir_all(&loose).unwrap();
    let mut manifests = String::new();
    for number in 0..30 {
        fs::write(loose.join(format!("{number}.yaml")), crd(number)).unwrap();
        manifests += &format!(
            "apiVersion: example.com/v1\nkind: Thing{number}\nmetadata: {{name: a}}\n\
             spec: {{field3: 9, field1: -{number}, field2: a, fieldx: 1}}\n---\n"
        );
    }
    let packed = pack(&Disk, &loose, &Reach::everything());
    assert!(packed.problems.is_empty(), "{:?}", packed.problems);
    assert_eq!((packed.crds, packed.schemas), (30, 0));
    let again = pack(&Disk, &loose, &Reach::everything());
    assert_eq!(packed.bytes, again.bytes);
    let text: usize = fs::read_dir(&loose)
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len() as usize)
        .sum();
    assert!(
        packed.bytes.len() * 20 < text,
        "{} of {text}",
        packed.bytes.len()
    );
    let file = folder.join("schemas.gz");
    fs::write(&file, &packed.bytes).unwrap();
    let by_directory = findings(&loose, &manifests);
    assert_eq!(by_directory.lines().count(), 30 * 4, "{by_directory}");
    assert_eq!(by_directory, findings(&file, &manifests));
}

#[test]
fn a_file_that_is_none_is_told() {
    let folder = folder("none");
    let manifest = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n";
    let gzip = |text: &[u8]| {
        let mut to = GzEncoder::new(Vec::new(), Compression::fast());
        std::io::Write::write_all(&mut to, text).unwrap();
        to.finish().unwrap()
    };
    let head = "{\"podlint\":\"schemas\",\"form\":1}\n";
    let bomb = vec![b' '; 257 << 20];
    for (name, bytes, says) in [
        ("text.gz", b"no archive".to_vec(), "wrote"),
        ("other.gz", gzip(b"something else\n"), "wrote"),
        ("cut.gz", gzip(head.as_bytes())[..20].to_vec(), "wrote"),
        ("line.gz", gzip(format!("{head}{{}}\n").as_bytes()), "wrote"),
        ("bomb.gz", gzip(&bomb), "more than 256 MiB"),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let told = findings(&path, manifest);
        assert!(told.contains(says), "{name}: {told}");
    }
    // Paths in it lead nowhere else.
    let line = "{\"path\":\"../../../etc/passwd\",\"documents\":[{\"$ref\":\"/etc/passwd\"}]}\n";
    let path = folder.join("out.gz");
    fs::write(&path, gzip(format!("{head}{line}").as_bytes())).unwrap();
    assert!(findings(&path, manifest).contains("NoSchema"));
}
