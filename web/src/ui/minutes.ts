import { count } from "./words";

/** Minutes in words: hours from two hours on, or where they come out even. */
export function minutesInWords(minutes: number): string {
  const hours = minutes / 60;
  return minutes >= 60 && Number.isInteger(hours * 2) ? count(hours, "hour") : count(minutes, "minute");
}
