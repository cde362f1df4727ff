//! The name that was probably meant.

/// The one of `known` that is nearest to `written`, if any is near enough to be worth asking for.
#[must_use]
pub fn nearest<'k, K: AsRef<str>>(written: &str, known: &'k [K]) -> Option<&'k str> {
    known
        .iter()
        .map(|name| (closeness(written, name.as_ref()), name.as_ref()))
        .filter(|&(closeness, _)| closeness >= 0.75)
        // The first of equals in alphabetical order, whatever the order of `known`.
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}

fn closeness(written: &str, name: &str) -> f64 {
    if is_numeronym(name, written) || is_numeronym(written, name) {
        return 1.0;
    }
    strsim::normalized_damerau_levenshtein(written, name)
        .max(strsim::jaro_winkler(written, name) - 0.1)
}

/// Whether `short` is `long` with its inner letters counted, as `k8s` is `kubernetes`.
fn is_numeronym(short: &str, long: &str) -> bool {
    let (mut letters, count) = (long.chars(), long.chars().count());
    let (Some(first), Some(last)) = (letters.next(), letters.next_back()) else {
        return false;
    };
    short == format!("{first}{}{last}", count.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["deploy", "k8s", "charts"];
        assert_eq!(nearest("kubernetes", &known), Some("k8s"));
        assert_eq!(nearest("deploi", &known), Some("deploy"));
        assert_eq!(nearest("cahrts", &known), Some("charts"));
        assert_eq!(nearest("terraform", &known), None);
        assert_eq!(nearest("", &known), None);
    }
}
