//! The hash of what makes pose logs: it changes with the code that follows, and with nothing else.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../build.rs"]
#[expect(dead_code, clippy::print_stdout, reason = "its main function is for cargo")]
mod build;

use std::fs;
use std::path::Path;

use build::{code, pipeline_hash, sources};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The hash of a copy of this crate in which `edit` changed a file.
fn hash_after(file: &str, edit: impl Fn(&str) -> String) -> String {
    let copy = TempDir::new().unwrap();
    let files = sources(root()).unwrap().into_iter().map(|(name, _)| name);
    for name in files.chain(["src/io/video/encode.rs", "Cargo.lock"].map(str::to_owned)) {
        let text = fs::read_to_string(root().join(&name)).unwrap();
        let edited = if name == file { edit(&text) } else { text.clone() };
        assert_eq!(name == file, edited != text, "{name} as edited");
        fs::create_dir_all(copy.path().join(&name).parent().unwrap()).unwrap();
        fs::write(copy.path().join(&name), edited).unwrap();
    }
    pipeline_hash(copy.path()).unwrap()
}

#[test]
fn code_that_follows_and_the_crates_it_runs_on_change_the_hash() {
    let was = env!("FORMCHECK_PIPELINE");
    assert_eq!(pipeline_hash(root()).unwrap(), was, "the one built in is that of the sources");
    for file in
        ["src/io/inference/follow.rs", "src/io/video/mp4/plan.rs", "src/core/track/one_euro.rs", "src/io/video.rs"]
    {
        assert_ne!(hash_after(file, |text| text.replacen("\n\n", "\n\nconst MORE: u8 = 0;\n", 1)), was, "{file}");
    }
    assert_ne!(
        hash_after("Cargo.lock", |lock| lock.replace("name = \"yuv\"\nversion = \"", "name = \"yuv\"\nversion = \"9")),
        was
    );
}

#[test]
fn comments_tests_line_ends_the_encoder_and_other_crates_leave_the_hash() {
    let was = env!("FORMCHECK_PIPELINE");
    let file = "src/io/inference/follow.rs";
    assert_eq!(hash_after(file, |text| format!("{}\n    // more\n\n{text}", text.lines().next().unwrap())), was);
    assert_eq!(hash_after(file, |text| text.replace('\n', "\r\n")), was);
    assert_eq!(hash_after(file, |text| text.replace("\n    #[test]\n", "\n    #[test]\n    #[ignore]\n")), was);
    assert_eq!(
        hash_after(file, |text| text.replace("crate::io::", "crate::").replace("crate::core::", "crate::guide::")),
        was
    );
    let first_use = |text: &str| text.lines().find(|line| line.starts_with("use ")).unwrap().to_owned();
    let without = |text: &str| text.replacen(&first_use(text), "", 1);
    assert_eq!(hash_after(file, |text| format!("{}\n{}", first_use(text), without(text))), was, "sorted anew");
    assert_ne!(hash_after(file, without), was, "nothing is used");
    assert_eq!(hash_after("src/io/video/encode.rs", |text| format!("{text}const MORE: u8 = 0;\n")), was);
    assert_eq!(
        hash_after("Cargo.lock", |lock| lock
            .replace("name = \"clap\"\nversion = \"", "name = \"clap\"\nversion = \"9")),
        was
    );
}

#[test]
fn only_tests_at_the_end_are_left_out() {
    let tests = "#[cfg(test)]\nmod tests {\n    fn f() {}\n}\n";
    assert_eq!(code(&format!("const A: u8 = 0;\n{tests}")).count(), 1);
    assert_eq!(code(&format!("{tests}fn g() {{\n}}\n")).count(), 6);
}

#[test]
fn what_hashed_sources_use_is_hashed() {
    let sources = sources(root()).unwrap();
    for (file, source) in &sources {
        for used in code(source).filter_map(|line| line.split_once("crate::")).map(|(_, path)| path) {
            let path = used.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
            let [module, below] = [2, 3].map(|n| path.clone().take(n).collect::<Vec<_>>().join("/"));
            let is_hashed = sources
                .iter()
                .any(|(name, _)| *name == format!("src/{module}.rs") || *name == format!("src/{below}.rs"));
            assert!(is_hashed, "{file} uses crate::{used}: give it a place in SOURCES of build.rs");
        }
    }
}
