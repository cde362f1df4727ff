//! Names of images by chance, and whether container runtimes can read them: what `ParseNormalizedNamed` of
//! github.com/distribution/reference 0.6.0 said of each.

use podlint::objects::Image;

#[test]
fn names_are_read_as_runtimes_read_them() {
    let names = include_str!("data/image-names.txt");
    let mut count = [0, 0];
    for line in names.lines() {
        let (is_read, name) = line.split_once(' ').unwrap();
        let is_read = is_read == "true";
        let fault = Image::fault(name);
        let ours = fault.as_ref().is_none_or(|fault| fault.is_read);
        assert_eq!(ours, is_read, "{name}: {fault:?}");
        count[usize::from(is_read)] += 1;
    }
    assert!(count.iter().all(|&count| count > 100), "{count:?}");
}
