//! The clips of a folder, with their labels.

use std::path::{Path, PathBuf};

use super::{BenchError, Label};
use crate::core::exercise::Exercise;
use crate::core::exercises;
use crate::io::pipeline::is_recording_name;

/// A clip with its label.
#[derive(Debug, Clone)]
pub struct Clip {
    /// The file's name without its ending.
    pub name: String,
    /// Video or pose log.
    pub path: PathBuf,
    /// What happens in it.
    pub label: Label,
}

/// Returns the clips of a folder that have labels, in order of their names, and the names of those that have none.
pub fn clips(folder: &Path) -> Result<(Vec<Clip>, Vec<String>), BenchError> {
    let failed = |source| BenchError::Folder { path: folder.to_path_buf(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let is_clip = |path: &PathBuf| is_recording_name(path);
    let mut paths: Vec<PathBuf> = entries.iter().map(std::fs::DirEntry::path).filter(is_clip).collect();
    paths.sort();
    let (mut found, mut unlabelled) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match Label::of(&path)? {
            Some(label) => found.push(Clip { name, path, label }),
            None => unlabelled.push(name),
        }
    }
    if found.is_empty() { Err(BenchError::NoClips { path: folder.to_path_buf() }) } else { Ok((found, unlabelled)) }
}

/// Forgets the exercises of files that neither a label nor the command names, so that the figures do not depend on the
/// data folder: every exercise is a rival of the others.
pub fn forget_unnamed(clips: &[Clip], named: Option<&Exercise>) {
    let labelled = clips.iter().filter_map(|clip| exercises::by_name(clip.label.exercise.as_deref()?));
    let ids: Vec<&str> = labelled.chain(named).map(|exercise| exercise.id).collect();
    exercises::forget_files_but(&ids);
}
