//! Records of people and the program: sessions, reports, marks, settings, logs, sheets, labels, results.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use formcheck::app::agree;
use formcheck::app::batch::{JudgedWith, Place, Recording, Results};
use formcheck::app::bench::Label;
use formcheck::core::judge::Search;
use formcheck::io::inference::Model;
use formcheck::io::recording::{
    ForeignKind, ForeignReader, LogReader, Marks, Remark, SessionFile, Settings, report_of,
};

use super::desk::{Desk, bridge, log};
use super::{Bound, MIB, hold, peak};

/// JSON of few letters fills long lists: `"",` is a string of 24 bytes, and a list grows by doubling; where a line may be
/// one of two kinds, serde keeps it once more in a form of its own.
const JSON: Bound = Bound { times: 128, plus: MIB };
/// A key of TOML is kept with its place and its spelling.
const TOML: Bound = Bound { times: 512, plus: MIB };

/// Damages a file and reads it where it lies.
fn hold_file(kind: &str, path: &Path, bound: Bound, read: impl Fn() -> bool) {
    let whole = fs::read(path).unwrap();
    hold(kind, &whole, bound, |bytes| {
        fs::write(path, bytes).unwrap();
        read()
    });
}

#[test]
fn damaged_sessions() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    Marks::add(&folder, "Anna", Remark::NotARepetition { rep: 0, start_s: 1.0 }).unwrap();
    hold_file("session.toml", &folder.join("session.toml"), TOML, || SessionFile::read(&folder).is_ok());
    hold_file("report.json", &folder.join("report.json"), JSON, || report_of(&folder).is_ok());
    hold_file("marks.toml", &folder.join("marks.toml"), TOML, || Marks::load(&folder).is_ok());
    let settings = desk.data().join("settings.toml");
    Settings::default().save(&settings).unwrap();
    hold_file("settings.toml", &settings, TOML, || Settings::load(&settings).is_ok_and(|(_, aside)| aside.is_none()));
}

#[test]
fn damaged_pose_logs() {
    let read = |bytes: &[u8]| {
        let Ok(mut reader) = LogReader::new(Cursor::new(bytes.to_vec())) else { return false };
        let samples = std::iter::from_fn(|| reader.next_sample().ok().flatten());
        0 < samples.count()
    };
    let packed = fs::read(log("bridge_low_hips_woman.mp4")).unwrap();
    // The window of the unpacker has 8 MiB.
    let bound = Bound { times: 2, plus: 12 * MIB };
    hold("pose log", &packed, bound, read);
    hold("pose log, unpacked", &zstd::decode_all(&packed[..]).unwrap(), bound, read);
    let bomb = zstd::encode_all(&vec![b' '; 100_000_000][..], 3).unwrap();
    assert!(peak(|| read(&bomb)) <= bound.of(bomb.len()));
}

/// Markers of a body for one row.
const MARKERS: &str = "LShoulder\t\t\tLHip\t\t\tLKnee\t\t\t";

fn trc_of(rows: impl Iterator<Item = String>) -> String {
    let head = format!("PathFileType\t4\nUnits\nm\nFrame#\tTime\t{MARKERS}\n\n");
    [head, rows.collect()].concat()
}

/// Returns true if the file is one of joints.
fn read_joints(path: &Path, kind: ForeignKind) -> bool {
    let Ok(mut reader) = ForeignReader::open(path, kind, Some(30.0)) else { return false };
    while reader.next_sample().is_some() {}
    true
}

/// A person in a frame of `OpenPose`, each joint in another place.
fn person_of(n_joints: u32) -> String {
    let joints: Vec<String> = (0..n_joints).map(|k| format!("{k},{},1", 2 * k)).collect();
    format!(r#"{{"pose_keypoints_2d":[{}]}}"#, joints.join(","))
}

#[test]
fn damaged_joints_of_others() {
    let desk = Desk::new();
    let file = desk.data().join("a.trc");
    let row = |k: u32| format!("{k}\t{}\t0.1\t1.2\t0\t0.6\t1.2\t0\t0.9\t1.4\tNaN\n", f64::from(k) / 30.0);
    fs::write(&file, trc_of((0..200).map(row))).unwrap();
    hold_file("markers (.trc)", &file, JSON, || read_joints(&file, ForeignKind::Trc));
    let folder = desk.data().join("frames");
    fs::create_dir(&folder).unwrap();
    let page = format!(r#"{{"people":[{}]}}"#, person_of(25));
    fs::write(folder.join("a_0_keypoints.json"), &page).unwrap();
    let frame = folder.join("a_1_keypoints.json");
    fs::write(&frame, &page).unwrap();
    hold_file("frame of OpenPose", &frame, JSON, || read_joints(&folder, ForeignKind::OpenPose));
}

/// Rows and people of few letters.
#[test]
fn joints_made_to_fill_memory_stay_within_the_same_bounds() {
    let desk = Desk::new();
    let file = desk.data().join("a.trc");
    let text = trc_of((0..40_000).map(|k| format!("\t{k}\t1\t1\t\t2\t1\t\t2\t2\n")));
    fs::write(&file, &text).unwrap();
    let took = peak(|| assert!(read_joints(&file, ForeignKind::Trc)));
    assert!(took <= JSON.of(text.len()), "{took} bytes for {}", text.len());
    assert!(40_000 * 100 < took, "the rows were read");
    let folder = desk.data().join("frames");
    fs::create_dir(&folder).unwrap();
    let page = format!(r#"{{"people":[{}]}}"#, vec![person_of(17); 6_000].join(","));
    fs::write(folder.join("a_0_keypoints.json"), &page).unwrap();
    let took = peak(|| assert!(read_joints(&folder, ForeignKind::OpenPose)));
    assert!(page.len() < 1 << 20 && took <= JSON.of(page.len()), "{took} bytes for {}", page.len());
    // Larger than its limit: refused before it is read.
    fs::write(folder.join("a_0_keypoints.json"), vec![b' '; 40 << 20]).unwrap();
    let took = peak(|| {
        let refused = ForeignReader::open(&folder, ForeignKind::OpenPose, Some(30.0)).err().unwrap();
        assert!(refused.to_string().contains("it is larger than"), "{refused}");
    });
    assert!(took < MIB, "{took} bytes");
}

#[test]
fn damaged_ratings_and_labels() {
    let desk = Desk::new();
    let reports = desk.data().join("reports.jsonl");
    fs::write(&reports, format!("{}\n", serde_json::to_string(&bridge()).unwrap())).unwrap();
    let sheet = desk.data().join("sheet.csv");
    fs::write(&sheet, agree::write(&agree::sources(&reports).unwrap()).unwrap()).unwrap();
    hold_file("sheet of ratings", &sheet, Bound { times: 32, plus: MIB }, || agree::read(&sheet).is_ok());
    hold_file("file of reports", &reports, JSON, || agree::sources(&reports).is_ok());
    let label = desk.data().join("clip.json");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_videos/bridge_sagging.json"), &label).unwrap();
    hold_file("label", &label, JSON, || Label::of(&label.with_extension("mp4")).is_ok());
}

#[test]
fn damaged_results_of_a_batch() {
    let desk = Desk::new();
    let now = JudgedWith::now(Model::Full, Search::Auto, (None, false));
    let recordings = [Recording { path: "a".into(), input: desk.data().join("a") }];
    let line = formcheck::app::batch::ResultLine::new(
        &recordings[0],
        formcheck::app::batch::Input::of(desk.data()),
        &now,
        Ok(bridge()),
    );
    let place = Place::new(desk.data(), None);
    fs::write(place.results(), format!("{}\n", serde_json::to_string(&line).unwrap())).unwrap();
    hold_file("results of a batch", &place.results(), JSON, || Results::open(&place, &recordings, &now, true).is_ok());
}

/// Text that takes as much as possible when it is read.
#[test]
fn files_made_to_fill_memory_stay_within_the_same_bounds() {
    let desk = Desk::new();
    let folder = desk.session("Me");
    let hold_made = |path: &Path, bytes: String, bound: Bound, read: &dyn Fn()| {
        fs::write(path, &bytes).unwrap();
        let took = peak(read);
        assert!(took <= bound.of(bytes.len()), "{}: {took} bytes for {}", path.display(), bytes.len());
    };
    let mut report = serde_json::to_value(bridge()).unwrap();
    report["notes"] = serde_json::json!(vec![""; 300_000]);
    hold_made(&folder.join("report.json"), report.to_string(), JSON, &|| drop(report_of(&folder).unwrap()));
    let reports = desk.data().join("reports.jsonl");
    hold_made(&reports, report.to_string(), JSON, &|| drop(agree::sources(&reports)));
    for line in ["a=1\n", "[[a]]\n", "a.a.a.a=1\n"] {
        let numbered: String = (0..5_000).map(|n| line.replacen('a', &format!("a{n}"), 1)).collect();
        let settings = desk.data().join("settings.toml");
        hold_made(&settings, numbered, TOML, &|| drop(Settings::load(&settings)));
    }
    hold_made(&folder.join("session.toml"), format!("a={}1{}", "[".repeat(20_000), "]".repeat(20_000)), TOML, &|| {
        drop(SessionFile::read(&folder));
    });
    // Larger than its limit: refused before it is read.
    for name in ["session.toml", "report.json", "marks.toml"] {
        fs::write(folder.join(name), vec![b' '; 40 << 20]).unwrap();
    }
    let took = peak(|| {
        let refused = [SessionFile::read(&folder).err(), report_of(&folder).err(), Marks::load(&folder).err()];
        for error in refused {
            assert!(error.unwrap().to_string().contains("it is larger than"));
        }
    });
    assert!(took < MIB, "{took} bytes");
}
