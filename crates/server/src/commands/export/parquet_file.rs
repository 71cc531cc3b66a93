//! Rows as Parquet, not compressed.

use std::{io::Write, sync::Arc};

use domain::statistics::StatisticsRow;
use jiff::civil::Date;
use parquet::{
    data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type},
    errors::Result,
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};

/// The columns in their order. `day` counts from 1970-01-01.
const SCHEMA: &str = "message statistics {
    required int32 day (date);
    optional int32 hour;
    required binary site (utf8);
    required binary lane (utf8);
    required binary outcome (utf8);
    optional binary document (utf8);
    optional binary model (utf8);
    required int64 travellers;
    required int32 median_seconds;
    required int32 p90_seconds;
}";

/// Rows that are written at a time.
const GROUP: usize = 100_000;

pub(super) fn write(out: impl Write + Send, rows: &[StatisticsRow]) -> Result<()> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = Arc::new(WriterProperties::builder().build());
    let mut file = SerializedFileWriter::new(out, schema, properties)?;
    for rows in rows.chunks(GROUP) {
        let mut group = file.next_row_group()?;
        write_group(&mut group, rows)?;
        group.close()?;
    }
    file.close()?;
    Ok(())
}

fn write_group<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[StatisticsRow],
) -> Result<()> {
    required::<Int32Type, _>(group, rows, |row| days(row.day))?;
    optional::<Int32Type, _>(group, rows, |row| row.kind.hour.map(i32::from))?;
    required::<ByteArrayType, _>(group, rows, |row| text(&row.kind.site))?;
    required::<ByteArrayType, _>(group, rows, |row| text(&row.kind.lane))?;
    required::<ByteArrayType, _>(group, rows, |row| text(&row.kind.outcome))?;
    optional::<ByteArrayType, _>(group, rows, |row| row.kind.document.as_deref().map(text))?;
    optional::<ByteArrayType, _>(group, rows, |row| row.kind.model.as_deref().map(text))?;
    required::<Int64Type, _>(group, rows, |row| row.travellers as i64)?;
    required::<Int32Type, _>(group, rows, |row| seconds(row.median_seconds))?;
    required::<Int32Type, _>(group, rows, |row| seconds(row.p90_seconds))
}

fn required<Type: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[StatisticsRow],
    value: impl Fn(&StatisticsRow) -> Type::T,
) -> Result<()> {
    let values: Vec<_> = rows.iter().map(value).collect();
    column::<Type, W>(group, &values, None)
}

fn optional<Type: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    rows: &[StatisticsRow],
    value: impl Fn(&StatisticsRow) -> Option<Type::T>,
) -> Result<()> {
    let values: Vec<_> = rows.iter().map(value).collect();
    let levels: Vec<_> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<_> = values.into_iter().flatten().collect();
    column::<Type, W>(group, &values, Some(&levels))
}

/// The next column. `levels` says where it has no value: 0.
fn column<Type: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[Type::T],
    levels: Option<&[i16]>,
) -> Result<()> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<Type>().write_batch(values, levels, None)?;
        column.close()?;
    }
    Ok(())
}

fn text(text: &str) -> ByteArray {
    text.into()
}

fn days(day: Date) -> i32 {
    day.duration_since(Date::constant(1970, 1, 1)).as_hours() as i32 / 24
}

/// A kiosk's clock may have jumped.
fn seconds(seconds: u32) -> i32 {
    i32::try_from(seconds).unwrap_or(i32::MAX)
}
