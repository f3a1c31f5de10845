import type { Dimension } from '../model/dimension.ts';

/** How a section is called. */
export interface SectionTitle {
  /** Between dashes in the classic text. */
  classic: string;
  /** Above a column of names. */
  column: string;
}

type NamedDimension = Exclude<Dimension, `requestMetadata.${string}`>;

// Written out: users of the classic text search for these.
const titles: Readonly<Record<NamedDimension, SectionTitle>> = {
  day: { classic: 'Daily Totals', column: 'Day' },
  hour: { classic: 'Hourly Totals', column: 'Hour' },
  region: { classic: 'Region Summary', column: 'Region' },
  model: { classic: 'Model Summary', column: 'Model' },
  principal: { classic: 'User Summary', column: 'Principal' },
  account: { classic: 'Account Summary', column: 'Account' },
  operation: { classic: 'Operation Summary', column: 'Operation' },
  scope: { classic: 'Scope Summary', column: 'Scope' },
  tier: { classic: 'Tier Summary', column: 'Tier' },
  role: { classic: 'Role Summary', column: 'Role' },
  person: { classic: 'Person Summary', column: 'Person' },
  applicationInferenceProfile: {
    classic: 'Application Inference Profile Summary',
    column: 'Application inference profile',
  },
  error: { classic: 'Error Summary', column: 'Error' },
};

/** The dimension of a section's name: `byModel` is `model`. */
export function sectionDimension(section: string): string {
  const name = section.slice('by'.length);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

export function sectionTitle(section: string): SectionTitle {
  const dimension = sectionDimension(section);
  return Object.hasOwn(titles, dimension)
    ? titles[dimension as NamedDimension]
    : { classic: `${dimension} Summary`, column: dimension };
}
