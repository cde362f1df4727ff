//! Sets of bytes: each byte of a text is asked about, and more than once.

/// Some bytes.
pub(super) struct Bytes([bool; 256]);

impl Bytes {
    /// The letters and digits of ASCII, and some marks.
    pub(super) const fn letters_and(marks: &[u8]) -> Self {
        let (mut has, mut byte) = ([false; 256], 0);
        while byte < has.len() {
            has[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        let mut at = 0;
        while at < marks.len() {
            has[marks[at] as usize] = true;
            at += 1;
        }
        Self(has)
    }

    pub(super) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }
}
