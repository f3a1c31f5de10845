/** Where the program reads what AWS has now, with the credentials that deploy. */
export interface DeploymentPlace {
  region: string;
  /** Name of a profile of the AWS configuration (`aws:profile`); null for what the environment has. */
  profile: string | null;
}
