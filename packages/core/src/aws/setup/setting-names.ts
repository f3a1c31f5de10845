/** What the settings of a check are called where it was asked for. */
export interface SettingNames {
  paidChecks: string;
  logGroups: string;
}

/** Those of the command line. */
export const flagNames: SettingNames = { paidChecks: '--paid-checks', logGroups: '--log-group' };
