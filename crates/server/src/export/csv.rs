//! Rows as comma-separated values, after RFC 4180.

use std::io::{self, Write};

use super::tally::Row;

/// The names of the columns, which the other form has as well.
const COLUMNS: &str =
    "day,hour,site,lane,outcome,document,model,travellers,median_seconds,p90_seconds";

pub(super) fn write(mut out: impl Write, rows: &[Row]) -> io::Result<()> {
    write!(out, "{COLUMNS}\r\n")?;
    for Row { day, kind, travellers, median_seconds, p90_seconds } in rows {
        let hour = kind.hour.map(|it| it.to_string()).unwrap_or_default();
        let [document, model] =
            [&kind.document, &kind.model].map(|it| it.as_deref().unwrap_or_default());
        let (site, lane, outcome) = (text(&kind.site), &kind.lane, &kind.outcome);
        write!(
            out,
            "{day},{hour},{site},{lane},{outcome},{document},{model},{travellers},\
             {median_seconds},{p90_seconds}\r\n"
        )?;
    }
    out.flush()
}

/// A text that an operator chose.
fn text(text: &str) -> String {
    match text.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
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
}
