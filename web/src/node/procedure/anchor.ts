/** The id of an entry of a section, so that what is drawn of it leads to what the page says. */
export function anchorOf(section: string, place: number): string {
  return `${section}-${place + 1}`;
}
