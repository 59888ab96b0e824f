import type { Schedule } from '../../../environment.ts';
import type { DeviceStorage } from '../../device-storage.ts';
import { cacheFormats } from '../cache-format.ts';
import { cacheSizes } from '../cache.ts';
import { openDevice, type DeviceFormats } from '../open-device.ts';
import { outboxFormat } from '../outbox-format.ts';

/** A window of the page. */
export interface Page {
  readonly device: DeviceStorage;
  /** What was said about the storage, in order. */
  readonly lost: Error[];
  freeze(): void;
  resume(): void;
}

/** Nobody gives up, however long a busy machine takes. */
export const patient: Schedule = () => () => {};

/** Opens what an account keeps, as a window of its own does. Nothing waits for the clock but what gives up. */
export async function aDevice(
  account: string,
  formats: Partial<DeviceFormats> = {},
  schedule: Schedule = (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds / 20);
    return () => clearTimeout(timer);
  },
): Promise<Page> {
  const events: { freeze: () => void; resume: () => void }[] = [];
  const device = await openDevice(
    {
      account,
      schedule,
      idle: () => Promise.resolve(),
      life: (one) => {
        events.push(one);
        return () => {};
      },
    },
    { outbox: outboxFormat, cache: cacheFormats, sizes: cacheSizes, ...formats },
  );
  const lost: Error[] = [];
  device.onLost((reason) => lost.push(reason));
  return {
    device,
    lost,
    freeze: () => events.forEach((one) => one.freeze()),
    resume: () => events.forEach((one) => one.resume()),
  };
}
