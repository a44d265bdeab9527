//! Keeps the arrows between modules pointing one way. `src/lib.rs` draws them, the tables here hold them.

#![expect(clippy::unwrap_used, reason = "sources that cannot be read must fail the test")]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/paths.rs"]
mod paths;

use std::cmp::Ordering;
use std::fs;

use circles::circles;
use paths::{code, module_of, paths, resolved, root, sources};

/// The rooms from the ground up, each with its modules. A module may use those to its left and all of the rooms before,
/// unless [`NARROW`] says otherwise.
const ROOMS: [(&str, &str); 4] = [
    (
        "core",
        "time frame geometry skeleton pose track measure exercise safety exercise_file exercises report pain plan judge learn",
    ),
    ("guide", "gesture coach cue"),
    ("io", "bounded plain latest words drawing sound camera video inference overlay recording pipeline export"),
    ("app", "outcome agree batch bench live review ui desktop commands cli"),
];

/// Modules that may use fewer of `io` and `app`, and which. [`FOR_ALL`] is open to them too.
const NARROW: [(&str, &str); 17] = [
    ("bounded", ""),
    ("plain", ""),
    ("latest", ""),
    ("words", ""),
    ("drawing", ""),
    ("sound", "latest words"),
    ("camera", "latest words"),
    ("video", ""),
    ("inference", ""),
    ("overlay", "drawing"),
    ("recording", "words"),
    ("pipeline", "words video inference overlay recording"),
    ("export", "words drawing overlay"),
    ("outcome", "pipeline"),
    ("agree", "recording"),
    ("batch", "inference pipeline"),
    ("bench", "video inference recording pipeline"),
];

/// The modules of `io` that all of `io` and `app` may use.
const FOR_ALL: &str = "bounded plain";

/// All that the file of one exercise may use.
const FOR_AN_EXERCISE: &str = "exercise measure skeleton";

/// Clock, files, threads, log, pictures, models, cameras, windows.
const NOT_IN_CORE: &str = "std::env std::fs std::net std::process std::thread \
    std::time::Instant std::time::SystemTime \
    eframe:: egui:: image:: nokhwa:: ort:: tracing::";

/// What screens never name: files, threads, cameras, models, and who owns them.
const NOT_IN_UI: &str = "std::env std::fs std::net std::process std::thread \
    image:: nokhwa:: ort:: \
    crate::app::cli crate::app::commands crate::app::desktop \
    crate::io::camera crate::io::inference crate::io::latest crate::io::pipeline crate::io::video";

/// What only those may name who talk to the person: not `core`, `guide`, `io` and modules in [`NARROW`].
const ONLY_IN_APP: &str = "anyhow:: clap:: indicatif::";

const MAX_LINES: usize = 400;

#[test]
fn every_arrow_points_to_the_left() {
    let wrong: Vec<String> = sources("src").iter().flat_map(|(file, source)| violations(file, source)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn neighbours_form_no_circles() {
    assert_eq!(circles(&sources("src")), Vec::<String>::new());
}

#[test]
fn a_planted_circle_is_found() {
    let circle = |files: [(&str, &str); 3]| circles(&files.map(|(file, source)| (file.to_owned(), source.to_owned())));
    let live = ("app/live.rs", "mod feed;\nmod player;\nuse player::Player;");
    let feed = ("app/live/feed.rs", "use super::player::Player;\npub(super) struct Feed;");
    let found = circle([live, feed, ("app/live/player.rs", "fn f() -> super::feed::Feed { todo!() }")]);
    assert_eq!(found, ["src/app/live: feed <-> player"]);
    assert!(circle([live, feed, ("app/live/player.rs", "use super::Live;")]).is_empty(), "what is above contains it");
    let in_tests = "\n#[cfg(test)]\nmod tests {\n    use crate::app::live::feed::Feed;\n}";
    assert!(circle([live, feed, ("app/live/player.rs", in_tests)]).is_empty());
    let far = [("io/video.rs", "use crate::io::pipeline::Job;"), ("io/pipeline/job.rs", "use crate::io::video::open;")];
    let [video, job] = far;
    assert_eq!(circle([video, job, ("io/pipeline.rs", "")]), ["src/io: pipeline <-> video"]);
}

#[test]
fn every_module_has_its_place() {
    for (room, module) in modules() {
        let names = ROOMS.iter().find(|(name, _)| *name == room).map(|(_, names)| *names);
        let has_it = |names: &str| names.split(' ').any(|name| name == module);
        assert!(
            names.is_some_and(has_it),
            "src/{room}/{module}: give it a place in the tables of {} and src/lib.rs",
            file!()
        );
    }
}

#[test]
fn the_map_in_lib_rs_shows_what_is_there() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let there = modules();
    for (room, names) in ROOMS {
        let names: Vec<&str> = names.split(' ').collect();
        assert_eq!(shown_in_map(&map, room), names, "`{room}` in src/lib.rs");
        for module in names {
            assert!(there.contains(&(room.to_owned(), module.to_owned())), "src/{room}/{module} is gone");
        }
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
    let is_loop = |file: &str| file.starts_with("core/judge/") || file.starts_with("app/live/");
    for (file, source) in sources("src").into_iter().filter(|(file, _)| !is_loop(file) && !file.ends_with("tests.rs")) {
        assert!(!code(&source).contains("judge.push("), "src/{file}: judge with `Judge::judge` or `judge_with`");
    }
}

#[test]
fn files_are_read_whole_only_within_a_limit() {
    // Reports of the kernel about its devices are read whole.
    let allowed = ["io/bounded.rs", "io/camera/list.rs", "io/sound/device.rs"];
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
        "core/track.rs| use crate::core::judge::Judge;",
        "core/track.rs| use crate::{\n    core::pose::Pose,\n    io::video::{SourceInfo},\n};",
        "core/track.rs| fn f() -> crate::core::report::Report { todo!() }",
        "core/track.rs| use crate::Session;",
        "core/track.rs| use crate::*;",
        "core/track.rs| use super::judge::Judge;",
        "core/track/filter.rs| use super::super::judge::Judge;",
        "core/judge.rs| use crate::guide::cue::Prompt;",
        "core/pose.rs| use std::{collections::BTreeMap, fs};",
        "core/pose.rs| use std::time::{Duration, Instant};",
        "core/pose.rs| fn f() { tracing::debug!(\"seen\"); }",
        "core/report.rs| \n#[cfg(test)]\nmod tests {\n    use super::*;\n}\nuse crate::io::video::VideoError;",
        "core/report.rs| use crate::io::bounded::read;",
        "core/exercises/hip_bridge.rs| use crate::core::time::Timestamp;",
        "core/exercises/hip_bridge.rs| use super::knee_to_chest::KNEE_TO_CHEST;",
        "core/exercises/hip_bridge.rs| use crate::core::exercises::knee_to_chest::KNEE_TO_CHEST;",
        "guide/gesture.rs| use crate::guide::cue::Prompt;",
        "guide/cue.rs| use crate::io::sound::Language;",
        "guide/cue.rs| use std::time::Instant;",
        "io/video.rs| use crate::io::inference::Estimator;",
        "io/inference/detector.rs| fn f() { crate::io::recording::read(); }",
        "io/recording.rs| use crate::app::commands::Score;",
        "io/recording.rs| use anyhow::Context;",
        "io/drawing.rs| use crate::io::recording::Look;",
        "io/sound.rs| use crate::io::camera::cameras;",
        "io/pipeline.rs| use crate::app::bench::cache::Cache;",
        "app/bench/cache.rs| use crate::io::overlay::Overlay;",
        "app/bench.rs| use crate::app::live::now;",
        "app/bench.rs| use clap::Parser;",
        "app/ui/live.rs| use std::{fmt, fs};",
        "app/ui.rs| use crate::io::camera::cameras;",
        "app/ui.rs| use crate::app::desktop::Launch;",
        "app/live.rs| use crate::app::commands::args::LiveArgs;",
        "app/live.rs| use crate::app::cli::main;",
        "app/desktop.rs| use crate::app::commands::export::for_people;",
        "app/commands/man.rs| use crate::app::cli::definition;",
    ] {
        assert_eq!(found_in(planted).len(), 1, "{planted}: {:?}", found_in(planted));
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    for allowed in [
        "core/track.rs| use crate::core::{pose::Pose, time::Timestamp};",
        "core/track.rs| fn f(image: crate::core::frame::Frame) -> u32 { crate::core::track::filter::of(image.width) }",
        "core/track/filter.rs| use super::Keypoint;\nuse super::super::pose::Pose;",
        "core/pose.rs| //! What [`crate::core::judge`] folds.\n// std::fs stays out\nuse std::time::Duration;",
        "core/exercises/hip_bridge.rs| use crate::core::exercise::Fault;\nuse crate::core::skeleton::Side;",
        "core/exercises.rs| use crate::core::exercise::Exercise;\npub use crate::core::exercises::hip_bridge::HIP_BRIDGE;",
        "core/report.rs| \n#[cfg(test)]\nmod tests {\n    use crate::io::video::VideoError;\n    use std::fs;\n}",
        "guide/cue.rs| use crate::core::judge::LiveView;\nuse crate::guide::coach::Advice;",
        "io/pipeline.rs| use crate::io::{inference::Estimator, recording::Log, video};\nuse crate::core::judge::Judge;",
        "io/sound.rs| use crate::guide::cue::Prompt;\nuse crate::io::latest::Latest;",
        "app/bench/cache.rs| use crate::io::{inference::Model, pipeline::Job, recording::LogReader, video};",
        "app/agree/sheet.rs| use crate::io::bounded::Limit;",
        "app/ui/live.rs| use crate::{app::live::Stage, core::judge::LiveView, io::recording::Settings};",
        "app/commands/score.rs| use anyhow::Context;\nuse crate::{app::commands::args::ScoreArgs, io::pipeline, io::video};",
    ] {
        assert_eq!(found_in(allowed), Vec::<String>::new(), "{allowed}");
    }
}

#[test]
fn the_map_is_read_by_its_rows() {
    let map = "//! | [`core`] | no `video` | `time` `frame` |";
    assert_eq!(shown_in_map(map, "core"), ["time", "frame"]);
    assert!(shown_in_map(map, "io").is_empty());
}

fn found_in(case: &str) -> Vec<String> {
    let (file, source) = case.split_once("| ").unwrap();
    violations(file, source)
}

/// What `source`, the text of `src/FILE`, uses and must not.
fn violations(file: &str, source: &str) -> Vec<String> {
    let module = module_of(file);
    // The crate and its rooms only declare what is in them.
    let [room, name, ..] = module[..] else { return Vec::new() };
    if module.last() == Some(&"tests") {
        return Vec::new();
    }
    let is_narrow = NARROW.iter().any(|(narrow, _)| *narrow == name);
    let outer_words = match room {
        "core" | "guide" => [NOT_IN_CORE, ONLY_IN_APP].join(" "),
        _ if name == "ui" => NOT_IN_UI.to_owned(),
        "app" if !is_narrow => String::new(),
        _ => ONLY_IN_APP.to_owned(),
    };
    let is_wrong = |path: &str| {
        let names_outer = outer_words.split_whitespace().any(|word| path.starts_with(word));
        names_outer || resolved(&module, path).is_some_and(|there| !may_use(&module, &there))
    };
    let mut wrong = paths(&code(source));
    wrong.retain(|path| is_wrong(path));
    wrong.iter().map(|path| format!("src/{file} must not use {path}")).collect()
}

/// Whether `module` may use `there`, both as paths from the crate's root.
fn may_use(module: &[&str], there: &[&str]) -> bool {
    let ([room, name, ..], [to_room, to, ..]) = (module, there) else { return false };
    let is_among = |names: &str| names.split(' ').any(|name| name == *to);
    let place = |room: &str| ROOMS.iter().position(|(name, _)| *name == room);
    let [own, other] = [room, to_room].map(|room| place(room));
    let Some((_, neighbours)) = own.and_then(|own| ROOMS.get(own)) else { return false };
    let exists = other.and_then(|other| ROOMS.get(other)).is_some_and(|(_, names)| is_among(names));
    if *name == "exercises" && module.len() > 2 {
        return there.starts_with(module) || *to_room == "core" && is_among(FOR_AN_EXERCISE);
    }
    if [room, name] == [to_room, to] {
        return true;
    }
    let is_left = match other.cmp(&own) {
        Ordering::Less => exists,
        Ordering::Equal => neighbours.split(' ').take_while(|neighbour| neighbour != name).any(|left| left == *to),
        Ordering::Greater => false,
    };
    let narrow = NARROW.iter().find(|(narrow, _)| narrow == name).filter(|_| ["io", "app"].contains(to_room));
    is_left && narrow.is_none_or(|(_, names)| is_among(names) || is_among(FOR_ALL))
}

/// The names in backticks in the third column of the row of `room`.
fn shown_in_map<'a>(map: &'a str, room: &str) -> Vec<&'a str> {
    let name = format!("[`{room}`]");
    let is_row = |line: &&str| line.starts_with("//! |") && line.split('|').nth(1).map(str::trim) == Some(&*name);
    let row = map.lines().find(is_row).unwrap_or_default();
    row.split('|').nth(3).unwrap_or_default().split('`').skip(1).step_by(2).collect()
}

/// The rooms' modules, each with its room first.
fn modules() -> Vec<(String, String)> {
    let mut names: Vec<(String, String)> = sources("src")
        .iter()
        .filter_map(|(file, _)| match module_of(file)[..] {
            [room, module, ..] => Some((room.to_owned(), module.to_owned())),
            _ => None,
        })
        .collect();
    names.dedup();
    names
}
