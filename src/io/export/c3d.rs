//! Marker places as C3D (<https://www.c3d.org/docs/C3D_User_Guide.pdf>): little-endian, floating point, no analogue data.
//!
//! Our own writer: the crate `c3dio` 0.8 stores the residual −1 of an unseen point as 255, which readers take for seen.

mod parameters;

use self::parameters::Parameters;
use super::opensim::MARKERS;
use super::series::Series;

/// Bytes of a block, the unit in which sections of a C3D file are counted.
const BLOCK: usize = 512;
/// The most frames: the header counts them in 16 bits, and readers differ on what its highest number means.
pub const MOST_FRAMES: usize = 65_534;
/// Residual of a point that was not seen.
const UNSEEN: [f32; 4] = [0.0, 0.0, 0.0, -1.0];
/// A floating-point file has a negative scale.
const SCALE: f32 = -1.0;

/// A written file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct C3d {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Number of samples that are left out because another one is closer to the time of their frame.
    pub n_left_out: usize,
}

/// Returns marker places in mm where the scale is given, else in px, or the reason why a C3D file cannot hold them.
///
/// A C3D file has one rate and no times. Each sample goes to the frame that is nearest in time at the median rate; a frame
/// without a sample holds unseen points.
pub fn c3d(series: &Series, metres_per_px: Option<f32>) -> Result<C3d, String> {
    let rate = series.rate_hz().ok_or("a C3D file needs a rate, and a single frame has none; use --trc")?;
    let (frames, n_left_out) = frames(series, rate)?;
    let unit = if metres_per_px.is_some() { "mm" } else { "px" };
    let parameters = parameters(frames.len(), rate, unit);
    let mut bytes = header(frames.len(), rate, parameters.len() / BLOCK);
    bytes.extend(parameters);
    for sample in frames {
        let pose = sample.and_then(|sample| series.poses.get(sample)?.as_ref());
        for (_, joint) in MARKERS {
            let at = pose.and_then(|pose| pose.joints[joint]);
            let scale = metres_per_px.map_or(1.0, |metres| 1000.0 * metres);
            let point = at.map_or(UNSEEN, |at| [at.x * scale, (series.stream.height as f32 - at.y) * scale, 0.0, 0.0]);
            bytes.extend(point.iter().flat_map(|value| value.to_le_bytes()));
        }
    }
    bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
    Ok(C3d { bytes, n_left_out })
}

/// Returns the sample of each frame, by index, and the number of samples that have none.
fn frames(series: &Series, rate: f64) -> Result<(Vec<Option<usize>>, usize), String> {
    let (Some(first), Some(last)) = (series.samples.first(), series.samples.last()) else {
        return Ok((Vec::new(), 0));
    };
    let place = |secs: f64| secs * rate;
    let n_frames = place(last.at.secs_since(first.at)).round() as usize + 1;
    if MOST_FRAMES < n_frames {
        return Err(format!(
            "a C3D file holds at most {MOST_FRAMES} frames and this recording needs {n_frames}; use --trc, or cut the video"
        ));
    }
    let mut frames: Vec<Option<usize>> = vec![None; n_frames];
    let mut n_left_out = 0;
    let off = |sample: usize| {
        let at = series.samples.get(sample).map_or(0.0, |sample| place(sample.at.secs_since(first.at)));
        (at - at.round()).abs()
    };
    for (sample, seen) in series.samples.iter().enumerate() {
        let frame = place(seen.at.secs_since(first.at)).round() as usize;
        let Some(slot) = frames.get_mut(frame) else { continue };
        n_left_out += usize::from(slot.is_some());
        if slot.is_none_or(|other| off(sample) < off(other)) {
            *slot = Some(sample);
        }
    }
    Ok((frames, n_left_out))
}

/// Returns the first block.
fn header(n_frames: usize, rate: f64, n_parameter_blocks: usize) -> Vec<u8> {
    // Words 1–12: first parameter block and key, points, analogue samples, first and last frame, longest gap that was
    // filled, scale, first data block, analogue samples per frame, rate.
    let mut block = vec![2, 0x50];
    for word in [MARKERS.len() as u16, 0, 1, n_frames as u16, 0] {
        block.extend(word.to_le_bytes());
    }
    block.extend(SCALE.to_le_bytes());
    block.extend(first_data_block(n_parameter_blocks).to_le_bytes());
    block.extend(0_u16.to_le_bytes());
    block.extend((rate as f32).to_le_bytes());
    block.resize(BLOCK, 0);
    block
}

/// Blocks are counted from 1; the header is the first.
const fn first_data_block(n_parameter_blocks: usize) -> u16 {
    2 + n_parameter_blocks as u16
}

/// Returns the parameter section, whole blocks. Its length does not depend on the number of the data block in it.
fn parameters(n_frames: usize, rate: f64, unit: &str) -> Vec<u8> {
    let of = |data_block: u16| {
        let mut section = Parameters::new();
        let names = MARKERS.map(|(name, _)| name);
        let point = section.group("POINT");
        section.words(point, "USED", &[MARKERS.len() as u16]);
        section.floats(point, "SCALE", &[SCALE]);
        section.floats(point, "RATE", &[rate as f32]);
        section.words(point, "DATA_START", &[data_block]);
        section.words(point, "FRAMES", &[n_frames as u16]);
        section.texts(point, "LABELS", &names);
        section.texts(point, "DESCRIPTIONS", &names);
        section.text(point, "UNITS", unit);
        section.text(point, "X_SCREEN", "+X");
        section.text(point, "Y_SCREEN", "+Y");
        // Readers expect these groups even in a file without analogue data.
        let analog = section.group("ANALOG");
        section.words(analog, "USED", &[0]);
        section.floats(analog, "GEN_SCALE", &[1.0]);
        // Not the rate of the points: the `c3d` reader asserts that both agree with the header's 0 samples per frame.
        section.floats(analog, "RATE", &[0.0]);
        let plates = section.group("FORCE_PLATFORM");
        section.words(plates, "USED", &[0]);
        let trial = section.group("TRIAL");
        section.words(trial, "ACTUAL_START_FIELD", &[1, 0]);
        section.words(trial, "ACTUAL_END_FIELD", &[n_frames as u16, 0]);
        let maker = section.group("MANUFACTURER");
        section.text(maker, "COMPANY", "formcheck");
        section.text(maker, "SOFTWARE", concat!("formcheck ", env!("CARGO_PKG_VERSION")));
        section.text(maker, "NOTE", "Raw places from one camera: X right, Y up, Z 0. Residual -1: not seen.");
        section.finished()
    };
    let n_blocks = of(0).len() / BLOCK;
    of(first_data_block(n_blocks))
}
