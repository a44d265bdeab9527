//! Turning pictures upright: the eight ways a camera can be held or mirrored.

/// How a stored picture is turned to be shown: first transposed, then mirrored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Orientation {
    /// Rows become columns.
    transpose: bool,
    /// Left and right change places, after transposing.
    flip_x: bool,
    /// Top and bottom change places, after transposing.
    flip_y: bool,
}

impl Orientation {
    /// From a display matrix `[x_from_x, y_from_x, x_from_y, y_from_y]` with y down; only quarter turns and mirrors count.
    pub(super) fn from_matrix([x_from_x, y_from_x, x_from_y, y_from_y]: [i32; 4]) -> Self {
        if x_from_x == 0 && y_from_y == 0 && y_from_x != 0 && x_from_y != 0 {
            Self { transpose: true, flip_x: x_from_y < 0, flip_y: y_from_x < 0 }
        } else if y_from_x == 0 && x_from_y == 0 {
            Self { transpose: false, flip_x: x_from_x < 0, flip_y: y_from_y < 0 }
        } else {
            Self::default()
        }
    }

    /// Width and height as shown, from those stored.
    pub(super) fn size(self, width: u32, height: u32) -> (u32, u32) {
        if self.transpose { (height, width) } else { (width, height) }
    }

    /// Whether width and height change places.
    pub(super) fn turns(self) -> bool {
        self.transpose
    }

    /// Turns RGB rows without padding; `width` and `height` as stored.
    pub(super) fn apply(self, rgb: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
        if self == Self::default() {
            return rgb;
        }
        let mut upright = if self.transpose { transposed(&rgb, width as usize, height as usize) } else { rgb };
        let row_bytes = self.size(width, height).0 as usize * 3;
        if self.flip_y {
            flip_rows(&mut upright, row_bytes);
        }
        if self.flip_x {
            upright.chunks_exact_mut(row_bytes).for_each(|row| row.as_chunks_mut::<3>().0.reverse());
        }
        upright
    }
}

fn transposed(rgb: &[u8], width: usize, height: usize) -> Vec<u8> {
    let (pixels, _) = rgb.as_chunks::<3>();
    let mut out = Vec::with_capacity(rgb.len());
    for x in 0..width {
        for pixel in pixels.iter().skip(x).step_by(width).take(height) {
            out.extend_from_slice(pixel);
        }
    }
    out
}

fn flip_rows(rgb: &mut [u8], row_bytes: usize) {
    let n_rows = rgb.len() / row_bytes.max(1);
    let (top, rest) = rgb.split_at_mut(n_rows / 2 * row_bytes);
    for (upper, lower) in top.chunks_exact_mut(row_bytes).zip(rest.chunks_exact_mut(row_bytes).rev()) {
        upper.swap_with_slice(lower);
    }
}

#[cfg(test)]
mod tests {
    use super::Orientation;

    /// One byte per pixel for reading; each stands for three.
    fn turned(matrix: [i32; 4], width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
        let rgb = pixels.iter().flat_map(|p| [*p; 3]).collect();
        let out = Orientation::from_matrix(matrix).apply(rgb, width, height);
        out.chunks(3).map(|p| p[0]).collect()
    }

    #[test]
    fn quarter_turns_move_the_corners() {
        // 1 2 3
        // 4 5 6
        let pixels = [1, 2, 3, 4, 5, 6];
        assert_eq!(turned([1, 0, 0, 1], 3, 2, &pixels), pixels);
        assert_eq!(turned([0, 1, -1, 0], 3, 2, &pixels), [4, 1, 5, 2, 6, 3], "clockwise");
        assert_eq!(turned([-1, 0, 0, -1], 3, 2, &pixels), [6, 5, 4, 3, 2, 1]);
        assert_eq!(turned([0, -1, 1, 0], 3, 2, &pixels), [3, 6, 2, 5, 1, 4], "counter-clockwise");
        assert_eq!(turned([-1, 0, 0, 1], 3, 2, &pixels), [3, 2, 1, 6, 5, 4], "mirrored");
    }
}
