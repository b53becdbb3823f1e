//! The syntax stage on fixtures.

use toets::source::Sources;

#[test]
fn good_files_parse() {
    insta::glob!("fixtures/syntax/good/*.regels", |path| {
        let mut sources = Sources::new();
        let id = sources.add(path.display().to_string(), std::fs::read_to_string(path).unwrap());
        let (_, diagnostics) = toets::syntax::parse(sources.get(id).unwrap());
        assert_eq!(diagnostics.sorted(), []);
    });
}
