//! Blocks of a report on pages: rows and figures are never torn apart.

use super::face::Face;
use super::sheet::{ROOM, Sheet, Style};
use crate::core::geometry::Point;
use crate::io::drawing::Ink;
use crate::io::export::document::{Block, Content, Figure, Table};

const BODY: Style = Style { face: Face::Regular, size: 9.5, ink: Ink::DARK };
const CAPTION: Style = Style { face: Face::Bold, size: 9.5, ink: Ink::DARK };
const CELL: Style = Style { face: Face::Regular, size: 8.8, ink: Ink::DARK };
const HEAD: Style = Style { face: Face::Bold, size: 8.8, ink: Ink::GREY };
const FIRST: Style = Style { face: Face::Bold, size: 8.8, ink: Ink::DARK };
const BELOW_FIGURE: Style = Style { face: Face::Regular, size: 8.0, ink: Ink::GREY };
/// Between columns, and above and below a row's text, in points.
const GUTTER: f32 = 8.0;
const PADDING: f32 = 3.0;
/// Between figures side by side, in points.
const GAP: f32 = 14.0;
/// No picture is higher, in points: two upright ones and their words fit on a page.
const HIGHEST: f32 = 300.0;

/// Lays out one block.
pub(super) fn push_block(sheet: &mut Sheet, block: &Block) {
    match block {
        Block::Text(text) => sheet.text(text, BODY),
        Block::List(points) => {
            for point in points {
                let n_lines = sheet.faces.of(BODY.face).wrapped(point, BODY.size, ROOM - 12.0).len();
                sheet.make_room(BODY.leading() * n_lines as f32);
                let dot = Point::new(2.0, sheet.y + BODY.leading() - BODY.size * 0.32);
                sheet.line_at("•", BODY, dot);
                sheet.text_at(point, BODY, (12.0, ROOM - 12.0));
            }
        }
        Block::Table(table) => push_table(sheet, table),
        Block::Figures(figures) => push_figures(sheet, figures),
    }
    sheet.skip(4.0);
}

/// The columns of a table: where each begins, and how wide its text is, in points.
fn columns(table: &Table) -> Vec<(f32, f32)> {
    let whole: f32 = table.columns.iter().map(|(_, share)| share).sum();
    let mut left = 0.0;
    let column = |(_, share): &(&str, f32)| {
        let width = ROOM * share / whole;
        let place = (left, width - GUTTER);
        left += width;
        place
    };
    table.columns.iter().map(column).collect()
}

fn push_table(sheet: &mut Sheet, table: &Table) {
    let columns = columns(table);
    let (head, has_head) = head(table);
    sheet.make_room(least_table_height(sheet, table));
    sheet.text(&table.caption, CAPTION);
    if has_head {
        push_row(sheet, &head, &columns, [HEAD; 2]);
    }
    for row in &table.rows {
        let (page, height) = (sheet.pages.len(), height(sheet, row, &columns));
        sheet.make_room(height);
        if page < sheet.pages.len() && has_head {
            push_row(sheet, &head, &columns, [HEAD; 2]);
        }
        push_row(sheet, row, &columns, [FIRST, CELL]);
    }
}

/// Names of the columns, and whether there are any.
fn head(table: &Table) -> (Vec<String>, bool) {
    let head: Vec<String> = table.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let has_head = head.iter().any(|name| !name.is_empty());
    (head, has_head)
}

/// A caption and a head without a row say nothing.
fn least_table_height(sheet: &Sheet, table: &Table) -> f32 {
    let (columns, (head, has_head)) = (columns(table), head(table));
    let n_lines = sheet.faces.of(CAPTION.face).wrapped(&table.caption, CAPTION.size, ROOM).len();
    let above = if has_head { height(sheet, &head, &columns) } else { 0.0 };
    let first = table.rows.first().map_or(0.0, |row| height(sheet, row, &columns));
    n_lines as f32 * CAPTION.leading() + above + first
}

/// How much of a block cannot be distinguished from its heading, in points.
pub(super) fn least_height(sheet: &Sheet, block: &Block) -> f32 {
    match block {
        Block::Text(_) | Block::List(_) => 2.0 * BODY.leading(),
        Block::Table(table) => least_table_height(sheet, table),
        Block::Figures(figures) => Row::of(sheet, figures).height(),
    }
}

fn height(sheet: &Sheet, row: &[String], columns: &[(f32, f32)]) -> f32 {
    // Bold is the widest: measured by it, no row is higher than was made room for.
    let face = sheet.faces.of(Face::Bold);
    let lines = row.iter().zip(columns).map(|(cell, (_, room))| face.wrapped(cell, CELL.size, *room).len());
    lines.max().unwrap_or(1).max(1) as f32 * CELL.leading() + 2.0 * PADDING
}

fn push_row(sheet: &mut Sheet, row: &[String], columns: &[(f32, f32)], [first, others]: [Style; 2]) {
    let (top, mut bottom) = (sheet.y + PADDING, sheet.y);
    for (k, (cell, place)) in row.iter().zip(columns).enumerate() {
        sheet.y = top;
        sheet.text_at(cell, if k == 0 { first } else { others }, *place);
        bottom = bottom.max(sheet.y);
    }
    sheet.y = bottom + PADDING;
    sheet.stroke((0.0, ROOM), Ink::PALE, 0.6);
}

/// Figures side by side.
struct Row {
    /// Width of each column, in points.
    width: f32,
    /// What each is drawn as, in points.
    sizes: Vec<(f32, f32)>,
    /// Of the figures, and of the words below them, in points.
    highest: f32,
    below: f32,
}

impl Row {
    fn of(sheet: &Sheet, figures: &[Figure]) -> Self {
        let n = figures.len().max(1) as f32;
        // One picture alone is not blown up to the whole page.
        let columns = if figures.iter().any(|figure| figure.content.is_half()) { n.max(2.0) } else { n };
        let width = (ROOM - GAP * (columns - 1.0)) / columns;
        let sizes: Vec<(f32, f32)> = figures.iter().map(|figure| size(&figure.content, width)).collect();
        let highest = sizes.iter().map(|(_, height)| *height).fold(0.0, f32::max);
        let face = sheet.faces.of(BELOW_FIGURE.face);
        let lines = figures.iter().map(|figure| face.wrapped(&figure.caption, BELOW_FIGURE.size, width).len());
        let below = lines.max().unwrap_or_default() as f32 * BELOW_FIGURE.leading();
        Self { width, sizes, highest, below }
    }

    fn height(&self) -> f32 {
        self.highest + self.below + 10.0
    }
}

fn push_figures(sheet: &mut Sheet, figures: &[Figure]) {
    let row = Row::of(sheet, figures);
    sheet.make_room(row.height());
    let top = sheet.y + 4.0;
    let mut bottom = top;
    for (k, (figure, (drawn, height))) in figures.iter().zip(&row.sizes).enumerate() {
        let left = (row.width + GAP) * k as f32;
        // Figures stand on one line, whatever their heights.
        let at = Point::new(left, top + row.highest - height);
        match &figure.content {
            Content::Drawing(drawing) => sheet.drawing(drawing, at, drawn / drawing.width),
            Content::Jpeg(jpeg) => sheet.image(jpeg, at, (*drawn, *height)),
        }
        sheet.y = top + row.highest + 2.0;
        sheet.text_at(&figure.caption, BELOW_FIGURE, (left, row.width));
        bottom = bottom.max(sheet.y);
    }
    sheet.y = bottom;
}

/// How large a figure is drawn in a column of this width, in points.
fn size(content: &Content, width: f32) -> (f32, f32) {
    let (own_width, own_height) = match content {
        Content::Drawing(drawing) => (drawing.width, drawing.height),
        Content::Jpeg(jpeg) => (jpeg.width.max(1) as f32, jpeg.height as f32),
    };
    let scale = (width / own_width).min(HIGHEST / own_height.max(1.0));
    (own_width * scale, own_height * scale)
}
