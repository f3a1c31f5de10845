import { checkSetup, presentSetup, type SetupReport } from '@bedrock-spend/core/cloudwatch';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { DoctorFlags } from '../flags/doctor-flags.ts';
import { createProgressLine } from '../report/progress-line.ts';
import { awsAccessOf } from '../settings/aws-access-of.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';

export interface DoctorOptions {
  flags: DoctorFlags;
  terminal: Terminal;
}

/** Checks and prints; what is missing is in what is printed, and in the status. */
export async function runDoctor({ flags, terminal }: DoctorOptions): Promise<ExitStatus> {
  const settings = await loadSettings(terminal);
  const { stdout, signal, now } = terminal;
  const progress = createProgressLine(terminal, 'cloudwatch');
  const setup = await checkSetup({
    ...awsAccessOf(flags, settings),
    regions: flags.region ?? settings.region,
    accounts: flags.account ?? settings.account,
    logGroups: flags.logGroup ?? settings.logGroup,
    paidChecks: flags.paidChecks ?? false,
    signal,
    now,
  }).finally(progress.clear);
  stdout.write(textOf(setup, { flags, terminal }));
  return statuses[setup.status];
}

const statuses: Readonly<Record<SetupReport['status'], ExitStatus>> = {
  ready: exitStatus.done,
  incomplete: exitStatus.partial,
  'no-credentials': exitStatus.failed,
};

function textOf(setup: SetupReport, { flags, terminal }: DoctorOptions): string {
  if (flags.policy === true) return `${JSON.stringify(setup.policy, null, 2)}\n`;
  if (flags.json === true) return `${JSON.stringify(setup, null, 2)}\n`;
  return presentSetup(setup, {
    width: terminal.stdout.columns ?? defaultColumns,
    ...(wantsColor(terminal, flags.color) ? { style: colorStyle } : {}),
  });
}
