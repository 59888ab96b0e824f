import { BasicIndex, createCollection, createLiveQueryCollection, eq } from '@tanstack/db';
import { autorun, computed, observable, runInAction } from 'mobx';
import { createStore } from 'tinybase/store';
import { createIndexes } from 'tinybase/indexes';
import type { Contender } from './contender.ts';
import type { Row } from './rows.ts';

/** A collection fed by its `sync`, indexes on, a live query collection each. */
export const tanstack: Contender = {
  name: 'TanStack DB',
  updates: 400,
  async open(all, countries, told) {
    let put: (row: Row) => void = () => {};
    const collection = createCollection<Row, string>({
      id: 'contacts',
      getKey: (row) => row.id,
      startSync: true,
      autoIndex: 'eager',
      defaultIndexType: BasicIndex,
      sync: {
        sync: ({ begin, write, commit, markReady }) => {
          begin();
          for (const value of all) write({ type: 'insert', value });
          commit();
          markReady();
          put = (value) => {
            begin();
            write({ type: 'update', value });
            commit();
          };
        },
      },
    });
    const queries = new Map(
      countries.map((country) => [
        country,
        createLiveQueryCollection({
          startSync: true,
          query: (q) =>
            q
              .from({ row: collection })
              .where(({ row }) => eq(row.country, country))
              .orderBy(({ row }) => row.name, 'asc')
              .orderBy(({ row }) => row.id, 'asc'),
        }),
      ]),
    );
    await Promise.all([...queries.values()].map((query) => query.preload()));
    const subscriptions = [...queries.values()].map((query) =>
      query.subscribeChanges(() => {
        if (query.toArray.length > 0) told();
      }),
    );
    return {
      put: (row) => put(row),
      ids: (country) => queries.get(country)?.toArray.map((row) => row.id) ?? [],
      close: () => subscriptions.forEach((subscription) => subscription.unsubscribe()),
    };
  },
};

/** An observable array of plain rows and a computed list per country. (A map would be tracked key by key: seconds for one update.) */
export const mobx: Contender = {
  name: 'MobX',
  updates: 20,
  async open(all, countries, told) {
    const rows = observable.array<Row>([...all], { deep: false });
    const indexes = new Map(all.map((row, index) => [row.id, index]));
    const compare = (a: Row, b: Row): number =>
      a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
    const queries = new Map(
      countries.map((country) => [
        country,
        computed(
          () =>
            rows
              .slice()
              .filter((row) => row.country === country)
              .sort(compare),
          { equals: isSameList },
        ),
      ]),
    );
    let isOpen = false;
    const stops = [...queries.values()].map((query) =>
      autorun(() => {
        if (query.get().length > 0 && isOpen) told();
      }),
    );
    isOpen = true;
    return {
      put: (row) => runInAction(() => (rows[indexes.get(row.id) ?? 0] = row)),
      ids: (country) =>
        queries
          .get(country)
          ?.get()
          .map(({ id }) => id) ?? [],
      close: () => stops.forEach((stop) => stop()),
    };
  },
};

function isSameList(a: readonly Row[], b: readonly Row[]): boolean {
  return a.length === b.length && a.every((row, index) => row === b[index]);
}

/** A table of cells with an index by country, sorted by name. */
export const tinybase: Contender = {
  name: 'TinyBase',
  updates: 100,
  async open(all, countries, told) {
    const store = createStore();
    const cells = ({ id, name, country, version, email, phone, jobTitle }: Row) => ({
      id,
      name,
      country,
      version,
      email: String(email),
      phone: String(phone),
      jobTitle: String(jobTitle),
    });
    store.setTable('contacts', Object.fromEntries(all.map((row) => [row.id, cells(row)])));
    let isTold = false;
    const indexes = createIndexes(store).setIndexDefinition('byCountry', 'contacts', 'country', 'name');
    for (const country of countries) {
      indexes.addSliceRowIdsListener('byCountry', country, () => {
        isTold = indexes.getSliceRowIds('byCountry', country).length > 0;
        if (isTold) told();
      });
    }
    return {
      put(row) {
        isTold = false;
        store.setRow('contacts', row.id, cells(row));
        // A row that keeps its index is no news to the index.
        if (!isTold) told();
      },
      ids: (country) => indexes.getSliceRowIds('byCountry', country),
      close: () => indexes.destroy(),
    };
  },
};
