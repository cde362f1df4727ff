//! The process that started the server: when it is gone, nobody reads what is said.

use std::time::Duration;

/// How often it is looked after.
const EVERY: Duration = Duration::from_secs(2);

/// Waits until a process is gone. Where nobody can tell, the end of standard input does.
pub(super) fn outlive(process: u32) {
    while is_there(process) {
        std::thread::sleep(EVERY);
    }
}

#[cfg(unix)]
fn is_there(process: u32) -> bool {
    use std::path::Path;
    let is_parent = std::os::unix::process::parent_id() == process;
    // One that stands between the two may be gone and the other not.
    let listed = Path::new("/proc/self").exists();
    is_parent || !listed || Path::new(&format!("/proc/{process}")).exists()
}

#[cfg(not(unix))]
fn is_there(_: u32) -> bool {
    true
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_there_until_it_is_gone() {
        assert!(is_there(std::os::unix::process::parent_id()));
        assert!(is_there(std::process::id()));
        // Linux gives no number so high.
        outlive(u32::MAX);
    }
}
