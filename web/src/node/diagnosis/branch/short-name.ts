/** So few words in common are no repetition. */
const LEAST = 3;

/** A name without the words that the name above it begins with, too; in ICD-10-CM names repeat what they are below. */
export function shortName(name: string, above: string | undefined): string {
  const [own, other] = [name.split(" "), above?.split(" ") ?? []];
  const differs = own.findIndex((word, place) => plain(word) !== plain(other[place]));
  return differs >= LEAST ? `… ${own.slice(differs).join(" ")}` : name;
}

function plain(word: string | undefined): string | undefined {
  return word?.replace(/,$/, "");
}
