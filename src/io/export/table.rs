//! Cells of a table as text.

use crate::io::plain;

/// Cells by RFC 4180: quoted where they hold a comma, a quote or a line break. Text that looks like a formula stands behind
/// an apostrophe.
pub fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        let cell = plain::cell(cell);
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.into_owned()
        }
    };
    format!("{}\n", cells.iter().map(quoted).collect::<Vec<_>>().join(","))
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
