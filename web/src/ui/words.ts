/** The words of a name of the schema: `exampleIn` is 'Example in', `SKOS_EXACT_MATCH` an 'Exact match'. */
export function words(name: string): string {
  const spaced = /^[A-Z0-9_]+$/.test(name)
    ? name.replace(/^SKOS_/, "").replaceAll("_", " ").toLowerCase()
    : name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A share of one as a percentage. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A number and what it counts; `many` only where it is not `one` and an s. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
