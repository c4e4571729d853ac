import { count } from "./words";

/** A time in minutes in words, as in '90 minutes' or '3 to 8 hours'. */
export function minutesSpan(min: number | null, max: number | null): string {
  if (min === null) return `Up to ${minutesInWords(max ?? 0)}`;
  if (max === null) return `At least ${minutesInWords(min)}`;
  const [from, to] = [minutesInWords(min), minutesInWords(max)];
  if (from === to) return to;
  const [number, unit] = from.split(" ");
  return to.endsWith(unit ?? "") ? `${number} to ${to}` : `${from} to ${to}`;
}

/** Hours, where they come out even or with a half. */
function minutesInWords(minutes: number): string {
  const hours = minutes / 60;
  return minutes >= 60 && Number.isInteger(hours * 2) ? count(hours, "hour") : count(minutes, "minute");
}
