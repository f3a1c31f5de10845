/** Where hosts find the chart of daily spend. */
export const dailySpendUri = 'ui://bedrock-spend/daily-spend.html';

/** Tells a host to show the chart with a tool's answer, under the name of today and the one before. */
export const showsDailySpend = {
  ui: { resourceUri: dailySpendUri },
  'ui/resourceUri': dailySpendUri,
};
