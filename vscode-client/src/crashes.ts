/** How often a server may crash. Pure: the time comes from outside. */

/** So many crashes within so many milliseconds, and it is not started again. */
const LIMIT = 5;
const WINDOW = 3 * 60 * 1000;

/** Hears of every crash, and tells whether to start the server again. */
export interface CrashPolicy {
  onCrash(): "restart" | "give up";
}

export function createCrashPolicy(now: () => number = Date.now): CrashPolicy {
  let crashes: number[] = [];
  return {
    onCrash() {
      const time = now();
      crashes = [...crashes.filter((earlier) => time - earlier <= WINDOW), time];
      return crashes.length < LIMIT ? "restart" : "give up";
    },
  };
}
