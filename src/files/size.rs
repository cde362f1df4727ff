//! How much is read at most.

use std::fmt;
use std::io;
use std::str::FromStr;

/// How much is read of one input, in bytes. A text takes several times its size once it is read, and there is always
/// somebody who pipes a program that never ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most(u64);

impl Most {
    /// So many bytes.
    #[must_use]
    pub const fn bytes(count: u64) -> Self {
        Self(count)
    }

    /// What is said of a file that has more.
    #[must_use]
    pub fn exceeded(self) -> io::Error {
        let sentence = format!("more than {self} is not read");
        io::Error::new(io::ErrorKind::FileTooLarge, sentence)
    }

    /// How many bytes that is.
    #[must_use]
    pub const fn count(self) -> u64 {
        self.0
    }
}

impl Default for Most {
    fn default() -> Self {
        Self(512 << 20)
    }
}

impl FromStr for Most {
    type Err = &'static str;

    /// Reads `512MiB`, and other numbers with `KiB`, `MiB`, `GiB` or, in bytes, nothing behind them.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let shift = match text[digits.len()..].trim_start() {
            "" => 0,
            "KiB" => 10,
            "MiB" => 20,
            "GiB" => 30,
            _ => return Err("a size is a number and KiB, MiB or GiB"),
        };
        let number: u64 = digits.parse().map_err(|_| "a size starts with a number")?;
        // Places in a text are numbers of 32 bits.
        let bytes = number.checked_mul(1 << shift);
        let fits = bytes.filter(|&bytes| bytes < 1 << 32);
        fits.map(Self).ok_or("the largest size is below 4GiB")
    }
}

impl fmt::Display for Most {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(30, " GiB"), (20, " MiB"), (10, " KiB")];
        let whole = |&&(shift, _): &&(u32, &str)| self.0 > 0 && self.0.trailing_zeros() >= shift;
        let (shift, unit) = units.iter().find(whole).unwrap_or(&(0, " bytes"));
        write!(to, "{}{unit}", self.0 >> shift)
    }
}

#[cfg(test)]
mod tests {
    use super::Most;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, shown) in [
            ("512MiB", "512 MiB"),
            ("2 GiB", "2 GiB"),
            ("1536KiB", "1536 KiB"),
            ("2048", "2 KiB"),
            ("0", "0 bytes"),
            ("4095MiB", "4095 MiB"),
        ] {
            let most: Most = text.parse().unwrap();
            assert_eq!(most.to_string(), shown);
        }
        for wrong in [
            "",
            "MiB",
            "1MB",
            "-1",
            "4GiB",
            "99999999999999999999",
            "1.5GiB",
            "18446744073709551615GiB",
        ] {
            assert!(wrong.parse::<Most>().is_err(), "{wrong}");
        }
    }
}
