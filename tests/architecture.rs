//! Keeps the arrows between modules pointing one way. `src/lib.rs` draws them, the tables here hold them.

#![expect(clippy::unwrap_used, reason = "sources that cannot be read must fail the test")]

use std::fs;
use std::path::Path;

/// In the core a module may use those to its left, an edge the whole core, a shell everything.
const LAYERS: [(&str, &str); 3] = [
    (
        "core",
        "time frame geometry skeleton pose track measure exercise safety exercise_file exercises report pain plan session learn gesture coach cue",
    ),
    ("edges", "bounded plain latest sound camera video inference overlay recording pipeline bench batch export agree"),
    ("shells", "live review ui app commands cli main"),
];

/// The only edges that may use other edges, and which.
const AMONG_EDGES: [(&str, &str); 7] = [
    ("sound", "latest"),
    ("camera", "latest"),
    ("pipeline", "video inference overlay recording"),
    ("bench", "video inference recording pipeline"),
    ("batch", "inference pipeline"),
    ("export", "overlay"),
    ("agree", "recording"),
];

/// The edges that all others may use.
const FOR_ALL_EDGES: &str = "bounded plain";

/// All that the file of one exercise may use.
const FOR_AN_EXERCISE: &str = "exercise measure skeleton";

/// Clock, files, threads, log, pictures, models, cameras, windows.
const NOT_IN_CORE: &str = "std::env std::fs std::net std::process std::thread \
    std::time::Instant std::time::SystemTime \
    eframe:: egui:: image:: nokhwa:: ort:: tracing::";

/// What screens never name: files, threads, cameras, models, and who owns them.
const NOT_IN_UI: &str = "std::env std::fs std::net std::process std::thread \
    image:: nokhwa:: ort:: \
    crate::app crate::camera crate::cli crate::commands crate::inference crate::latest crate::pipeline crate::video";

/// What only shells may name.
const NOT_IN_EDGES: &str = "anyhow:: clap:: indicatif::";

const MAX_LINES: usize = 400;

#[test]
fn every_arrow_points_to_the_left() {
    let wrong: Vec<String> = sources("src").iter().flat_map(|(file, source)| violations(file, source)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    for module in modules() {
        assert!(layer(&module).is_some(), "src/{module}: give it a place in the tables of {} and src/lib.rs", file!());
    }
}

#[test]
fn the_map_in_lib_rs_shows_what_is_there() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let there = modules();
    for (layer, names) in LAYERS {
        let mut shown = shown_in_map(&map, layer);
        let mut wanted: Vec<&str> = names.split(' ').collect();
        // `main` is not of the library, so its map may leave it out.
        shown.retain(|name| *name != "main");
        wanted.retain(|name| *name != "main" && there.iter().any(|module| module == name));
        assert_eq!(shown, wanted, "«{layer}» in src/lib.rs, against what is there");
    }
}

#[test]
fn no_file_is_too_long() {
    for (file, source) in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        let n_lines = source.lines().count();
        assert!(n_lines <= MAX_LINES, "{file} has {n_lines} lines: split it, {MAX_LINES} are the limit");
    }
}

/// Score, bench, review, rescore and export judge alike because they judge in the same loop; a camera's samples come singly.
#[test]
fn recordings_are_judged_in_one_loop() {
    let is_loop = |file: &str| file.starts_with("session/") || file.starts_with("live/");
    for (file, source) in sources("src").into_iter().filter(|(file, _)| !is_loop(file) && !file.ends_with("tests.rs")) {
        assert!(!code(&source).contains("session.push("), "src/{file}: judge with `Session::judge` or `judge_with`");
    }
}

#[test]
fn files_are_read_whole_only_within_a_limit() {
    // Reports of the kernel about its devices are read whole.
    let allowed = ["bounded.rs", "camera/list.rs", "sound/device.rs"];
    let others =
        sources("src").into_iter().filter(|(file, _)| !allowed.contains(&file.as_str()) && !file.ends_with("tests.rs"));
    for (file, source) in others {
        for unbounded in
            ["fs::read(", "fs::read_to_string(", "io::read_to_string(", "zstd::decode_all(", "read::Decoder::"]
        {
            assert!(
                !code(&source).contains(unbounded),
                "src/{file}: read with a limit of `bounded`, not with {unbounded}"
            );
        }
    }
}

/// A release binary must not look where it was built: there, others may have put a library.
#[test]
fn only_a_debug_build_knows_its_folder() {
    let knows = |source: &str| {
        let code = code(source);
        let lines: Vec<&str> = code.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let at = lines.iter().position(|line| line.contains("CARGO_MANIFEST_DIR"));
        at.is_some_and(|at| !lines.iter().take(at).rev().take(4).any(|line| *line == "#[cfg(debug_assertions)]"))
    };
    assert!(knows("fn f() -> PathBuf {\n    env!(\"CARGO_MANIFEST_DIR\").into()\n}"));
    let wrong: Vec<String> =
        sources("src").into_iter().filter(|(_, source)| knows(source)).map(|(file, _)| file).collect();
    // Tests have files of their own.
    assert!(wrong.iter().all(|file| file.ends_with("tests.rs")), "{wrong:?}");
}

#[test]
fn a_planted_violation_is_found() {
    for planted in [
        "track.rs| use crate::session::Session;",
        "track.rs| use crate::{\n    pose::Pose,\n    video::{SourceInfo},\n};",
        "track.rs| fn f() -> crate::report::Report { todo!() }",
        "track.rs| use crate::Session;",
        "track.rs| use crate::*;",
        "track/filter.rs| use super::super::session::Session;",
        "pose.rs| use std::{collections::BTreeMap, fs};",
        "pose.rs| use std::time::{Duration, Instant};",
        "pose.rs| fn f() { tracing::debug!(\"seen\"); }",
        "video.rs| use crate::inference::PoseEstimator;",
        "inference/detector.rs| fn f() { crate::recording::read(); }",
        "recording.rs| use crate::commands::Score;",
        "recording.rs| use anyhow::Context;",
        "pipeline.rs| use crate::bench::cache::Cache;",
        "bench/cache.rs| use crate::overlay::Overlay;",
        "ui/live.rs| use std::{fmt, fs};",
        "ui.rs| use crate::camera::cameras;",
        "exercises/hip_bridge.rs| use crate::time::Timestamp;",
        "exercises/hip_bridge.rs| use super::knee_to_chest::KNEE_TO_CHEST;",
        "exercises/hip_bridge.rs| use crate::exercises::knee_to_chest::KNEE_TO_CHEST;",
        "report.rs| \n#[cfg(test)]\nmod tests {\n    use super::*;\n}\nuse crate::video::VideoError;",
        "report.rs| use crate::bounded::read;",
    ] {
        assert_eq!(found_in(planted).len(), 1, "{planted}: {:?}", found_in(planted));
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    for allowed in [
        "track.rs| use crate::{pose::Pose, time::Timestamp};",
        "track.rs| fn f(image: crate::frame::Frame) -> u32 { crate::track::filter::of(image.width) }",
        "track/filter.rs| use super::Keypoint;\nuse super::super::pose::Pose;",
        "pose.rs| //! What [`crate::session`] folds.\n// std::fs stays out\nuse std::time::Duration;",
        "pipeline.rs| use crate::{inference::Estimator, recording::Log, session::Session, video};",
        "bench/cache.rs| use crate::{inference::Model, pipeline::Job, recording::LogReader, video};",
        "exercises/hip_bridge.rs| use crate::exercise::Fault;\nuse crate::skeleton::Side;",
        "exercises.rs| use crate::exercise::Exercise;\npub use crate::exercises::hip_bridge::HIP_BRIDGE;",
        "report.rs| \n#[cfg(test)]\nmod tests {\n    use crate::video::VideoError;\n    use std::fs;\n}",
        "ui/live.rs| use crate::{live::Stage, recording::Settings, session::LiveView};",
        "agree/sheet.rs| use crate::bounded::Limit;",
        "commands/score.rs| use anyhow::Context;\nuse crate::{cli::Args, pipeline, video};",
    ] {
        assert_eq!(found_in(allowed), Vec::<String>::new(), "{allowed}");
    }
}

#[test]
fn the_map_is_read_by_its_rows() {
    let map = "//! | core | [`time`] `frame` | nothing of `video` |";
    assert_eq!(shown_in_map(map, "core"), ["time", "frame"]);
    assert!(shown_in_map(map, "edges").is_empty());
}

fn found_in(case: &str) -> Vec<String> {
    let (file, source) = case.split_once("| ").unwrap();
    violations(file, source)
}

/// What `source`, the text of `src/FILE`, uses and must not.
fn violations(file: &str, source: &str) -> Vec<String> {
    let module: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    let outer_words = match module.first().and_then(|name| layer(name)) {
        _ if module.last() == Some(&"tests") => return Vec::new(),
        Some("core") => [NOT_IN_CORE, NOT_IN_EDGES].join(" "),
        Some("edges") => NOT_IN_EDGES.to_owned(),
        _ if module.first() == Some(&"ui") => return named(file, source, NOT_IN_UI),
        _ => return Vec::new(),
    };
    let is_wrong = |path: &str| {
        let names_outer = outer_words.split(' ').any(|word| path.starts_with(word));
        names_outer || resolved(&module, path).is_some_and(|there| !may_use(&module, &there))
    };
    let mut wrong = paths(&code(source));
    wrong.retain(|path| is_wrong(path));
    wrong.iter().map(|path| format!("src/{file} must not use {path}")).collect()
}

/// Which of `words` paths in `source` begin with.
fn named(file: &str, source: &str, words: &str) -> Vec<String> {
    let mut wrong = paths(&code(source));
    wrong.retain(|path| words.split_whitespace().any(|word| path.starts_with(word)));
    wrong.iter().map(|path| format!("src/{file} must not use {path}")).collect()
}

/// Whether `module` may use `there`, both as paths from the crate's root.
fn may_use(module: &[&str], there: &[&str]) -> bool {
    let (Some(from), Some(to)) = (module.first(), there.first()) else {
        return true;
    };
    let is_among = |names: &str| names.split(' ').any(|name| name == *to);
    if *from == "exercises" && module.len() > 1 {
        return there.starts_with(module) || is_among(FOR_AN_EXERCISE);
    }
    let [(_, core), ..] = LAYERS;
    // Of an edge, which is not among them, all lie to the left.
    let is_left = core.split(' ').take_while(|name| name != from).any(|name| name == *to);
    let is_for_all = is_among(FOR_ALL_EDGES) && layer(from) == Some("edges");
    from == to || is_left || is_for_all || AMONG_EDGES.iter().any(|(edge, others)| edge == from && is_among(others))
}

fn layer(module: &str) -> Option<&'static str> {
    let has_it = |names: &str| names.split(' ').any(|name| name == module);
    LAYERS.iter().find(|(_, names)| has_it(names)).map(|(layer, _)| *layer)
}

/// Where a path that starts with `crate` or `super` leads, as a path from the crate's root.
fn resolved<'a>(module: &[&'a str], path: &'a str) -> Option<Vec<&'a str>> {
    let parts: Vec<&str> = path.split("::").collect();
    let n_supers = parts.iter().take_while(|part| **part == "super").count();
    let (start, inward) = match n_supers {
        0 => (&[][..], parts.strip_prefix(&["crate"])?),
        _ => (module.get(..module.len().checked_sub(n_supers)?)?, parts.get(n_supers..)?),
    };
    Some([start, inward].concat())
}

/// Every path in `code`, with groups unfolded: `a::{b, c::d}` gives `a::b` and `a::c::d`, and `a::*` gives `a::`.
fn paths(code: &str) -> Vec<String> {
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
fn code(source: &str) -> String {
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

/// The names in backticks in the second column of the row `layer`.
fn shown_in_map<'a>(map: &'a str, layer: &str) -> Vec<&'a str> {
    let is_row = |line: &&str| line.starts_with("//! |") && line.split('|').nth(1).map(str::trim) == Some(layer);
    let row = map.lines().find(is_row).unwrap_or_default();
    row.split('|').nth(2).unwrap_or_default().split('`').skip(1).step_by(2).collect()
}

/// The outermost modules, `lib.rs` aside.
fn modules() -> Vec<String> {
    let files = sources("src");
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|(file, _)| file.trim_end_matches(".rs").split('/').next())
        .map(str::to_owned)
        .collect();
    names.dedup();
    names.retain(|name| name != "lib");
    names
}

/// All Rust files below `folder`, by path within it, in order.
fn sources(folder: &str) -> Vec<(String, String)> {
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
