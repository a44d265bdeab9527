use super::*;
use crate::io::camera::mode::Rate;

const WIDTH: u32 = 64;
const HEIGHT: u32 = 48;

fn mode(format: PixelFormat) -> Mode {
    Mode { format, width: WIDTH, height: HEIGHT, rate: Rate { frames: 30, secs: 1 } }
}

fn shot(bytes: Vec<u8>) -> Shot {
    Shot { bytes, stride: 0, is_full_range: false, is_stale: false, n_lost: 0, captured: None }
}

/// Something that fills a scan.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 4) as u8, (y * 5) as u8, (x * y * 7 % 256) as u8])
    });
    let mut bytes = Vec::new();
    image.write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)).unwrap();
    bytes
}

fn decoded(bytes: Vec<u8>) -> Result<usize, DropReason> {
    rgb(&shot(bytes), mode(PixelFormat::Mjpeg)).map(|rgb| rgb.len())
}

#[test]
fn a_whole_jpeg_is_decoded_with_or_without_padding_behind_it() {
    let n_bytes = (WIDTH * HEIGHT * 3) as usize;
    let bytes = jpeg(WIDTH, HEIGHT);
    assert_eq!(decoded(bytes.clone()), Ok(n_bytes));
    assert_eq!(decoded([bytes.clone(), vec![0; 100]].concat()), Ok(n_bytes));
    // As nokhwa gives it: the end of an older, longer frame behind it.
    assert_eq!(decoded([bytes, vec![0x12, 0xff, 0xd9, 0x55]].concat()), Ok(n_bytes));
}

/// Without its tables, which are those that cameras leave out.
fn without_tables(mut bytes: Vec<u8>) -> Vec<u8> {
    while let Some(start) = bytes.windows(2).position(|pair| pair == [0xff, 0xc4]) {
        let length = usize::from(u16::from_be_bytes([bytes[start + 2], bytes[start + 3]]));
        bytes.drain(start..start + 2 + length);
    }
    bytes
}

#[test]
fn a_jpeg_without_tables_is_read_by_the_usual_ones_and_is_no_less_checked() {
    let bytes = without_tables(jpeg(WIDTH, HEIGHT));
    assert!(bytes.len() + 400 < jpeg(WIDTH, HEIGHT).len());
    assert_eq!(decoded(bytes.clone()), Ok((WIDTH * HEIGHT * 3) as usize));
    let mended = [&bytes[..bytes.len() * 3 / 4], &[0x11, 0xff, 0xd9]].concat();
    assert_eq!(decoded(mended), Err(DropReason::Corrupt));
}

#[test]
fn a_jpeg_without_its_end_is_cut_wherever_that_is() {
    let bytes = jpeg(WIDTH, HEIGHT);
    for length in [2, 3, 20, bytes.len() / 2, bytes.len() - 2, bytes.len() - 1] {
        assert_eq!(decoded(bytes[..length].to_vec()), Err(DropReason::Cut), "{length}");
    }
}

#[test]
fn a_cut_jpeg_with_an_end_put_behind_it_is_corrupt() {
    let bytes = jpeg(WIDTH, HEIGHT);
    for length in [bytes.len() / 2, bytes.len() * 3 / 4, bytes.len() - 20] {
        let mended = [&bytes[..length], &[0x11, 0xff, 0xd9]].concat();
        assert_eq!(decoded(mended), Err(DropReason::Corrupt), "{length}");
    }
}

#[test]
fn nearly_every_scan_with_wrong_bytes_is_corrupt() {
    let whole = jpeg(WIDTH, HEIGHT);
    let scan = whole.len() / 3..whole.len() - 10;
    let (mut n_found, mut n_all) = (0, 0);
    for seed in 0..200_usize {
        let mut bytes = whole.clone();
        for k in 0..6 {
            let idx = scan.start + (seed * 7919 + k * 104_729) % scan.len();
            bytes[idx] = bytes[idx].wrapping_add((seed % 250) as u8 + 1);
        }
        n_all += 1;
        n_found += usize::from(decoded(bytes).is_err());
    }
    assert!(n_all * 95 / 100 <= n_found, "{n_found} of {n_all}");
}

#[test]
fn what_is_no_jpeg_is_corrupt_and_one_of_another_size_is_of_a_wrong_size() {
    assert_eq!(decoded(vec![0x55; 1000]), Err(DropReason::Corrupt));
    assert_eq!(decoded(jpeg(WIDTH * 2, HEIGHT)), Err(DropReason::WrongSize));
    assert_eq!(decoded(jpeg(WIDTH, HEIGHT / 2)), Err(DropReason::WrongSize));
}

#[test]
fn an_empty_or_flagged_frame_is_stale() {
    assert_eq!(decoded(Vec::new()), Err(DropReason::Stale));
    let flagged = Shot { is_stale: true, ..shot(jpeg(WIDTH, HEIGHT)) };
    assert_eq!(rgb(&flagged, mode(PixelFormat::Mjpeg)), Err(DropReason::Stale));
}

/// All rows of `row`, padded by 8 bytes.
fn padded(row: &[u8], n_rows: u32) -> Vec<u8> {
    (0..n_rows).flat_map(|_| [row, &[0; 8]].concat()).collect()
}

#[test]
fn raw_pictures_have_the_colours_of_limited_range_unless_the_driver_says_otherwise() {
    let area = (WIDTH * HEIGHT) as usize;
    // White of the limited range, and a red by BT.601.
    for (y, u, v, wanted) in [(235, 128, 128, [255, 255, 255]), (81, 90, 240, [255, 0, 0])] {
        let yuyv = vec![[y, u, y, v]; area / 2].concat();
        let nv12 = [vec![y; area], vec![[u, v]; area / 4].concat()].concat();
        for (bytes, format) in [(yuyv, PixelFormat::Yuyv), (nv12, PixelFormat::Nv12)] {
            let rgb = rgb(&shot(bytes.clone()), mode(format)).unwrap();
            assert_eq!(rgb.len(), area * 3);
            let is_near = rgb[..3].iter().zip(wanted).all(|(found, wanted): (&u8, u8)| found.abs_diff(wanted) <= 3);
            assert!(is_near, "{format} {:?} {wanted:?}", &rgb[..3]);
            let cut = shot(bytes[..bytes.len() - 1].to_vec());
            assert_eq!(super::rgb(&cut, mode(format)), Err(DropReason::Cut), "{format}");
        }
    }
    let full = Shot { is_full_range: true, ..shot(vec![[235, 128, 235, 128]; area / 2].concat()) };
    assert_eq!(rgb(&full, mode(PixelFormat::Yuyv)).unwrap()[0], 235);
}

#[test]
fn padding_at_the_end_of_rows_is_left_out() {
    let yuyv: Vec<u8> = (0..WIDTH / 2).flat_map(|x| [x as u8 + 50, 128, x as u8 + 60, 128]).collect();
    let nv12 = [padded(&[90; WIDTH as usize], HEIGHT), padded(&[128; WIDTH as usize], HEIGHT / 2)].concat();
    let grey: Vec<u8> = (0..WIDTH as u8).collect();
    for (row, bytes, format) in [
        (WIDTH * 2, padded(&yuyv, HEIGHT), PixelFormat::Yuyv),
        (WIDTH, nv12, PixelFormat::Nv12),
        (WIDTH, padded(&grey, HEIGHT), PixelFormat::Grey),
    ] {
        let shot = Shot { stride: row as usize + 8, ..shot(bytes) };
        let rgb = rgb(&shot, mode(format)).unwrap();
        let rows: Vec<&[u8]> = rgb.chunks_exact(WIDTH as usize * 3).collect();
        assert!(rows.len() == HEIGHT as usize && rows.iter().all(|row| *row == rows[0]), "{format}");
    }
}
