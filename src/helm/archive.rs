//! Packed charts: gzipped tar archives, read within bounds.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::bounds::{MAX_CHART, MAX_FILE, MAX_FILES};

/// The size of a tar archive's records.
const RECORD: usize = 512;

/// A file of an archive.
#[derive(Debug)]
pub(super) struct Packed {
    /// Its path in the archive, from the directory on that all is in.
    pub(super) name: String,
    pub(super) data: Vec<u8>,
}

/// The files of a packed chart. The directory at the top, which has the chart's name, is taken off their paths.
///
/// # Errors
///
/// In a sentence without its end: it is no archive, has more than a chart may have, or paths that no chart may have.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Packed>, String> {
    let mut tar = Tar {
        from: MultiGzDecoder::new(bytes).take(MAX_CHART + 1),
        long_name: None,
    };
    let mut files = Vec::new();
    let mut left = MAX_CHART;
    while let Some(header) = tar.next()? {
        if header.size > left {
            return Err(format!("unpacked it has more than {} MiB", MAX_CHART >> 20));
        }
        if !header.is_file {
            tar.skip(header.size)?;
            continue;
        }
        if header.size > MAX_FILE {
            let most = MAX_FILE >> 20;
            return Err(format!("{} in it has more than {most} MiB", header.name));
        }
        if files.len() == MAX_FILES {
            return Err(format!("it has more than {MAX_FILES} files"));
        }
        left -= header.size;
        let name = name_inside(&header.name)?;
        let data = tar.data(header.size)?;
        files.push(Packed { name, data });
    }
    if files.is_empty() {
        return Err("it has no files".to_owned());
    }
    Ok(files)
}

/// The path of a file below the directory of the chart, cleaned as Helm does.
fn name_inside(name: &str) -> Result<String, String> {
    let slashed = match name.contains('\\') {
        true => name.replace('\\', "/"),
        false => name.to_owned(),
    };
    let Some((_, inside)) = slashed.split_once('/') else {
        return Err(match name {
            "Chart.yaml" => "its Chart.yaml is in no directory".to_owned(),
            _ => format!("{name} in it is in no directory"),
        });
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in inside.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return Err(leads_out(name)),
            ".." => {}
            part => parts.push(part),
        }
    }
    let has_drive = parts.first().is_some_and(|first| first.ends_with(':'));
    if inside.starts_with('/') || has_drive || parts.is_empty() {
        return Err(leads_out(name));
    }
    Ok(parts.join("/"))
}

fn leads_out(name: &str) -> String {
    format!("{name} in it leads out of the chart")
}

/// What stands before a file.
struct Header {
    name: String,
    size: u64,
    is_file: bool,
}

/// A tar archive, from its start to its end.
struct Tar<R> {
    from: R,
    /// The name of the next file, where it is too long for its header.
    long_name: Option<String>,
}

impl<R: Read> Tar<R> {
    /// The next file or directory; nothing behind the last.
    fn next(&mut self) -> Result<Option<Header>, String> {
        loop {
            let mut record = [0; RECORD];
            if !self.fill(&mut record)? || record.iter().all(|&byte| byte == 0) {
                return Ok(None);
            }
            if !is_summed(&record) {
                return Err("it is no tar archive, or a broken one".to_owned());
            }
            let size = number(&record[124..136]).ok_or("a size in it cannot be read")?;
            match record[156] {
                // Names that do not fit, as GNU's tar and POSIX write them.
                b'L' => self.long_name = Some(text(&self.extension(size)?)),
                b'x' => {
                    let attributes = self.extension(size)?;
                    self.long_name = path_of(&attributes).or(self.long_name.take());
                }
                b'g' | b'K' => self.skip(size)?,
                kind => {
                    let name = self.long_name.take();
                    let name = name.unwrap_or_else(|| short_name(&record));
                    let is_file = matches!(kind, b'0' | 0 | b'7') && !name.ends_with('/');
                    return Ok(Some(Header {
                        name,
                        size: if is_file { size } else { 0 },
                        is_file,
                    }));
                }
            }
        }
    }

    fn extension(&mut self, size: u64) -> Result<Vec<u8>, String> {
        if size > MAX_FILE {
            return Err("a name in it is too long".to_owned());
        }
        self.data(size)
    }

    /// So many bytes, and the rest of their last record.
    fn data(&mut self, size: u64) -> Result<Vec<u8>, String> {
        let mut data = Vec::new();
        let mut part = self.from.by_ref().take(size);
        part.read_to_end(&mut data).map_err(broken)?;
        if data.len() as u64 != size {
            return Err("it ends within a file".to_owned());
        }
        let mut rest = [0; RECORD];
        let over = size as usize % RECORD;
        if over > 0 {
            self.fill(&mut rest[over..])?;
        }
        Ok(data)
    }

    fn skip(&mut self, size: u64) -> Result<(), String> {
        let whole = size.next_multiple_of(RECORD as u64);
        let mut part = self.from.by_ref().take(whole);
        std::io::copy(&mut part, &mut std::io::sink()).map_err(broken)?;
        Ok(())
    }

    /// Fills a record. False if there is nothing more.
    fn fill(&mut self, record: &mut [u8]) -> Result<bool, String> {
        let mut filled = 0;
        while filled < record.len() {
            match self.from.read(&mut record[filled..]).map_err(broken)? {
                0 if filled == 0 => return Ok(false),
                0 => return Err("it ends within a record".to_owned()),
                count => filled += count,
            }
        }
        Ok(true)
    }
}

fn broken(error: std::io::Error) -> String {
    format!("it cannot be unpacked: {error}")
}

/// Whether the sum in a header is that of its bytes, the sum's own counted as spaces.
fn is_summed(record: &[u8; RECORD]) -> bool {
    let of = |(at, &byte): (usize, &u8)| match at {
        148..156 => u64::from(b' '),
        _ => u64::from(byte),
    };
    let sum = record.iter().enumerate().map(of).sum();
    number(&record[148..156]) == Some(sum)
}

/// A number in octal digits, or in binary if the first bit is set.
fn number(field: &[u8]) -> Option<u64> {
    if field.first()? & 0x80 != 0 {
        let bytes = field.iter().skip(1);
        return bytes.into_iter().try_fold(0_u64, |number, &byte| {
            number.checked_mul(256)?.checked_add(u64::from(byte))
        });
    }
    let digits = text(field);
    match digits.trim() {
        "" => Some(0),
        digits => u64::from_str_radix(digits, 8).ok(),
    }
}

/// The characters of a field, to its first zero.
fn text(field: &[u8]) -> String {
    let end = field.iter().position(|&byte| byte == 0);
    String::from_utf8_lossy(&field[..end.unwrap_or(field.len())]).into_owned()
}

/// The name in a header, which may be in two parts.
fn short_name(record: &[u8; RECORD]) -> String {
    let name = text(&record[..100]);
    let prefix = match &record[257..263] {
        b"ustar\0" => text(&record[345..500]),
        _ => String::new(),
    };
    match prefix.is_empty() {
        true => name,
        false => format!("{prefix}/{name}"),
    }
}

/// The path among POSIX's attributes: lines of a length, a key and a value.
fn path_of(attributes: &[u8]) -> Option<String> {
    let mut rest = attributes;
    loop {
        let space = rest.iter().position(|&byte| byte == b' ')?;
        let length: usize = text(&rest[..space]).parse().ok()?;
        let line = rest.get(space + 1..length)?;
        if let Some(path) = line.strip_prefix(b"path=") {
            return Some(text(path).trim_end_matches('\n').to_owned());
        }
        rest = rest.get(length..)?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn record(name: &str, kind: u8, size: usize) -> Vec<u8> {
        let mut record = vec![0; RECORD];
        record[..name.len()].copy_from_slice(name.as_bytes());
        record[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
        record[156] = kind;
        record[257..263].copy_from_slice(b"ustar\0");
        record[148..156].fill(b' ');
        let sum: u64 = record.iter().map(|&byte| u64::from(byte)).sum();
        record[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        record
    }

    fn archive(files: &[(&str, u8, &str)]) -> Vec<u8> {
        let mut tar = Vec::new();
        for (name, kind, data) in files {
            tar.extend(record(name, *kind, data.len()));
            tar.extend(data.as_bytes());
            tar.resize(tar.len().next_multiple_of(RECORD), 0);
        }
        tar.resize(tar.len() + 2 * RECORD, 0);
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&tar).unwrap();
        packed.finish().unwrap()
    }

    fn names(files: &[(&str, u8, &str)]) -> Result<Vec<String>, String> {
        let files = unpack(&archive(files))?;
        Ok(files.into_iter().map(|file| file.name).collect())
    }

    #[test]
    fn files_are_those_below_the_directory_at_the_top() {
        let long = "26 path=shop/templates/a\n1";
        let long = long.trim_end_matches('1');
        let files = [
            ("shop/", b'5', ""),
            ("shop/Chart.yaml", b'0', "name: shop\n"),
            ("shop/templates/./x/../web.yaml", 0, "a: 1"),
            ("pax", b'x', "25 path=shop/templates/a\n"),
            ("shop/short", b'0', ""),
        ];
        assert_eq!(long.len(), 25);
        let found = names(&files).unwrap();
        assert_eq!(found, ["Chart.yaml", "templates/web.yaml", "templates/a"]);
        let files = unpack(&archive(&files)).unwrap();
        assert_eq!(files[1].data, b"a: 1");
    }

    #[test]
    fn no_path_leads_out() {
        for name in [
            "shop/../../etc/passwd",
            "shop//etc/passwd",
            "shop/c:/x",
            "Chart.yaml",
        ] {
            assert!(names(&[(name, b'0', "x")]).is_err(), "{name}");
        }
        // A link brings nothing.
        let linked = [("shop/link", b'2', ""), ("shop/Chart.yaml", b'0', "x")];
        assert_eq!(names(&linked).unwrap(), ["Chart.yaml"]);
    }

    #[test]
    fn what_is_broken_or_too_large_is_refused() {
        let whole = archive(&[("shop/Chart.yaml", b'0', &"x".repeat(2000))]);
        for cut in [0, 1, 10, whole.len() / 2] {
            assert!(unpack(&whole[..cut]).is_err(), "{cut}");
        }
        assert!(unpack(b"no archive").is_err());
        let large = "x".repeat(MAX_FILE as usize + 1);
        let error = names(&[("shop/large", b'0', &large)]).unwrap_err();
        assert!(error.contains("more than 5 MiB"), "{error}");
    }
}
