//! Rows as comma-separated values, after RFC 4180.

use std::{borrow::Cow, io::Write};

use csv::{Terminator, WriterBuilder};
use domain::statistics::StatisticsRow;

/// The names of the columns, which the Parquet file has as well.
const COLUMNS: [&str; 10] = [
    "day",
    "hour",
    "site",
    "lane",
    "outcome",
    "document",
    "model",
    "travellers",
    "median_seconds",
    "p90_seconds",
];

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn write(out: impl Write, rows: &[StatisticsRow]) -> csv::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS)?;
    for StatisticsRow { day, kind, travellers, median_seconds, p90_seconds } in rows {
        let hour = kind.hour.map(|hour| hour.to_string()).unwrap_or_default();
        let [document, model] =
            [&kind.document, &kind.model].map(|value| value.as_deref().unwrap_or_default());
        let (day, travellers) = (day.to_string(), travellers.to_string());
        let (median, p90) = (median_seconds.to_string(), p90_seconds.to_string());
        let record = [
            &day,
            &hour,
            &kind.site,
            &kind.lane,
            &kind.outcome,
            document,
            model,
            &travellers,
            &median,
            &p90,
        ];
        writer.write_record(record.map(harmless).iter().map(|cell| cell.as_bytes()))?;
    }
    Ok(writer.flush()?)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe is put before it, as OWASP advises
/// (CSV injection).
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use domain::statistics::StatisticsGroup;

    use super::*;

    /// The file with one row of this site.
    fn file(site: &str) -> String {
        let [lane, outcome] = ["officer", "manual"].map(Into::into);
        let (site, hour, document, model) = (site.into(), Some(9), None, None);
        let kind = StatisticsGroup { site, hour, lane, outcome, document, model };
        let day = jiff::civil::date(2026, 11, 24);
        let row = StatisticsRow { day, kind, travellers: 5, median_seconds: 30, p90_seconds: 50 };
        let mut file = Vec::new();
        write(&mut file, &[row]).unwrap();
        String::from_utf8(file).unwrap()
    }

    /// The site as a reader of the file gets it.
    fn site_read(site: &str) -> String {
        let file = file(site);
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let row = reader.records().next().unwrap().unwrap();
        row[2].to_owned()
    }

    #[test]
    fn a_row_is_a_line_of_the_file() {
        assert_eq!(
            file("Pier 2"),
            "day,hour,site,lane,outcome,document,model,travellers,median_seconds,p90_seconds\r\n\
             2026-11-24,9,Pier 2,officer,manual,,,5,30,50\r\n"
        );
    }

    #[test]
    fn a_site_may_have_any_name() {
        for site in ["Pier 2", "Pier 2, \"north\"", "Pier-2 = north"] {
            assert_eq!(site_read(site), site);
        }
    }

    #[test]
    fn s14_no_cell_is_a_formula() {
        for site in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://a\")"] {
            assert_eq!(site_read(site), format!("'{site}"));
        }
    }
}
