/** A line that says only that another test has ended. */
export const goesOn: string;
