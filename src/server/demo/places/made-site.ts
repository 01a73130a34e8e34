import type { SiteCategory } from '../../../domain/access/categories.ts';

/** A site of the demo, as the other parts of the filling need it. */
export interface MadeSite {
  /** Record ids. */
  id: string;
  zones: { id: string; number: number }[];
  number: number;
  category: SiteCategory;
  /** How many people come by, in proportion. */
  traffic: number;
  measuresTemperature: boolean;
  /** Whether its code is in use. */
  isOpen: boolean;
}
