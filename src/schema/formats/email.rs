//! Addresses of mail, as RFC 5322 writes them and Go reads them: `ann@example.com`, `Ann <ann@example.com>`. Source:
//! `net/mail`. Words in other character sets are taken as words.

use std::net::IpAddr;

/// Whether a text is one address.
pub(super) fn is_email(text: &str) -> bool {
    let mut reader = Reader { rest: text };
    let one = reader.address(true) == Some(1);
    one && reader.comments().is_some() && reader.rest.is_empty()
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    /// An address, or a group of them; how many there are.
    fn address(&mut self, may_be_group: bool) -> Option<usize> {
        self.blanks();
        if self.bare_address().is_some() {
            self.blanks();
            if self.take('(') {
                self.comment()?;
            }
            return Some(1);
        }
        if !self.rest.starts_with('<') {
            self.phrase()?;
        }
        self.blanks();
        if may_be_group && self.take(':') {
            return self.group();
        }
        let is_angled = self.take('<') && self.bare_address().is_some() && self.take('>');
        is_angled.then_some(1)
    }

    /// The addresses of a group, and its end.
    fn group(&mut self) -> Option<usize> {
        let mut count = 0;
        self.blanks();
        while !self.take(';') {
            if count > 0 && !self.take(',') {
                return None;
            }
            count += self.address(false)?;
            self.comments()?;
        }
        self.comments()?;
        Some(count)
    }

    /// `ann@example.com`; where there is none, nothing is taken.
    fn bare_address(&mut self) -> Option<()> {
        let before = self.rest;
        let read = self.mailbox();
        if read.is_none() {
            self.rest = before;
        }
        read
    }

    fn mailbox(&mut self) -> Option<()> {
        self.blanks();
        match self.rest.starts_with('"') {
            true => self.quoted().filter(|&is_empty| !is_empty).map(|_| ())?,
            false => self.atom().filter(|atom| has_parts(atom)).map(|_| ())?,
        }
        if !self.take('@') {
            return None;
        }
        self.blanks();
        if self.take('[') {
            let (literal, rest) = self.rest.split_once(']')?;
            self.rest = rest;
            return literal.parse::<IpAddr>().ok().map(|_| ());
        }
        self.atom().filter(|atom| has_parts(atom)).map(|_| ())
    }

    /// One word or several.
    fn phrase(&mut self) -> Option<()> {
        let mut any = false;
        loop {
            if any {
                self.comments()?;
            }
            self.blanks();
            let word = match self.rest.starts_with('"') {
                true => self.quoted().map(|_| ()),
                false => self.atom().map(|_| ()),
            };
            if word.is_none() {
                return any.then_some(());
            }
            any = true;
        }
    }

    /// A word without quotes.
    fn atom(&mut self) -> Option<String> {
        let is_of_word = |c: char| is_visible(c) && !"()<>[]:;@\\,\"".contains(c);
        let end = self.rest.find(|c| !is_of_word(c));
        let (atom, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        (!atom.is_empty()).then(|| atom.to_owned())
    }

    /// Words in quotes; whether there is nothing in them. Where the quotes do not end, nothing is taken.
    fn quoted(&mut self) -> Option<bool> {
        let within = self.rest.strip_prefix('"')?;
        let mut letters = within.char_indices();
        while let Some((at, letter)) = letters.next() {
            let letter = match letter {
                '"' => {
                    self.rest = &within[at + 1..];
                    return Some(at == 0);
                }
                '\\' => letters.next()?.1,
                letter => letter,
            };
            if !is_visible(letter) && !" \t".contains(letter) {
                return None;
            }
        }
        None
    }

    /// Blanks and comments.
    fn comments(&mut self) -> Option<()> {
        self.blanks();
        while self.take('(') {
            self.comment()?;
            self.blanks();
        }
        Some(())
    }

    /// A comment behind its `(`, with those within it.
    fn comment(&mut self) -> Option<()> {
        let mut depth = 1;
        let mut letters = self.rest.char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => drop(letters.next()),
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = &self.rest[at + 1..];
                return Some(());
            }
        }
        None
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn take(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// Whether there is something on each side of each dot.
fn has_parts(atom: &str) -> bool {
    atom.split('.').all(|part| !part.is_empty())
}

fn is_visible(letter: char) -> bool {
    ('!'..='~').contains(&letter) || !letter.is_ascii()
}
