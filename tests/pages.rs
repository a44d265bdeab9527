//! The pages of the documentation: links, anchors and paths that lead somewhere, a short README, one version everywhere.

#![expect(clippy::unwrap_used, reason = "pages that cannot be read must fail the test")]

#[path = "pages/english.rs"]
mod english;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// So long is a README that is read whole.
const README_LINES: usize = 120;

/// Folders whose files pages name in backticks.
const FOLDERS: [&str; 10] =
    ["src", "tests", "docs", "assets", "benches", "packaging", "models", "sample_videos", "python", ".ci"];

/// Pages that name paths of the past.
const HISTORY: &str = "CHANGELOG.md";

#[test]
fn every_link_leads_somewhere() {
    let dead: Vec<String> = pages().iter().flat_map(|(page, text)| dead_links(page, text)).collect();
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn paths_in_pages_and_comments_are_there() {
    let sources = files("rs").into_iter().filter(|(file, _)| file.starts_with("src/"));
    let gone: Vec<String> =
        pages().into_iter().chain(sources).flat_map(|(file, text)| gone_paths(&file, &text)).collect();
    assert!(gone.is_empty(), "{}", gone.join("\n"));
}

#[test]
fn the_readme_is_short_and_shows_one_picture() {
    let readme = read("README.md");
    let (n_lines, n_pictures) = (readme.lines().count(), readme.matches("![").count());
    assert!(n_lines <= README_LINES, "README.md has {n_lines} lines, {README_LINES} are the limit: move text to docs/");
    assert_eq!(n_pictures, 1, "pictures in README.md");
}

/// In the rendered book the rest of the source is not there.
#[test]
fn the_book_lists_each_of_its_pages_and_links_to_nothing_else() {
    let summary = links(&read("docs/SUMMARY.md"));
    for (page, text) in pages().iter().filter(|(page, _)| page.starts_with("docs/")) {
        let name = page.trim_start_matches("docs/");
        let n_listed = summary.iter().filter(|link| *link == name).count();
        assert_eq!(n_listed, usize::from(name != "SUMMARY.md"), "{page} in docs/SUMMARY.md");
        let outside: Vec<String> = links(text).into_iter().filter(|link| link.starts_with("..")).collect();
        assert!(outside.is_empty(), "{page}: name {outside:?} in backticks, a link is dead in the rendered book");
    }
}

/// Laboratories copy them from the page.
#[test]
fn scripts_of_engines_are_printed_as_they_are_run() {
    let page = read("docs/batch.md");
    for (language, script) in [("sh", "benches/engines/slurm-array.sbatch"), ("python", "benches/engines/ray_batch.py")]
    {
        assert!(
            page.contains(&format!("```{language}\n{}```", read(script))),
            "docs/batch.md prints {script} otherwise"
        );
    }
}

#[test]
fn the_version_is_the_same_everywhere() {
    let version = |page: &str, before: &str, after: &str| {
        let text = read(page);
        let line = text.lines().find_map(|line| line.strip_prefix(before));
        line.and_then(|rest| rest.split(after).next()).map(str::to_owned)
    };
    let cargo = version("Cargo.toml", "version = \"", "\"");
    assert!(cargo.is_some());
    assert_eq!(version("CITATION.cff", "version: ", "\n"), cargo, "CITATION.cff");
    assert_eq!(version("python/pyproject.toml", "version = \"", "\""), cargo, "python/pyproject.toml");
    let released = read(HISTORY).replacen("## [Unreleased]", "", 1);
    let newest = released.lines().find_map(|line| line.strip_prefix("## [")).unwrap();
    let (newest, date) = newest.split_once("] - ").unwrap();
    assert_eq!(Some(newest.to_owned()), cargo, "the newest release in {HISTORY}");
    assert_eq!(date.split('-').map(str::len).collect::<Vec<_>>(), [4, 2, 2], "the date of {newest}");
}

#[test]
fn dead_links_and_paths_are_found() {
    for (page, dead) in [
        ("README.md", "[no page](docs/nowhere.md)"),
        ("README.md", "[no heading](docs/camera.md#nowhere)"),
        ("README.md", "# Here\n[no heading here](#there)"),
        ("docs/camera.md", "![no picture](docs/live.jpg)"),
        ("docs/camera.md", "[in the wrong folder](CONTRIBUTING.md)"),
    ] {
        assert_eq!(dead_links(page, dead).len(), 1, "{dead}: {:?}", dead_links(page, dead));
    }
    assert_eq!(gone_paths("README.md", "`src/nowhere.rs`, and `.ci/nowhere all`").len(), 2);
}

#[test]
fn links_that_live_are_left_alone() {
    for (page, alive) in [
        ("README.md", "[`a page`](docs/camera.md), [its part](docs/camera.md#when-the-camera-fails), [a folder](docs)"),
        ("docs/camera.md", "[up](../README.md) ![picture](live.jpg) [elsewhere](https://nowhere.invalid/)"),
        (
            "README.md",
            "# A `code` and [link](docs), twice\n# Twice\n# Twice\n[1](#a-code-and-link-twice) [2](#twice-1)",
        ),
        ("README.md", "```md\n[an example](nowhere.md)\n# No heading\n```\n`[code](nowhere.md)`"),
    ] {
        assert_eq!(dead_links(page, alive), Vec::<String>::new(), "{alive}");
    }
    assert_eq!(gone_paths("README.md", "`src/lib.rs` `.ci/checks tests` `assets/words/<xx>.toml` `out/new`").len(), 0);
    assert_eq!(gone_paths(HISTORY, "`src/nowhere.rs`"), Vec::<String>::new());
}

/// The links of `text`, the text of `page`, that lead nowhere.
fn dead_links(page: &str, text: &str) -> Vec<String> {
    let leads_somewhere = |link: &String| {
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let target = if path.is_empty() { PathBuf::from(page) } else { beside(page, path) };
        let is_there = root().join(&target).exists();
        is_there
            && (anchor.is_empty() || has_anchor(&if path.is_empty() { text.to_owned() } else { read(&target) }, anchor))
    };
    let dead = links(text).into_iter().filter(|link| !leads_somewhere(link));
    dead.map(|link| format!("{page}: {link} leads nowhere")).collect()
}

/// The paths in backticks of `text`, the text of `page`, that are not there.
fn gone_paths(page: &str, text: &str) -> Vec<String> {
    let spans = text_and_code(text).1;
    let paths = spans.iter().filter_map(|span| span.split(' ').next()).filter(|path| is_path(path));
    let gone = paths.filter(|path| page != HISTORY && !root().join(path).exists());
    gone.map(|path| format!("{page}: {path} is not there")).collect()
}

fn is_path(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    word.chars().all(is_plain) && word.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder))
}

/// `path` as `page` links to it, from the root.
fn beside(page: &str, path: &str) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in Path::new(page).parent().unwrap().join(path).components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            _ => whole.push(part),
        }
    }
    whole
}

fn has_anchor(text: &str, anchor: &str) -> bool {
    let mut seen = BTreeMap::<String, usize>::new();
    let headings = unfenced(text).filter(|line| line.starts_with('#')).map(|line| slug(line.trim_start_matches('#')));
    headings.into_iter().any(|slug| {
        let n_before = seen.entry(slug.clone()).and_modify(|n| *n += 1).or_default();
        anchor == if *n_before == 0 { slug } else { format!("{slug}-{n_before}") }
    })
}

/// The anchor of a heading, as GitHub and mdBook make it.
fn slug(heading: &str) -> String {
    let shown: String = heading.split("](").enumerate().map(|(idx, part)| after_address(idx, part)).collect();
    let kept = shown.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// Of a heading split at `](`, each part but the first begins with the address of a link.
fn after_address(idx: usize, part: &str) -> &str {
    if idx == 0 { part } else { part.split_once(')').map_or("", |(_, rest)| rest) }
}

/// The addresses of links and pictures within the source.
fn links(text: &str) -> Vec<String> {
    let text = text_and_code(text).0;
    let addresses = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    addresses.filter(|address| !address.contains("://")).map(str::to_owned).collect()
}

/// Splits a text into the parts outside backticks and the spans within.
fn text_and_code(text: &str) -> (String, Vec<String>) {
    let (mut plain, mut code) = (String::new(), Vec::new());
    for line in unfenced(text) {
        for (idx, part) in line.split('`').enumerate() {
            if idx % 2 == 0 { plain.push_str(part) } else { code.push(part.to_owned()) }
        }
        plain.push('\n');
    }
    (plain, code)
}

/// The lines outside fences.
fn unfenced(text: &str) -> impl Iterator<Item = &str> {
    let mut is_fenced = false;
    text.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        !is_fenced && !is_fence
    })
}

/// Every page by its path from the root, in order.
fn pages() -> Vec<(String, String)> {
    files("md")
}

/// Every file of this ending by its path from the root, in order.
fn files(ending: &str) -> Vec<(String, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![root().to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            let is_ours = !(name.starts_with('.') || ["target", "out"].contains(&name.as_str()));
            if path.is_dir() && is_ours {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn read(page: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(page)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
