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
        self.turned::<3>(rgb, width, height)
    }

    /// Turns rows of single bytes, such as those of a plane; `width` and `height` as stored.
    pub(super) fn apply_to_plane(self, plane: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
        self.turned::<1>(plane, width, height)
    }

    fn turned<const N: usize>(self, bytes: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
        if self == Self::default() {
            return bytes;
        }
        let mut upright = if self.transpose { transposed::<N>(&bytes, width as usize, height as usize) } else { bytes };
        let row_bytes = self.size(width, height).0 as usize * N;
        if self.flip_y {
            flip_rows(&mut upright, row_bytes);
        }
        if self.flip_x {
            upright.chunks_exact_mut(row_bytes).for_each(|row| row.as_chunks_mut::<N>().0.reverse());
        }
        upright
    }
}

/// So many columns are read at a time: of single bytes, a line of the processor's memory.
const COLUMNS: usize = 64;

fn transposed<const N: usize>(bytes: &[u8], width: usize, height: usize) -> Vec<u8> {
    let (pixels, _) = bytes.as_chunks::<N>();
    let mut out = vec![0; pixels.len() * N];
    let (places, _) = out.as_chunks_mut::<N>();
    for (block, places) in places.chunks_mut(COLUMNS * height).enumerate() {
        for (y, row) in pixels.chunks_exact(width).enumerate() {
            let row = row.iter().skip(block * COLUMNS);
            for (place, pixel) in places.iter_mut().skip(y).step_by(height).zip(row) {
                *place = *pixel;
            }
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
    fn a_picture_wider_than_a_block_is_transposed_as_a_whole() {
        let (width, height) = (150_u32, 3_u32);
        let plane: Vec<u8> = (0..width * height).map(|idx| (idx % 251) as u8).collect();
        let turned = Orientation::from_matrix([0, 1, 1, 0]).apply_to_plane(plane.clone(), width, height);
        for (idx, value) in turned.iter().enumerate() {
            assert_eq!(*value, plane[idx % 3 * 150 + idx / 3], "{idx}");
        }
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
