import type { List } from "./reading/code-forms";

/** Puts the focus on a part of a row when it stands where it belongs; on the box of its list where there is no row. */
export function focusRow(id: number | undefined, part = "code", list?: List): void {
  setTimeout(() => {
    const row = document.querySelector(`[data-row="${id}"]`);
    const wanted = row?.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`);
    const other = row?.querySelector<HTMLElement>('[data-part="code"]') ?? document.getElementById(`add-${list}`);
    (wanted ?? other)?.focus();
  });
}
