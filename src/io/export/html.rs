//! The report as one HTML file: nothing is fetched, everything is in it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::document::{Block, Content, Document, Figure, Mark, Table};
use super::markup::escaped;
use super::svg::svg;
use crate::io::words::fill;

/// Nothing may be fetched, and nothing may run.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("html/style.css");

/// Returns the report as a page for screens and for paper.
pub fn html(document: &Document) -> String {
    let title = escaped(&document.title);
    let name = document.name.as_ref().map(|name| format!("<p class=\"name\">{}</p>\n", escaped(name)));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n{}",
        document.words.code,
        name.unwrap_or_default()
    );
    push_facts(&mut page, document);
    push_headline(&mut page, document);
    page.push_str("</header>\n");
    for section in &document.sections {
        let _infallible = writeln!(page, "<section>\n<h2>{}</h2>", escaped(section.heading));
        for block in &section.blocks {
            push_block(&mut page, block);
        }
        page.push_str("</section>\n");
    }
    let _infallible = write!(page, "<footer>{}</footer>\n</main>\n</body>\n</html>\n", escaped(document.notice));
    page
}

/// Date and pain come before the score: they count more.
fn push_facts(page: &mut String, document: &Document) {
    page.push_str("<dl class=\"facts\">\n");
    for (name, fact) in &document.facts {
        let _infallible = writeln!(page, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(fact));
    }
    page.push_str("</dl>\n");
}

fn push_headline(page: &mut String, document: &Document) {
    let headline = &document.headline;
    let stop = headline.stop.as_ref().map(|stop| format!("<p class=\"stop\">{}</p>\n", escaped(stop)));
    let of = |mark: Mark| format!("{:.0}", mark.of);
    let mark = headline.mark.map(|mark| {
        format!(
            "<p class=\"score\">{}</p>\n<div class=\"bar\" aria-hidden=\"true\"><div style=\"width:{:.0}%\"></div></div>\n",
            fill(&document.words.mark, &[("n", &format!("<strong>{:.0}</strong>", mark.value)), ("of", &of(mark))]),
            mark.share() * 100.0
        )
    });
    let _infallible = write!(
        page,
        "{}{}<p class=\"verdict\">{}</p>\n<p>{}</p>\n",
        stop.unwrap_or_default(),
        mark.unwrap_or_default(),
        escaped(&headline.verdict),
        escaped(&headline.counted)
    );
}

fn push_block(page: &mut String, block: &Block) {
    match block {
        Block::Text(text) => page.extend(["<p>", &escaped(text), "</p>\n"]),
        Block::List(points) => {
            page.push_str("<ul>\n");
            for point in points {
                page.extend(["<li>", &escaped(point), "</li>\n"]);
            }
            page.push_str("</ul>\n");
        }
        Block::Table(table) => push_table(page, table),
        Block::Figures(figures) => {
            let pair = if 1 < figures.len() { "<div class=\"pair\">\n" } else { "<div>\n" };
            page.push_str(pair);
            for figure in figures {
                push_figure(page, figure);
            }
            page.push_str("</div>\n");
        }
    }
}

fn push_table(page: &mut String, table: &Table) {
    page.push_str("<table>\n");
    if !table.caption.is_empty() {
        page.extend(["<caption>", &escaped(&table.caption), "</caption>\n"]);
    }
    if table.columns.iter().any(|(name, _)| !name.is_empty()) {
        let names = table.columns.iter().map(|(name, _)| format!("<th scope=\"col\">{}</th>", escaped(name)));
        page.extend(["<thead><tr>", &names.collect::<String>(), "</tr></thead>\n"]);
    }
    page.push_str("<tbody>\n");
    for row in &table.rows {
        let names = table.columns.iter().map(|(name, _)| *name).chain(std::iter::repeat(""));
        let cells = row.iter().zip(names).enumerate().map(|(k, (cell, name))| cell_of(k == 0, name, cell));
        page.extend(["<tr>", &cells.collect::<String>(), "</tr>\n"]);
    }
    page.push_str("</tbody>\n</table>\n");
}

/// A cell; on a narrow screen cells stand below one another, each behind the name of its column.
fn cell_of(is_first: bool, name: &str, cell: &str) -> String {
    let (name, cell) = (escaped(name), escaped(cell));
    let name = if name.is_empty() { name } else { format!(" data-name=\"{name}\"") };
    if is_first { format!("<th scope=\"row\"{name}>{cell}</th>") } else { format!("<td{name}>{cell}</td>") }
}

fn push_figure(page: &mut String, figure: &Figure) {
    let caption = escaped(&figure.caption);
    let content = match &figure.content {
        Content::Drawing(drawing) => svg(drawing),
        Content::Jpeg(jpeg) => format!(
            "<img src=\"data:image/jpeg;base64,{}\" width=\"{}\" height=\"{}\" alt=\"{caption}\">",
            STANDARD.encode(&jpeg.bytes),
            jpeg.width,
            jpeg.height
        ),
    };
    let open = if figure.content.is_half() { "<figure class=\"half\">\n" } else { "<figure>\n" };
    page.extend([open, &content, "\n<figcaption>", &caption, "</figcaption>\n</figure>\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_become_markup() {
        assert_eq!(escaped("<b a='1\"'>&\u{7}"), "&lt;b a=&#39;1&quot;&#39;&gt;&amp; ");
    }
}
