/** As what an account stands for a person: as that person's own, or as a guardian's. */
export const relations = ['self', 'child', 'elder', 'other'] as const;
export type Relation = (typeof relations)[number];

/** By what a guardian's relation was shown: the household register, a birth certificate, a court's order, the person's word. */
export const relationBases = ['household', 'birth', 'court', 'consent', 'before'] as const;
export type RelationBasis = (typeof relationBases)[number];

/** A person for whom an account stands, as its page lists them. */
export interface AccountPerson {
  /** What a request names the person by: the relation's, no record's id of the person. */
  id: string;
  maskedName: string;
  relation: Relation;
}
