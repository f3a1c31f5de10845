import type { Command } from 'commander';
import { doctorOptions, type DoctorFlags } from '../flags/doctor-flags.ts';
import type { Run } from '../run.ts';

/** `bedrock-spend doctor`: is everything there that reading usage from AWS needs? */
export function doctorCommand(command: Command, { terminal, finish }: Run): Command {
  command
    .description(
      'Checks what reading usage from AWS needs: credentials, logging, permissions. Free, and changes nothing.',
    )
    .addHelpText('after', doctorExamples)
    .action(async (flags: DoctorFlags) => {
      const { runDoctor } = await import('../doctor/run-doctor.ts');
      finish(await runDoctor({ flags, terminal }));
    });
  for (const [heading, options] of doctorOptions()) {
    for (const option of options) command.addOption(option.helpGroup(heading));
  }
  return command;
}

const doctorExamples = `
Examples:
  bedrock-spend doctor
  bedrock-spend doctor --region all
  bedrock-spend doctor --account 111122223333 --external-id our-secret
  bedrock-spend doctor --policy > policy.json

Exit status: 0 nothing is missing, 1 AWS could not be asked, 2 wrong usage,
3 something is missing.`;
