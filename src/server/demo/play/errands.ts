/** What kinds of people there are, by what takes them out of the house. The order is that of `demo_habits.kind`. */
export const personKinds = ['worker', 'student', 'retired', 'other', 'courier'] as const;
export type PersonKind = (typeof personKinds)[number];

/** Gates and doors that are a person's own, columns of `demo_habits`; 'any' is another gate each time. */
export const ownGates = ['home', 'work', 'ride', 'lunch', 'shop', 'leisure', 'care'] as const;
export const ownDoors = ['breakfast', 'dinner', 'outing'] as const;
export type OwnGate = (typeof ownGates)[number];
export type OwnDoor = (typeof ownDoors)[number];

/** Why somebody passes a gate, or registers a visit at a door by phone. */
export interface Errand {
  kind: PersonKind;
  place: OwnGate | OwnDoor | 'any';
  /** Of a thousand such people so many do it, on a working day and on one of a weekend; all are raised or lowered together. */
  weekday: number;
  weekend: number;
  /** The middle of its time, in minutes after midnight, or after the hour at which this person's day begins. */
  minute: number;
  fromStart?: true;
  /** Minutes before and after the middle. */
  spread: number;
  /** A household does it together: at the same gate within a minute. */
  together?: true;
  /** How often in a day; once if left out. */
  times?: number;
}

export const errands: readonly Errand[] = [
  { kind: 'worker', place: 'ride', weekday: 260, weekend: 60, minute: -28, fromStart: true, spread: 8 },
  { kind: 'worker', place: 'work', weekday: 620, weekend: 90, minute: 0, fromStart: true, spread: 9 },
  { kind: 'worker', place: 'lunch', weekday: 130, weekend: 60, minute: 735, spread: 35 },
  { kind: 'worker', place: 'home', weekday: 230, weekend: 150, minute: 1115, spread: 75 },
  { kind: 'worker', place: 'shop', weekday: 90, weekend: 210, minute: 1140, spread: 80, together: true },
  { kind: 'worker', place: 'leisure', weekday: 30, weekend: 320, minute: 890, spread: 230, together: true },
  { kind: 'worker', place: 'breakfast', weekday: 190, weekend: 60, minute: -12, fromStart: true, spread: 8 },
  { kind: 'worker', place: 'dinner', weekday: 170, weekend: 200, minute: 1135, spread: 70 },
  { kind: 'worker', place: 'outing', weekday: 40, weekend: 260, minute: 880, spread: 200, together: true },

  { kind: 'student', place: 'work', weekday: 640, weekend: 0, minute: 465, spread: 18 },
  { kind: 'student', place: 'home', weekday: 140, weekend: 120, minute: 1010, spread: 60 },
  { kind: 'student', place: 'leisure', weekday: 30, weekend: 320, minute: 890, spread: 230, together: true },
  { kind: 'student', place: 'outing', weekday: 60, weekend: 280, minute: 880, spread: 200, together: true },

  { kind: 'retired', place: 'shop', weekday: 400, weekend: 360, minute: 480, spread: 105 },
  { kind: 'retired', place: 'care', weekday: 70, weekend: 15, minute: 560, spread: 100 },
  { kind: 'retired', place: 'home', weekday: 170, weekend: 160, minute: 660, spread: 150 },
  { kind: 'retired', place: 'leisure', weekday: 90, weekend: 190, minute: 890, spread: 230, together: true },
  { kind: 'retired', place: 'outing', weekday: 220, weekend: 260, minute: 880, spread: 200, together: true },

  { kind: 'other', place: 'shop', weekday: 250, weekend: 240, minute: 620, spread: 200, together: true },
  { kind: 'other', place: 'lunch', weekday: 140, weekend: 180, minute: 730, spread: 60 },
  { kind: 'other', place: 'ride', weekday: 130, weekend: 120, minute: 840, spread: 300 },
  // Whatever brings people out at night.
  { kind: 'other', place: 'care', weekday: 60, weekend: 60, minute: 720, spread: 719 },
  { kind: 'other', place: 'dinner', weekday: 260, weekend: 320, minute: 1135, spread: 90 },

  // The first and the last of the forty are hours apart: each takes its own part of the day.
  { kind: 'courier', place: 'any', weekday: 1000, weekend: 1000, minute: 870, spread: 390, times: 40 },
  { kind: 'courier', place: 'breakfast', weekday: 600, weekend: 600, minute: 430, spread: 40 },
];
