/** A shortest circle through each group of files that import one another, in the order of the imports. */
export function findCircles(arrows: readonly { from: string; to: string }[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const circles: string[][] = [];
  const told = new Set<string>();
  for (const start of [...next.keys()].toSorted()) {
    if (told.has(start)) continue;
    const circle = shortestCircle(start, next);
    if (!circle || circle.some((file) => told.has(file))) continue;
    for (const file of circle) told.add(file);
    circles.push(circle);
  }
  return circles;
}

/** The shortest way from a file back to itself (breadth first); null when there is none. */
function shortestCircle(start: string, next: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>();
  let edge = [start];
  while (edge.length > 0) {
    const further: string[] = [];
    for (const file of edge) {
      for (const to of next.get(file) ?? []) {
        if (to === start) return wayTo(file, cameFrom);
        if (cameFrom.has(to)) continue;
        cameFrom.set(to, file);
        further.push(to);
      }
    }
    edge = further;
  }
  return null;
}

function wayTo(file: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [file];
  for (let at = cameFrom.get(file); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
