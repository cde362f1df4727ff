//! Messages as they go over a stream: a header with the count of bytes, an empty line, and JSON.
//!
//! Source: <https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol>

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// How many bytes a message has at most. A text of 4 GiB is not checked either.
const MOST: u64 = 256 << 20;

/// How many bytes a line of a header has at most.
const MOST_OF_LINE: u64 = 4 << 10;

/// Reads the next message; `None` where the stream ends. What is no JSON is `Err` in its place.
///
/// # Errors
///
/// The stream cannot be read, or says something else than messages.
pub fn read(from: &mut impl BufRead) -> io::Result<Option<Result<Value, String>>> {
    let Some(length) = header(from)? else {
        return Ok(None);
    };
    let mut body = Vec::new();
    from.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let message = serde_json::from_slice(&body);
    Ok(Some(message.map_err(|error| error.to_string())))
}

/// Reads the lines before a message: how many bytes it has.
fn header(from: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    for number in 0.. {
        let mut line = Vec::new();
        from.take(MOST_OF_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() && number == 0 {
            return Ok(None);
        }
        if line.last() != Some(&b'\n') {
            return Err(wrong("a line of a header that does not end"));
        }
        let line = String::from_utf8_lossy(line.trim_ascii()).into_owned();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    match length {
        Some(length) if length <= MOST => Ok(Some(length)),
        Some(_) => Err(wrong("a message that is too long")),
        None => Err(wrong("a message without its length")),
    }
}

fn wrong(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Writes a message.
///
/// # Errors
///
/// It cannot be written.
pub fn write(message: &Value, to: &mut impl Write) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(to, "Content-Length: {}\r\n\r\n", body.len())?;
    to.write_all(&body)?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_written_is_read() {
        let messages = [
            json!({"method": "exit"}),
            json!({"id": "ß", "result": null}),
        ];
        let mut stream = Vec::new();
        for message in &messages {
            write(message, &mut stream).unwrap();
        }
        let mut stream = &stream[..];
        for message in messages {
            assert_eq!(read(&mut stream).unwrap(), Some(Ok(message)));
        }
        assert_eq!(read(&mut stream).unwrap(), None);
    }

    #[test]
    fn a_message_that_is_no_json_does_not_hide_the_next() {
        let mut stream =
            &b"content-length: 2\nContent-Type: x\n\n{]Content-Length: 4\r\n\r\nnull"[..];
        assert!(matches!(read(&mut stream), Ok(Some(Err(_)))));
        assert_eq!(read(&mut stream).unwrap(), Some(Ok(Value::Null)));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let long = format!("Content-Length: {}\r\n\r\n", u64::MAX);
        let line = "x".repeat(10_000);
        for wrong in ["\r\n\r\n", "Content-Length: 9\r\n\r\n{}", &long, &line] {
            assert!(read(&mut wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
