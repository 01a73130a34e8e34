/** True in `npm run test:all`, and where single files are asked for by name; put in when the tests are bundled. */
declare const isThorough: boolean;

/**
 * How often something is tried with other values each time. What is right for a thousand is seldom wrong for the next ten
 * thousand: those are for `npm run test:all`.
 */
export function rounds(few: number, all: number): number {
  return isThorough ? all : few;
}
