/** Those who read by ear or go by keys continue at the content of a page that has come, not where its link was. */
export function continueAtContent(): void {
  document.getElementById("main")?.focus({ preventScroll: true });
}

/** The same from the top, where only a part of a page has changed. */
export function continueAtTop(): void {
  continueAtContent();
  scrollTo(0, 0);
}
