//! Circles between neighbours: modules below the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::{code, module_of, paths, resolved};

/// Who uses whom, below each module.
type Arrows = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Every circle of neighbours in `files`, in words. What a module takes from those above it makes none: they contain it.
pub(crate) fn circles(files: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<Vec<&str>> = files.iter().map(|(file, _)| module_of(file)).collect();
    let mut arrows = Arrows::new();
    for (file, source) in files.iter().filter(|(file, _)| !file.ends_with("tests.rs")) {
        let module = module_of(file);
        for path in paths(&code(source)) {
            let Some(mut there) = resolved(&module, &path) else { continue };
            while !there.is_empty() && !modules.contains(&there) {
                there.pop();
            }
            let n_shared = module.iter().zip(&there).take_while(|(from, to)| from == to).count();
            if let (Some(from), Some(to)) = (module.get(n_shared), there.get(n_shared)) {
                let folder = module.get(..n_shared).unwrap_or_default().join("/");
                let below = arrows.entry(folder).or_default();
                below.entry((*from).to_owned()).or_default().insert((*to).to_owned());
            }
        }
    }
    arrows.iter().flat_map(|(folder, arrows)| circles_below(folder, arrows)).collect()
}

fn circles_below(folder: &str, arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reaches_itself = |name: &&String| reached(name, arrows).contains(*name);
    let on_circles: Vec<&str> = arrows.keys().filter(reaches_itself).map(String::as_str).collect();
    if on_circles.is_empty() { Vec::new() } else { vec![format!("src/{folder}: {}", on_circles.join(" <-> "))] }
}

/// The modules that can be come to from `start`, one arrow at least away.
fn reached<'a>(start: &str, arrows: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a String> {
    let (mut found, mut waiting) = (BTreeSet::new(), arrows.get(start).into_iter().flatten().collect::<Vec<_>>());
    while let Some(name) = waiting.pop() {
        if found.insert(name) {
            waiting.extend(arrows.get(name).into_iter().flatten());
        }
    }
    found
}
