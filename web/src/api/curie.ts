/** The part of a CURIE after its prefix. */
export function localOf(curie: string): string {
  return curie.slice(curie.indexOf(":") + 1);
}

/** Whether a CURIE names a code, which people read, and not the slug of a name. */
export function isCode(curie: string): boolean {
  return /^[0-9A-Z][0-9A-Z.-]*$/.test(localOf(curie));
}
