import type { Hit } from "../ui/hit";

const HOW: Readonly<Record<Hit["matchType"], string>> = {
  EXACT_CODE: "Exactly",
  EXACT_LABEL: "Exactly",
  SYNONYM: "Exactly",
  PREFIX: "The beginning of",
  WORDS: "All words in",
  PARAPHRASE: "All words, some of them said otherwise, in",
  FUZZY: "All words, one of them with a typo, in",
  SOME_WORDS: "Some of the words in",
};

const FIELD: Readonly<Record<Hit["field"], string>> = {
  CODE: "its code",
  NAME: "its name",
  SYNONYM: "another name of it",
  INDEX: "a term of an index that leads to it",
  EVERYDAY: "an everyday expression for it",
  MAPPED: "a name of what is mapped to it as the same",
  NEARLY: "an everyday expression for nearly the same",
  RELATED: "an everyday expression for something related",
  DESCRIPTOR: "its descriptor",
  INCLUDES: "what it includes",
  TEXT: "its text",
};

/** Why something was found, as in 'All words in an everyday expression for it'. */
export function reasonOf({ matchType, field }: Hit): string {
  return `${HOW[matchType]} ${FIELD[field]}`;
}
