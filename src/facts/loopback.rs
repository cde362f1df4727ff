//! The pod's own network, by its names.

use std::ops::Range;

const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// Where a text names the pod's own network: the host, in bytes, and the port behind it. What a name is only a part
/// of, as in `localhost-proxy`, is another host.
pub(crate) fn loopbacks(text: &str) -> impl Iterator<Item = (Range<usize>, Option<i64>)> {
    // To see that a name is not there takes less than to get ready for all its places.
    let there = NAMES.into_iter().filter(move |name| text.contains(name));
    there.flat_map(move |name| {
        text.match_indices(name).filter_map(move |(start, _)| {
            let end = start + name.len();
            let (before, behind) = (&text[..start], &text[end..]);
            let is_whole = !before.ends_with(is_part) && !behind.starts_with(is_part);
            is_whole.then(|| (start..end, port_in(behind)))
        })
    })
}

fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The port at the start of what stands behind a host.
fn port_in(behind: &str) -> Option<i64> {
    let digits = behind.strip_prefix(':')?;
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(digits.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::loopbacks;

    #[test]
    fn a_host_is_a_whole_word() {
        let found = |text| loopbacks(text).map(|(_, port)| port).collect::<Vec<_>>();
        assert_eq!(found("http://localhost:80/a?b=127.0.0.1"), [Some(80), None]);
        assert_eq!(found("[::1]:53,localhost:x"), [None, Some(53)]);
        assert_eq!(found("mylocalhost:80 localhost-proxy:80 127.0.0.10:80"), []);
    }
}
