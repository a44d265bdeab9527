//! Cells of a table as text.

use crate::io::plain;

/// Returns cells as a line by RFC 4180. Text that looks like a formula stands behind an apostrophe.
pub fn line(cells: &[String]) -> String {
    let mut row = csv::Writer::from_writer(Vec::new());
    // Into memory, and of one row: it cannot fail.
    let _infallible = row.write_record(cells.iter().map(|cell| plain::cell(cell).into_owned()));
    row.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// A number with so many decimals; empty where it is unknown.
pub(super) fn cell(value: Option<f32>, decimals: usize) -> String {
    value.map(|value| format!("{value:.decimals$}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_a_comma_or_a_quote_stays_one_cell() {
        assert_eq!(line(&["a,b".into(), "say \"up\"".into(), "plain".into()]), "\"a,b\",\"say \"\"up\"\"\",plain\n");
    }

    #[test]
    fn a_formula_becomes_text_and_a_number_stays_one() {
        assert_eq!(line(&["=1+2".into(), "-3.5".into(), "@a,b".into()]), "'=1+2,-3.5,\"'@a,b\"\n");
    }

    #[test]
    fn what_is_unknown_is_an_empty_cell_and_no_zero() {
        assert_eq!([cell(None, 1), cell(Some(0.04), 1)], ["", "0.0"]);
    }
}
