export type { BilledDay, BilledUsage, BillReader, BillRequest } from './bill/billed-usage.ts';
export { costExplorerReader, type CostExplorerOptions } from './bill/cost-explorer-reader.ts';
export { createBill, type BillOptions } from './create-bill.ts';
export type { Bill, BillAdjustment, BillDay, BilledLine } from './model/bill.ts';
export {
  billFormats,
  presentBill,
  type BillFormat,
  type PresentBillOptions,
} from './present/bill.ts';
