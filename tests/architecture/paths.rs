//! Reads sources: files, code without tests, and the paths in it.

use std::fs;
use std::path::Path;

/// All Rust files below `folder`, by path within it, in order.
pub(crate) fn sources(folder: &str) -> Vec<(String, String)> {
    let base = root().join(folder);
    let (mut found, mut folders) = (Vec::new(), vec![base.clone()]);
    while let Some(folder) = folders.pop() {
        // `benches` need not exist.
        for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&base).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Where a path that starts with `crate` or `super` leads, as a path from the crate's root.
pub(crate) fn resolved<'a>(module: &[&'a str], path: &'a str) -> Option<Vec<&'a str>> {
    let parts: Vec<&str> = path.split("::").collect();
    let n_supers = parts.iter().take_while(|part| **part == "super").count();
    let (start, inward) = match n_supers {
        0 => (&[][..], parts.strip_prefix(&["crate"])?),
        _ => (module.get(..module.len().checked_sub(n_supers)?)?, parts.get(n_supers..)?),
    };
    Some([start, inward].concat())
}

/// Every path in `code`, with groups unfolded: `a::{b, c::d}` gives `a::b` and `a::c::d`, and `a::*` gives `a::`.
pub(crate) fn paths(code: &str) -> Vec<String> {
    let (mut found, mut groups, mut word) = (Vec::new(), Vec::<String>::new(), String::new());
    for c in code.chars() {
        if c.is_alphanumeric() || c == '_' || c == ':' {
            word.push(c);
            continue;
        }
        let path = format!("{}{word}", groups.last().map_or("", |group| group));
        match c {
            '{' if word.ends_with("::") => groups.push(path),
            '{' => groups.push(String::new()), // a block
            _ if path.contains("::") && !word.is_empty() => found.push(path),
            _ => {}
        }
        if c == '}' {
            groups.pop();
        }
        word.clear();
    }
    found
}

/// `source` without comments and without items under `#[cfg(test)]`.
pub(crate) fn code(source: &str) -> String {
    let (mut kept, mut in_tests) = (String::new(), false);
    for line in source.lines() {
        in_tests |= line == "#[cfg(test)]";
        if !in_tests {
            kept.extend([line.split("//").next().unwrap_or_default(), "\n"]);
        }
        // rustfmt puts the end of an outermost item, and only that, at the margin.
        in_tests &= line.starts_with(' ') || !(line.ends_with('}') || line.ends_with(';'));
    }
    kept
}

/// The module of a file below `src`, as a path from the crate's root.
pub(crate) fn module_of(file: &str) -> Vec<&str> {
    match file {
        "lib.rs" | "main.rs" => Vec::new(),
        _ => file.trim_end_matches(".rs").split('/').collect(),
    }
}
