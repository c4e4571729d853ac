import { csvFile } from "../ui/csv";

/** What stands in a cell: a text, and where it leads. */
export type Cell = string | { text: string; href: string };

/** What a picture shows, in rows. */
export interface Table {
  /** Titles of the columns; those from `onlyInFile` on are in the file, but not on the page. */
  columns: readonly string[];
  onlyInFile?: number;
  rows: readonly (readonly Cell[])[];
}

/** The rows as a table of the page. */
export function TableOf({ table: { columns, onlyInFile = columns.length, rows }, label }: { table: Table; label: string }) {
  return (
    <div class="picture-table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.slice(0, onlyInFile).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.slice(0, onlyInFile).map((cell, column) => (
                <td key={column}>{typeof cell === "string" ? cell : <a href={cell.href}>{cell.text}</a>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The rows as a file for spreadsheets. */
export function csvOfTable({ columns, rows }: Table): Blob {
  return csvFile([columns, ...rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell : cell.text)))]);
}
