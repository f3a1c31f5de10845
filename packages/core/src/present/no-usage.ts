/** What every text format says when no call was counted. */
export const noUsageText = 'No Bedrock usage data found for the specified period.';
