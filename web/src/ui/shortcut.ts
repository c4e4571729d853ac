/** Fields, in which a key is only what is typed. */
const FIELDS = "input, textarea, select, [contenteditable]";

/** Whether a key may be a shortcut: pressed alone and not in a field, and shortcuts are on (`data-shortcut` on the root). */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return false;
  return document.documentElement.dataset["shortcut"] !== "off" && !(event.target as Element).closest(FIELDS);
}
