/** Does something and notes how long that took as a measure of the browser's User Timing, which `bench/graph_view.py` reads. */
export function timed<Result>(name: string, does: () => Result): Result {
  const start = performance.now();
  const result = does();
  performance.measure(name, { start });
  return result;
}
