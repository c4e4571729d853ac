/** Has the browser save something under a name. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // Not at once: the browser has yet to read it.
}

/** What a file about a node, or about anything with a name, can be called on every system. */
export function fileName(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, "-").toLowerCase();
}
