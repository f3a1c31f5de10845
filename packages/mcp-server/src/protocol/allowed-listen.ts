import { z } from 'zod';

const listenSchema = z.looseObject({
  params: z.looseObject({
    notifications: z.looseObject({ resourceSubscriptions: z.array(z.string()) }),
  }),
});

/** The same `subscriptions/listen` without the resources that its caller may not hear of: its answer says which are left. */
export function allowedListen(body: unknown, mayRead: (uri: string) => boolean): unknown {
  const parsed = listenSchema.safeParse(body);
  if (!parsed.success) return body;
  const { params } = parsed.data;
  const { notifications } = params;
  const resourceSubscriptions = notifications.resourceSubscriptions.filter(mayRead);
  return {
    ...parsed.data,
    params: { ...params, notifications: { ...notifications, resourceSubscriptions } },
  };
}
