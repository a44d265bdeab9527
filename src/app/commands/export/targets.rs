//! Which files are to be written.

use std::path::PathBuf;

use crate::app::commands::args::ExportArgs;

/// A format that results are handed on in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Pdf,
    Json,
    Reps,
    Tidy,
    Curves,
    Dictionary,
    Frames,
    Trc,
    Mot,
    C3d,
    OpenPose,
    Bids,
}

impl Format {
    const ALL: [Self; 13] = [
        Self::Html,
        Self::Pdf,
        Self::Json,
        Self::Reps,
        Self::Tidy,
        Self::Curves,
        Self::Dictionary,
        Self::Frames,
        Self::Trc,
        Self::Mot,
        Self::C3d,
        Self::OpenPose,
        Self::Bids,
    ];

    /// Returns true for a folder, which only its own option asks for: thousands of files, or a dataset of others.
    const fn is_folder(self) -> bool {
        matches!(self, Self::OpenPose | Self::Bids)
    }

    /// For people.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Html => "the HTML report",
            Self::Pdf => "the PDF report",
            Self::Json => "the JSON report",
            Self::Reps => "the table of repetitions",
            Self::Tidy => "the tidy table of readings",
            Self::Curves => "the table of curves",
            Self::Dictionary => "the data dictionary",
            Self::Frames => "the table of pictures",
            Self::Trc => "the TRC file",
            Self::Mot => "the MOT file",
            Self::C3d => "the C3D file",
            Self::OpenPose => "the folder of OpenPose files",
            Self::Bids => "the recording for BIDS",
        }
    }

    /// After the input's name. None is the name of anything that a session's folder or a labelled clip has.
    const fn ending(self) -> &'static str {
        match self {
            Self::Html => "report.html",
            Self::Pdf => "report.pdf",
            Self::Json => "report.json",
            Self::Reps => "repetitions.csv",
            Self::Tidy => "readings.csv",
            Self::Curves => "curves.csv",
            Self::Dictionary => "dictionary.csv",
            Self::Frames => "frames.csv",
            Self::Trc => "markers.trc",
            Self::Mot => "angles.mot",
            Self::C3d => "markers.c3d",
            Self::OpenPose => "openpose",
            Self::Bids => "bids",
        }
    }

    fn asked_for(self, args: &ExportArgs) -> Option<&PathBuf> {
        let targets = &args.targets;
        match self {
            Self::Html => targets.html.as_ref(),
            Self::Pdf => targets.pdf.as_ref(),
            Self::Json => targets.json.as_ref(),
            Self::Reps => targets.csv.as_ref(),
            Self::Tidy => targets.tidy_csv.as_ref(),
            Self::Curves => targets.curves_csv.as_ref(),
            Self::Dictionary => targets.dictionary_csv.as_ref(),
            Self::Frames => targets.frames_csv.as_ref(),
            Self::Trc => targets.trc.as_ref(),
            Self::Mot => targets.mot.as_ref(),
            Self::C3d => targets.c3d.as_ref(),
            Self::OpenPose => targets.openpose.as_ref(),
            Self::Bids => targets.bids.as_ref(),
        }
    }
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) format: Format,
    pub(super) path: PathBuf,
    /// Whether it has an option of its own on the command line; else it is one of all.
    pub(super) is_by_name: bool,
}

/// All files that are asked for; or why that cannot be.
pub(super) fn targets(args: &ExportArgs) -> Result<Vec<Target>, String> {
    let by_name = |format: Format| Some(Target { format, path: format.asked_for(args)?.clone(), is_by_name: true });
    let mut targets: Vec<Target> = Format::ALL.into_iter().filter_map(by_name).collect();
    if let Some(folder) = &args.targets.to {
        let name = name(args);
        let others = Format::ALL.into_iter().filter(|it| !it.is_folder() && it.asked_for(args).is_none());
        let path = |format: Format| folder.join(format!("{name}.{}", format.ending()));
        let others = others.map(|format| Target { format, path: path(format), is_by_name: false });
        targets.extend(others.collect::<Vec<_>>());
    }
    let is_twice = |(k, target): (usize, &Target)| targets.iter().skip(k + 1).any(|other| other.path == target.path);
    if targets.iter().enumerate().any(is_twice) {
        return Err("two formats name the same file; give each its own".into());
    }
    Ok(targets)
}

/// The input's name, for files that are named after it.
pub(super) fn name(args: &ExportArgs) -> String {
    let canonical = args.input.canonicalize();
    let whole = canonical.as_ref().unwrap_or(&args.input);
    let name = if whole.is_dir() { whole.file_name() } else { whole.file_stem() };
    name.unwrap_or_default().to_string_lossy().into_owned()
}
