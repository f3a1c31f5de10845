import { execa } from 'execa';

/** Why a command of AWS's command line cannot be tried here; null if it can, or is none. */
export async function whyNotTyped(
  command: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | null> {
  if (!command.startsWith('aws ')) return null;
  const settings = { env: environment, extendEnv: false, reject: false } as const;
  const { stdout, exitCode } = await execa('aws', ['--version'], settings);
  if (exitCode !== 0) return "not typed, as AWS's command line is not on this machine";
  const isOld = stdout.startsWith('aws-cli/1');
  return isOld && command.startsWith('aws logs tail')
    ? "not typed, as only version 2 of AWS's command line has it"
    : null;
}

/** Whether AWS's command line has refused a command before it asked AWS. */
export function wordsAreWrong(text: string): boolean {
  return /usage:|Unknown options|Invalid choice|Parameter validation failed|arguments? (?:is|are) required/i.test(
    text,
  );
}
