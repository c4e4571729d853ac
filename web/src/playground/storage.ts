/** Where GraphiQL keeps its colours, and where the explorer keeps them: one choice holds for both. */
const THEIRS = "graphiql:theme";
const OURS = "theme";

const ours = (key: string): string => (key === THEIRS ? OURS : key);

/** What GraphiQL remembers, in the browser; nothing, in one that stores nothing. */
export function storage() {
  try {
    return shared(window.localStorage);
  } catch {
    return null;
  }
}

function shared(store: Storage) {
  const isTheirs = (key: string) => key.startsWith("graphiql:");
  return {
    getItem: (key: string) => store.getItem(ours(key)),
    setItem: (key: string, value: string) => store.setItem(ours(key), value),
    removeItem: (key: string) => store.removeItem(ours(key)),
    get length() {
      return Object.keys(store).filter(isTheirs).length;
    },
    clear: () => Object.keys(store).filter(isTheirs).forEach((key) => store.removeItem(key)),
  };
}
