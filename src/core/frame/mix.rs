//! From luma and chroma to RGB.

/// Binary places of a [`Mix`], as many as ffmpeg has.
const PLACES: u32 = 13;

/// How RGB is mixed of luma and chroma, in 1 / 8192: whole numbers, so that pixels are the same on every machine.
///
/// The crate `yuv` rounds each summand where it has SIMD. That is off by one level here and there, and the pose model
/// notices: its points move by 0.7 px in the median, 28 px at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mix {
    /// The luma of black.
    pub black: i32,
    /// Share of a level of luma in each colour.
    pub luma: i32,
    /// Share of a level of V in red.
    pub red_from_v: i32,
    /// Share of a level of U in green.
    pub green_from_u: i32,
    /// Share of a level of V in green.
    pub green_from_v: i32,
    /// Share of a level of U in blue.
    pub blue_from_u: i32,
}

impl Mix {
    /// Returns the mix for these shares of red and blue in luma.
    pub fn new((kr, kb): (f64, f64), is_full_range: bool) -> Self {
        let kg = 1.0 - kr - kb;
        let (luma, chroma, black) = if is_full_range { (1.0, 1.0, 0) } else { (255.0 / 219.0, 255.0 / 224.0, 16) };
        let (red_from_v, blue_from_u) = (2.0 * (1.0 - kr) * chroma, 2.0 * (1.0 - kb) * chroma);
        let whole = |weight: f64| (weight * f64::from(1 << PLACES)).round() as i32;
        Self {
            black,
            luma: whole(luma),
            red_from_v: whole(red_from_v),
            green_from_u: whole(-blue_from_u * kb / kg),
            green_from_v: whole(-red_from_v * kr / kg),
            blue_from_u: whole(blue_from_u),
        }
    }

    /// Returns the levels nearest to the sums.
    pub fn rgb(self, luma: u8, u: u8, v: u8) -> [u8; 3] {
        let luma = self.luma * (i32::from(luma) - self.black) + (1 << (PLACES - 1));
        let [u, v] = [u, v].map(|level| i32::from(level) - 128);
        let sums = [self.red_from_v * v, self.green_from_u * u + self.green_from_v * v, self.blue_from_u * u];
        sums.map(|sum| ((luma + sum) >> PLACES).clamp(0, 255) as u8)
    }

    /// Returns the grey level, 0–255, of a mean of luma.
    pub fn grey(self, luma: f32) -> f32 {
        let scale = self.luma as f32 / (1 << PLACES) as f32;
        ((luma - self.black as f32) * scale).clamp(0.0, 255.0)
    }
}

/// A sum of shares is never as many levels below 0, nor as many above 255.
const LEVELS_BELOW: i32 = 384;

/// Shares of each of the `N` values of luma and chroma in red, green and blue, by a [`Mix`].
#[derive(Debug)]
pub struct Tables<const N: usize> {
    luma: [i32; N],
    red_from_v: [i32; N],
    green_from_u: [i32; N],
    green_from_v: [i32; N],
    blue_from_u: [i32; N],
    /// The nearest level to each sum of shares.
    levels: [u8; 1024],
}

impl<const N: usize> Tables<N> {
    /// Levels of these tables per level of 8 bits, as binary places.
    const MORE_PLACES: u32 = N.ilog2() - 8;

    /// Computes the tables.
    pub fn new(mix: Mix) -> Self {
        // Half a level for rounding, and what `levels` takes off again.
        let added = (1 << (PLACES + Self::MORE_PLACES - 1)) + (LEVELS_BELOW << (PLACES + Self::MORE_PLACES));
        let grey = 128 << Self::MORE_PLACES;
        Self {
            luma: table(mix.luma, mix.black << Self::MORE_PLACES).map(|share| share + added),
            red_from_v: table(mix.red_from_v, grey),
            green_from_u: table(mix.green_from_u, grey),
            green_from_v: table(mix.green_from_v, grey),
            blue_from_u: table(mix.blue_from_u, grey),
            levels: levels(),
        }
    }

    /// Converts some samples of luma that share one of chroma.
    pub fn convert<T: Copy + Into<usize>>(&self, luma: &[T], u: usize, v: usize, pixels: &mut [[u8; 3]]) {
        let green = at(&self.green_from_u, u) + at(&self.green_from_v, v);
        let chroma = [at(&self.red_from_v, v), green, at(&self.blue_from_u, u)];
        for (luma, pixel) in luma.iter().zip(pixels) {
            let luma = at(&self.luma, (*luma).into());
            *pixel = chroma.map(|share| at(&self.levels, ((luma + share) >> (PLACES + Self::MORE_PLACES)) as usize));
        }
    }
}

fn table<const N: usize>(weight: i32, zero: i32) -> [i32; N] {
    let mut shares = [0; N];
    for (share, level) in shares.iter_mut().zip(0..) {
        *share = weight * (level - zero);
    }
    shares
}

fn levels() -> [u8; 1024] {
    let mut levels = [0; 1024];
    for (level, sum) in levels.iter_mut().zip(-LEVELS_BELOW..) {
        *level = sum.clamp(0, 255) as u8;
    }
    levels
}

/// `N` is a power of two; what is above counts without its higher bits.
fn at<T: Copy + Default, const N: usize>(table: &[T; N], idx: usize) -> T {
    table.get(idx & (N - 1)).copied().unwrap_or_default()
}
