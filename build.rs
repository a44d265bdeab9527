//! Hashes the sources that decide what a pose log holds into `FORMCHECK_PIPELINE`: stored logs of another hash are void.
//! Lists the exercises of `assets/exercises`, so that a new one touches no Rust file.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// What frames, key points and pose logs are made with: files, and folders with all that is below them.
pub(crate) const SOURCES: [&str; 17] = [
    "src/core/frame",
    "src/core/frame.rs",
    "src/core/geometry.rs",
    "src/core/pose.rs",
    "src/core/skeleton.rs",
    "src/core/time.rs",
    "src/core/track/near_side.rs",
    "src/core/track/one_euro.rs",
    "src/io/bounded.rs",
    "src/io/inference",
    "src/io/inference.rs",
    "src/io/pipeline/source.rs",
    "src/io/pipeline/thinned.rs",
    "src/io/recording/pose_log",
    "src/io/recording/pose_log.rs",
    "src/io/video",
    "src/io/video.rs",
];
/// The folders of `src` that say what modules are for.
const ROOMS: [&str; 4] = ["core", "guide", "io", "app"];
/// Lines that begin a `use` item.
const USES: [&str; 4] = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
/// Among them and left out: it makes the annotated video, after all is judged.
const ENCODER: &str = "src/io/video/encode";
/// Crates that decode, scale or infer.
const CRATES: [&str; 6] = ["image", "ort", "ort-tract", "rust_h264", "rust_h265", "yuv"];
const LOCK: &str = "Cargo.lock";
/// Exercises that are part of the program as text files.
const EXERCISES: &str = "assets/exercises";

fn main() -> io::Result<()> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    // A file that is not there would count as changed every time.
    for path in SOURCES.into_iter().chain(root.join(LOCK).exists().then_some(LOCK)) {
        println!("cargo:rerun-if-changed={path}");
    }
    println!("cargo:rustc-env=FORMCHECK_PIPELINE={}", pipeline_hash(&root)?);
    println!("cargo:rerun-if-changed={}", if root.join(EXERCISES).exists() { EXERCISES } else { "assets" });
    let out = std::env::var_os("OUT_DIR").map_or_else(PathBuf::new, PathBuf::from);
    fs::write(out.join("exercises.rs"), exercise_list(&root))
}

/// The names of the exercise files with their texts, in order, as an expression.
fn exercise_list(root: &Path) -> String {
    let files = fs::read_dir(root.join(EXERCISES)).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_exercise = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "toml");
    let mut names: Vec<String> =
        files.filter(is_exercise).filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    let text =
        |name: &String| format!(r#"include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/{EXERCISES}/{name}.toml"))"#);
    let entries: Vec<String> = names.iter().map(|name| format!("({name:?}, {})", text(name))).collect();
    format!("&[{}]", entries.join(", "))
}

/// The hash for the crate at `root`, in 16 hexadecimal digits; comments, tests, line ends, rooms and the order of
/// uses do not change it.
pub(crate) fn pipeline_hash(root: &Path) -> io::Result<String> {
    let mut hash = Fnv::START;
    let mut files: Vec<(String, String)> =
        sources(root)?.into_iter().map(|(name, source)| (without_room(&name, "src/", "/"), source)).collect();
    files.sort();
    for (name, source) in files {
        hash.push(&name);
        let (used, code) = uses(&source);
        for line in used.iter().chain(&code) {
            hash.push(line);
        }
    }
    let lock = fs::read_to_string(root.join(LOCK)).unwrap_or_default();
    for version in versions(&lock) {
        hash.push(&version);
    }
    Ok(format!("{:016x}", hash.0))
}

/// The hashed files with their text, in an order that no file system has a say in.
pub(crate) fn sources(root: &Path) -> io::Result<Vec<(String, String)>> {
    let (mut found, mut waiting) = (Vec::new(), SOURCES.map(str::to_owned).to_vec());
    while let Some(name) = waiting.pop() {
        let path = root.join(&name);
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                waiting.push(format!("{name}/{}", entry?.file_name().to_string_lossy()));
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") && !name.starts_with(ENCODER) {
            let text = fs::read_to_string(&path);
            found.push((name, text.map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))?));
        }
    }
    found.sort();
    Ok(found)
}

/// The lines without comments, blank ones and the tests at the end.
pub(crate) fn code(source: &str) -> impl Iterator<Item = &str> {
    let mut lines: Vec<&str> = source.lines().collect();
    let begins_tests = |pair: &[&str]| matches!(pair, ["#[cfg(test)]", next] if next.starts_with("mod tests"));
    // rustfmt puts the end of an outermost item, and only that, at the margin.
    let n_ends = |lines: &[&str]| lines.iter().filter(|line| **line == "}").count();
    if let Some(start) = lines.windows(2).position(begins_tests)
        && lines.get(start..).is_some_and(|tests| n_ends(tests) <= 1 && tests.last() == Some(&"}"))
    {
        lines.truncate(start);
    }
    lines.into_iter().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//"))
}

/// The code's `use` items in order of the alphabet, and its other lines. Rooms are left out: code does the same wherever it
/// lives, however its uses are sorted and broken into lines.
fn uses(source: &str) -> (Vec<String>, Vec<String>) {
    let (mut used, mut others, mut waiting) = (Vec::new(), Vec::new(), String::new());
    for line in code(source) {
        let line = without_room(line, "crate::", "::");
        if waiting.is_empty() && !USES.iter().any(|start| line.trim_start().starts_with(start)) {
            others.push(line);
            continue;
        }
        waiting.extend(line.split_whitespace());
        if waiting.ends_with(';') {
            used.push(std::mem::take(&mut waiting).replace(",}", "}"));
        }
    }
    used.extend((!waiting.is_empty()).then_some(waiting));
    used.sort();
    (used, others)
}

/// `text` with a room after `before` left out.
fn without_room(text: &str, before: &str, after: &str) -> String {
    ROOMS.iter().fold(text.to_owned(), |text, room| text.replace(&format!("{before}{room}{after}"), before))
}

/// Names and versions of [`CRATES`], as Cargo.lock has them.
fn versions(lock: &str) -> Vec<String> {
    let lines: Vec<&str> = lock.lines().collect();
    let is_wanted = |line: &str| CRATES.iter().any(|name| line == format!("name = \"{name}\""));
    let version = |pair: &[&str]| match pair {
        [name, version] if is_wanted(name) => Some(format!("{name} {version}")),
        _ => None,
    };
    lines.windows(2).filter_map(version).collect()
}

/// FNV-1a with 64 bits (Fowler, Noll, Vo): enough against chance, and a few lines.
struct Fnv(u64);

impl Fnv {
    const START: Self = Self(0xcbf2_9ce4_8422_2325);

    fn push(&mut self, text: &str) {
        for byte in text.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
