/** Who signed a call. */
export interface Principal {
  accountId: string;
  /** `arn:aws:iam::A:user/N` or `arn:aws:sts::A:assumed-role/R/session`. */
  arn: string;
  /** `UserId` of GetCallerIdentity: `AIDA…` or `AROA…:session`. */
  userId: string;
  /** IAM action patterns refused to this principal; read at each call, so that they can change. */
  denied(): readonly string[];
}
