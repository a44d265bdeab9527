//! Cells of a table as text.

/// Cells by RFC 4180: quoted where they hold a comma, a quote or a line break.
pub fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
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
    fn what_is_unknown_is_an_empty_cell_and_no_zero() {
        assert_eq!([cell(None, 1), cell(Some(0.04), 1)], ["", "0.0"]);
    }
}
