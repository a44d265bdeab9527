//! What a session says, and what of it reaches the sound card.

use std::path::Path;

use formcheck::guide::cue::Prompt;
use formcheck::io::sound::{Language, RATE_HZ, samples_of};

use super::desk::{Camera, Desk};
use super::library::{compiled, library};

/// From what is decided to what is heard: the device's buffer, and a busy machine.
const LATEST_SECS: f64 = 0.4;
/// Of a clip so much is looked for: it may be cut off by what matters more.
const LOOKED_FOR_SECS: f64 = 0.3;

#[test]
fn what_a_session_says_is_what_the_card_gets_when_it_says_it() {
    let folder = tempfile::tempdir().unwrap();
    let [config, wav, transcript] = ["asound.conf", "heard.wav", "said.txt"].map(|name| folder.path().join(name));
    let mut camera = Camera::of_clip("bridge_whole_session").set("FAKECAM_FPS", "30/1");
    record(&mut camera, &config, &wav);
    let args = ["--exercise", "hip_bridge", "--until-end", "--voice", "--transcript", transcript.to_str().unwrap()];
    let ended = Desk::new().live(&camera, &args);
    assert_eq!(ended.code, 0, "{ended:?}");
    let text = std::fs::read_to_string(&transcript).unwrap();
    let said = said(&text);
    let heard = Heard::read(&wav);
    let (before_result, result) = said.split_at(said.iter().position(|(_, id)| id == "done").unwrap());
    assert!(5 < before_result.len() && 2 < result.len(), "{text}");
    // The recording begins with the device, times with the first picture.
    let begun = heard.find(&before_result[0].1, (0.0, 8.0)) - before_result[0].0;
    let near = |at: f64| ((at + begun - 0.5).max(0.0), at + begun + 1.5);
    let found: Vec<f64> = before_result.iter().map(|(at, id)| heard.find(id, near(*at)) - at).collect();
    println!("{text}from decided to heard, s: {found:.2?}");
    let first = found.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(found.iter().all(|late| late - first < LATEST_SECS), "{found:?}\n{text}");
    // The result is told once the camera has been silent for some seconds.
    let mut from = before_result.last().unwrap().0;
    for (_, id) in result {
        from = heard.find(id, (from, heard.secs()));
    }
}

/// Makes a program before this camera play into the file, by a configuration of ALSA's.
pub(crate) fn record(camera: &mut Camera, config: &Path, wav: &Path) {
    std::fs::write(config, alsa_config(wav)).unwrap();
    let preload = format!("{} {}", library().display(), compiled("tests/window/paced.c").display());
    camera.put("ALSA_CONFIG_PATH", config.to_str().unwrap());
    camera.put("LD_PRELOAD", &preload);
}

/// Whatever is played goes into the file, in 16 bits.
fn alsa_config(wav: &Path) -> String {
    format!(
        "pcm.!default {{ type plug slave {{ pcm recorder format S16_LE rate 48000 channels 2 }} }}\n\
         pcm.recorder {{ type file slave.pcm null file \"{}\" format wav }}\n\
         pcm.null {{ type null }}\n",
        wav.display()
    )
}

/// Times and ids of what was said.
fn said(transcript: &str) -> Vec<(f64, String)> {
    let ids: Vec<String> = Prompt::all().iter().map(|prompt| prompt.id()).collect();
    let line = |line: &str| {
        let mut columns = line.split_whitespace();
        let (at, id) = (columns.next()?.parse().ok()?, columns.next()?.to_owned());
        ids.contains(&id).then_some((at, id))
    };
    transcript.lines().filter_map(line).collect()
}

/// A recording of one channel at the rate of the clips.
struct Heard(Vec<f32>);

impl Heard {
    fn read(wav: &Path) -> Self {
        let file = std::fs::read(wav).unwrap();
        assert!(file.starts_with(b"RIFF") && &file[36..40] == b"data");
        let frames: Vec<f32> =
            file[44..].chunks_exact(4).map(|it| f32::from(i16::from_le_bytes([it[0], it[1]])) / 32_768.0).collect();
        let step = 48_000.0 / f64::from(RATE_HZ);
        let n = (frames.len() as f64 / step) as usize;
        Self((0..n).map(|k| frames[(k as f64 * step) as usize]).collect())
    }

    fn secs(&self) -> f64 {
        self.0.len() as f64 / f64::from(RATE_HZ)
    }

    /// Where the clip begins, in s.
    fn find(&self, id: &str, (from, to): (f64, f64)) -> f64 {
        let at = |secs: f64| ((secs * f64::from(RATE_HZ)) as usize).min(self.0.len());
        let mut clip = samples_of(Language::English, id).unwrap();
        clip.truncate(at(LOOKED_FOR_SECS));
        let likeness = |start: usize| {
            let (mut both, mut here, mut there) = (0.0_f64, 1e-9, 1e-9);
            for (a, b) in self.0[start..].iter().zip(&clip).map(|(a, b)| (f64::from(*a), f64::from(*b))) {
                (both, here, there) = (both + a * b, here + a * a, there + b * b);
            }
            both / (here * there).sqrt()
        };
        let starts = (at(from)..at(to).saturating_sub(clip.len())).step_by(3);
        let best = starts.map(|start| (start, likeness(start))).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert!(0.7 < best.1, "{id} is not there between {from:.1} and {to:.1} s: {:.2} at best", best.1);
        best.0 as f64 / f64::from(RATE_HZ)
    }
}
