/** Rows as CSV (RFC 4180), each with as many cells as the first, which has the headings. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  const columns = rows[0] ?? [];
  return rows.map((row) => columns.map((_, column) => cell(row[column] ?? "")).join(",")).join("\r\n") + "\r\n";
}

/** A file of them; the mark of the byte order tells spreadsheets that it is UTF-8. */
export function csvFile(rows: readonly (readonly string[])[]): Blob {
  return new Blob(["\ufeff", csvOf(rows)], { type: "text/csv" });
}

/** A cell that no spreadsheet takes for a formula (CWE-1236): what begins as one gets an apostrophe before it. */
function cell(text: string): string {
  const safe = /^\s*[=+\-@|%]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
