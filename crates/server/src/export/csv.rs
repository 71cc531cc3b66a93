//! Rows as comma-separated values, after RFC 4180.

use std::io::{self, Write};

use super::tally::StatisticsRow;

/// The names of the columns, which the Parquet file has as well.
const COLUMNS: &str =
    "day,hour,site,lane,outcome,document,model,travellers,median_seconds,p90_seconds";

pub(super) fn write(mut out: impl Write, rows: &[StatisticsRow]) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")?;
    for StatisticsRow { day, kind, travellers, median_seconds, p90_seconds } in rows {
        let hour = kind.hour.map(|hour| hour.to_string()).unwrap_or_default();
        let [document, model] =
            [&kind.document, &kind.model].map(|value| value.as_deref().unwrap_or_default());
        let (site, lane, outcome) = (text(&kind.site), &kind.lane, &kind.outcome);
        write!(
            out,
            "{day},{hour},{site},{lane},{outcome},{document},{model},{travellers},\
             {median_seconds},{p90_seconds}\r\n"
        )?;
    }
    out.flush()
}

/// A text that an operator has chosen. An apostrophe is put before a text that a spreadsheet would
/// take for a formula, as OWASP advises (CSV injection).
fn text(text: &str) -> String {
    let apostrophe = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    match !apostrophe.is_empty() || text.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{apostrophe}{}\"", text.replace('"', "\"\"")),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_may_have_any_name() {
        assert_eq!(text("Pier 2"), "Pier 2");
        assert_eq!(text("Pier 2, \"north\""), "\"Pier 2, \"\"north\"\"\"");
    }

    #[test]
    fn s14_no_cell_is_a_formula() {
        for site in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://a\")"] {
            let cell = text(site);
            assert!(cell.starts_with("\"'"), "{cell}");
            assert_eq!(cell.replace("\"\"", "\"")[2..cell.replace("\"\"", "\"").len() - 1], *site);
        }
        assert_eq!(text("Pier-2 = north"), "Pier-2 = north");
    }
}
