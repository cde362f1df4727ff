//! Reads the table's readable form, `schemas/kubernetes.txt`.

/// All of it.
pub(crate) struct Text<'t> {
    /// The minor versions.
    pub(crate) versions: Vec<u32>,
    pub(crate) definitions: Vec<Definition<'t>>,
}

/// A definition as the text has it.
#[derive(Default)]
pub(crate) struct Definition<'t> {
    pub(crate) name: &'t str,
    pub(crate) kinds: Vec<Kind<'t>>,
    pub(crate) fields: Vec<Property<'t>>,
}

pub(crate) struct Kind<'t> {
    pub(crate) api_version: &'t str,
    pub(crate) kind: &'t str,
    pub(crate) plural: &'t str,
    pub(crate) scope: &'t str,
    pub(crate) mask: u32,
}

#[derive(Default)]
pub(crate) struct Property<'t> {
    pub(crate) name: &'t str,
    pub(crate) shape: &'t str,
    pub(crate) required: bool,
    pub(crate) default: &'t str,
    pub(crate) keys: &'t str,
    /// With the versions that take it.
    pub(crate) values: Vec<(&'t str, u32)>,
    pub(crate) mask: u32,
}

impl<'t> Text<'t> {
    pub(crate) fn read(text: &'t str) -> Self {
        let mut lines = text.lines();
        let versions = lines.next().unwrap().split(' ').skip(1);
        let mut read = Self {
            versions: versions.map(minor).collect(),
            definitions: Vec::new(),
        };
        for line in lines {
            if let Some(name) = line.strip_prefix("type ") {
                read.definitions.push(Definition {
                    name,
                    ..Definition::default()
                });
            } else if let Some(line) = line.strip_prefix("  = ") {
                let kind = read.kind(line);
                read.definitions.last_mut().unwrap().kinds.push(kind);
            } else {
                let property = read.property(line.trim());
                read.definitions.last_mut().unwrap().fields.push(property);
            }
        }
        read
    }

    fn kind(&self, line: &'t str) -> Kind<'t> {
        let words: Vec<&str> = line.split(' ').collect();
        let limits = words.get(4).map(|word| word.strip_prefix("in=").unwrap());
        Kind {
            api_version: words[0],
            kind: words[1],
            plural: words[2],
            scope: words[3],
            mask: self.mask(limits.unwrap_or("..")),
        }
    }

    fn property(&self, line: &'t str) -> Property<'t> {
        let mut words = line.split(' ');
        let mut property = Property {
            name: words.next().unwrap(),
            shape: words.next().unwrap(),
            mask: self.mask(".."),
            ..Property::default()
        };
        let mut values = "";
        for word in words {
            match word.split_once('=') {
                None if word == "required" => property.required = true,
                Some(("default", value)) => property.default = value,
                Some(("keys", value)) => property.keys = value,
                Some(("enum", word)) => values = word,
                Some(("in", ranges)) => property.mask = self.mask(ranges),
                _ => panic!("what is `{word}` in `{line}`?"),
            }
        }
        let values = values.split('|').filter(|value| !value.is_empty());
        property.values = values
            .map(|value| match value.split_once('@') {
                Some((value, ranges)) => (value, self.mask(ranges)),
                None => (value, property.mask),
            })
            .collect();
        property
    }

    /// `..1.28,1.30,1.33..` as bits, the oldest version lowest.
    pub(crate) fn mask(&self, ranges: &str) -> u32 {
        let ranges = ranges.split(',').map(|range| {
            let (from, to) = range.split_once("..").unwrap_or((range, range));
            let from = if from.is_empty() { 0 } else { self.place(from) };
            let to = if to.is_empty() {
                self.versions.len() - 1
            } else {
                self.place(to)
            };
            (from..=to).fold(0, |mask, at| mask | 1 << at)
        });
        ranges.fold(0, |mask, range| mask | range)
    }

    fn place(&self, version: &str) -> usize {
        let minor = minor(version);
        let mut versions = self.versions.iter();
        versions.position(|&known| known == minor).unwrap()
    }
}

fn minor(version: &str) -> u32 {
    version.strip_prefix("1.").unwrap().parse().unwrap()
}
