//! The libraries that make a camera and a sound card, built once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The camera; compiled once for all tests.
pub(crate) fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| compiled("tests/camera/fakecam.c"))
}

/// Built from this source.
pub(crate) fn compiled(source: &str) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
    let name = source.file_stem().unwrap().to_string_lossy().into_owned();
    // Another run of the tests may use the old one just now: it is put in its place in one go.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let made = folder.join(format!("{name}-{}.so", std::process::id()));
    let mut cc = Command::new("cc");
    cc.args(["-O2", "-w", "-fPIC", "-shared", "-o"]).arg(&made).arg(source).args(["-ldl", "-lpthread"]);
    let compiled = cc.status().unwrap_or_else(|error| panic!("a C compiler is needed (apt install gcc): {error}"));
    assert!(compiled.success(), "cc: {compiled}");
    let library = folder.join(format!("{name}.so"));
    std::fs::rename(made, &library).unwrap();
    library
}
