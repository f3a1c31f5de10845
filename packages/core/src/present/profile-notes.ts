import type { ReportNote } from './report-notes.ts';
import { visibleText } from './visible-text.ts';
import type { InferenceProfile, Report } from '../model/report.ts';

/** What is behind each application inference profile; of more than `top`, how many others there are. */
export function profileNotes(
  { inferenceProfiles: profiles }: Pick<Report, 'inferenceProfiles'>,
  top = profiles.length,
): ReportNote[] {
  const texts = profiles.slice(0, top).map(profileText);
  if (profiles.length > top) texts.push(`… ${profiles.length - top} more`);
  return texts.map((text) => ({ label: 'Profile', text, isWarning: false }));
}

/** `a1b2c3d4e5f6 "search" is us.amazon.nova-pro-v1:0, tagged team=search`. */
function profileText({ arn, name, model, tags }: InferenceProfile): string {
  const id = arn.slice(arn.lastIndexOf('/') + 1);
  const pairs = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
  const tagged = pairs.length === 0 ? '' : `, tagged ${pairs.join(', ')}`;
  return visibleText(`${id} "${name}" is ${model}${tagged}`);
}
