/** Milliseconds between two looks while the page can be seen. */
const INTERVAL = 30_000;

/**
 * Calls `changed` once, when the service serves another version of the data than when the page was loaded. It looks each
 * half minute while the page can be seen, and when it is seen again; a page that nobody sees asks nothing.
 */
export function whenDataChanges(changed: () => void): void {
  let first: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  const look = async () => {
    clearTimeout(timer);
    if (document.hidden || looking) return;
    looking = true;
    const version = await served();
    looking = false;
    first ??= version;
    if (version === undefined || version === first) {
      timer = setTimeout(look, INTERVAL);
    } else {
      document.removeEventListener("visibilitychange", look);
      changed();
    }
  };
  document.addEventListener("visibilitychange", look);
  void look();
}

/** The version of the data that is served now; nothing where the service cannot be reached. */
async function served(): Promise<string | undefined> {
  try {
    const response = await fetch("/ready", { cache: "no-store", signal: AbortSignal.timeout(INTERVAL) });
    const { version } = response.ok ? await response.json() : {};
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
