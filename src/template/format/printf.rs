//! `printf`: a format with verbs.

use super::{Flags, Printer};
use crate::origin::Text;
use crate::template::budget::Bound;
use crate::template::value::Value;

/// The largest width or precision that Go takes.
const WIDEST: usize = 1_000_000;

/// Values by a format: `fmt.Sprintf`. The format's own text keeps its origin.
///
/// # Errors
/// The text is too long, or a value too deep.
pub fn printf(format: &Text, values: &[Value]) -> Result<Text, Bound> {
    let mut scan = Scan {
        printer: Printer::default(),
        format: format.as_str(),
        at: 0,
        values,
        next: 0,
        is_indexed: false,
        is_reordered: false,
        is_good: true,
    };
    loop {
        let start = scan.at;
        let length = memchr::memchr(b'%', &scan.format.as_bytes()[start..]);
        let end = length.map_or(scan.format.len(), |length| start + length);
        scan.printer.out.push_slice(format, start, end);
        scan.printer.check()?;
        if length.is_none() {
            break;
        }
        scan.at = end + 1;
        scan.verb()?;
    }
    scan.extra()?;
    Ok(scan.printer.out)
}

struct Scan<'f> {
    printer: Printer,
    format: &'f str,
    at: usize,
    values: &'f [Value],
    /// The value that is due.
    next: usize,
    /// Whether an index, `[1]`, was just read.
    is_indexed: bool,
    /// Whether any index was read: then nothing is said of values that no verb took.
    is_reordered: bool,
    /// Whether the indices of this verb are right.
    is_good: bool,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.format.as_bytes().get(self.at).copied()
    }

    fn verb(&mut self) -> Result<(), Bound> {
        self.is_good = true;
        self.is_indexed = false;
        self.flags();
        self.index();
        self.width();
        self.precision();
        if !self.is_indexed {
            self.index();
        }
        let Some(verb) = self.format[self.at..].chars().next() else {
            self.printer.out.push_str("%!(NOVERB)");
            return Ok(());
        };
        self.at += verb.len_utf8();
        if verb == '%' {
            self.printer.out.push_str("%");
            return Ok(());
        }
        let Some(value) = self.values.get(self.next).filter(|_| self.is_good) else {
            let what = if self.is_good { "MISSING" } else { "BADINDEX" };
            self.printer.out.push_str(&format!("%!{verb}({what})"));
            return Ok(());
        };
        let flags = &mut self.printer.flags;
        if let 'v' | 'w' = verb {
            flags.source = std::mem::take(&mut flags.sharp);
            flags.plus = false;
        }
        self.next += 1;
        self.printer.argument(value, verb)
    }

    fn flags(&mut self) {
        let mut flags = Flags::default();
        while let Some(sign) = self.peek() {
            match sign {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.at += 1;
        }
        self.printer.flags = flags;
    }

    fn width(&mut self) {
        if self.peek() != Some(b'*') {
            let width = self.number();
            self.printer.flags.width = width;
            if self.is_indexed && width.is_some() {
                self.is_good = false;
            }
            return;
        }
        self.at += 1;
        self.is_indexed = false;
        let width = self.number_of_value();
        let flags = &mut self.printer.flags;
        flags.width = width.map(|width| width.unsigned_abs() as usize);
        match width {
            None => self.printer.out.push_str("%!(BADWIDTH)"),
            Some(..0) => (flags.minus, flags.zero) = (true, false),
            Some(_) => {}
        }
    }

    fn precision(&mut self) {
        if self.peek() != Some(b'.') || self.at + 1 >= self.format.len() {
            return;
        }
        self.at += 1;
        if self.is_indexed {
            self.is_good = false;
        }
        self.index();
        if self.peek() != Some(b'*') {
            let precision = self.number().unwrap_or_default();
            self.printer.flags.precision = Some(precision);
            return;
        }
        self.at += 1;
        self.is_indexed = false;
        let precision = self.number_of_value();
        let precision = precision.and_then(|precision| usize::try_from(precision).ok());
        self.printer.flags.precision = precision;
        if precision.is_none() {
            self.printer.out.push_str("%!(BADPREC)");
        }
    }

    /// Digits that stand here. Too large a number ends the format.
    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let before = number.unwrap_or_default();
            if before > WIDEST {
                self.at = self.format.len();
                return None;
            }
            number = Some(before * 10 + usize::from(digit - b'0'));
            self.at += 1;
        }
        number
    }

    /// The value that is due, as a width or precision.
    fn number_of_value(&mut self) -> Option<i64> {
        let value = self.values.get(self.next)?;
        self.next += 1;
        match value {
            Value::Int(number, _) | Value::Int64(number, _) => {
                let is_small = number.unsigned_abs() <= WIDEST as u64;
                is_small.then_some(*number)
            }
            _ => None,
        }
    }

    /// `[1]`: the number of the value that is due.
    fn index(&mut self) {
        self.is_indexed = false;
        if self.peek() != Some(b'[') {
            return;
        }
        self.is_reordered = true;
        let rest = &self.format[self.at..];
        let Some(length) = rest.find(']').filter(|_| rest.len() >= 3) else {
            self.is_good = false;
            self.at += 1;
            return;
        };
        self.at += length + 1;
        let digits = &rest[1..length];
        let is_number = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_number);
        let number = number.filter(|number| *number <= WIDEST * 10 + 9);
        self.is_indexed = number.is_some();
        match number {
            Some(number) if (1..=self.values.len()).contains(&number) => self.next = number - 1,
            _ => self.is_good = false,
        }
    }

    /// Says which values no verb took.
    fn extra(&mut self) -> Result<(), Bound> {
        if self.is_reordered || self.next >= self.values.len() {
            return Ok(());
        }
        self.printer.flags = Flags::default();
        self.printer.out.push_str("%!(EXTRA ");
        for (number, value) in self.values[self.next..].iter().enumerate() {
            if number > 0 {
                self.printer.out.push_str(", ");
            }
            if !matches!(value, Value::Nil) {
                let name = value.type_name();
                self.printer.out.push_str(&format!("{name}="));
            }
            self.printer.argument(value, 'v')?;
        }
        self.printer.out.push_str(")");
        Ok(())
    }
}
