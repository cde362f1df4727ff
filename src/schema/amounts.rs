//! Amounts as people write them, and as the server reads them.

use super::scalars::is_quantity;

/// What an amount is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Processors.
    Cores,
    /// Memory or storage.
    Bytes,
}

impl Unit {
    /// By the name of a field: `limits[cpu]`, `sizeLimit`.
    pub(super) fn of(name: &str) -> Option<Self> {
        let resource = name
            .rsplit('[')
            .next()
            .unwrap_or(name)
            .trim_end_matches(']');
        match resource
            .trim_start_matches("requests.")
            .trim_start_matches("limits.")
        {
            "cpu" => Some(Self::Cores),
            "memory" | "storage" | "ephemeral-storage" | "sizeLimit" => Some(Self::Bytes),
            _ => None,
        }
    }
}

/// `1GB`, `500 m` and `64mb` as amounts.
pub(super) fn amount(text: &str, of: Option<Unit>) -> Option<String> {
    let compact: String = text.split_whitespace().collect();
    let start = compact.find(|c: char| !c.is_ascii_digit() && !".,".contains(c));
    let start = start.unwrap_or(compact.len());
    let (number, unit) = compact.split_at(start);
    let number = match number.split_once(',') {
        Some((whole, part)) if part.len() < 3 => format!("{whole}.{part}"),
        _ => number.to_owned(),
    };
    let unit = unit.to_ascii_lowercase();
    let meant = match of {
        Some(Unit::Cores) => cores(&number, &unit)?,
        _ => number + bytes(&unit)?,
    };
    (meant != text && is_quantity(&meant)).then_some(meant)
}

/// So many cores, or thousandths of one.
fn cores(number: &str, unit: &str) -> Option<String> {
    let is_whole = number.bytes().all(|byte| byte.is_ascii_digit());
    match unit {
        "" => Some(number.to_owned()),
        "m" | "mi" | "milli" | "mcpu" | "mcore" | "mcores" | "millicore" | "millicores"
        | "millicpu" => Some(format!("{number}m")),
        "c" | "core" | "cores" | "cpu" | "cpus" | "vcpu" | "vcpus" if is_whole => {
            Some(number.to_owned())
        }
        "c" | "core" | "cores" | "cpu" | "cpus" | "vcpu" | "vcpus" => {
            let thousandths = number.parse::<f64>().ok()? * 1000.0;
            let is_exact = thousandths.fract() == 0.0 && (0.0..1e9).contains(&thousandths);
            is_exact.then(|| format!("{thousandths}m"))
        }
        _ => None,
    }
}

/// A suffix of bytes. `m` and `M` are both units, and stay as they are.
fn bytes(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "m" => "m",
        "k" | "kb" => "k",
        "mb" => "M",
        "g" | "gb" => "G",
        "t" | "tb" => "T",
        "ki" | "kib" => "Ki",
        "mi" | "mib" => "Mi",
        "gi" | "gib" => "Gi",
        "ti" | "tib" => "Ti",
        "b" | "byte" | "bytes" => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Unit, amount};

    #[test]
    fn amounts_are_mended_where_the_unit_is_plain() {
        let mended = |text| amount(text, None).unwrap_or_default();
        assert_eq!(
            ["1GB", "500 m", "64mb", "1.5gib", "2K", "100b", "1,5Gi"].map(mended),
            ["1G", "500m", "64M", "1.5Gi", "2k", "100", "1.5Gi"]
        );
        assert_eq!(["1x", "one", "GB", "", "1..GB"].map(mended), [""; 5]);
        let cores = |text| amount(text, Some(Unit::Cores)).unwrap_or_default();
        assert_eq!(
            ["100mi", "0.5 cores", "2 cores", "250 m", "1.5vCPU", "1,5"].map(cores),
            ["100m", "500m", "2", "250m", "1500m", "1.5"]
        );
        assert_eq!(["1Gb", "0.0005 cores", "half"].map(cores), [""; 3]);
    }
}
