/**
 * The most that the first view of each face may take over the line, bytes of gzip (first-view.ts says what counts). A test fails
 * above it: what is not needed at first is then loaded later, or the budget is raised here, where it is seen.
 */
export const firstViewBudgets = {
  /** Opened at a door, on a bad line. Of this, here and below, 1 kB is for signing out without a network: it cannot be loaded then. The law has
   * what is collected told at the door: of `s`, which is one script, that is 200 bytes. */
  s: 29_200,
  me: 74_500,
  /** The table of routes is in every face but `s`: what people may ask about themselves is 500 bytes of it, and what a
   * sentry asks about documents 300; opening a site's settings 1000: its form shares parts with the sign-in's. */
  venue: 65_000,
  authority: 60_000,
  /** A tablet loads it when it is paired, and from its own disk afterwards; 3 kB are its site's roster, which it reads without a network,
   * and 800 bytes how its site wants it to behave: bystanders, volume, lanes, drills. */
  sentry: 119_000,
} as const;

export type FaceWithBudget = keyof typeof firstViewBudgets;
export const facesWithBudget = Object.keys(firstViewBudgets) as FaceWithBudget[];
