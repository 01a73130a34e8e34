/** What happens at the gate, from best to worst. Their index is what a scan record stores. */
export const outcomes = ['admit', 'attend', 'refuse'] as const;
export type Outcome = (typeof outcomes)[number];
