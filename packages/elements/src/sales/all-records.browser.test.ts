import { expect } from '@open-wc/testing';
import { LitElement, html } from 'lit';
import { aRecord, aWorld, until } from '../testing/index.ts';
import { AllRecords } from './all-records.ts';

const people = Array.from({ length: 1_050 }, (_, index) => aRecord('team', { name: `Team ${index}` }));
const { client } = aWorld(people);

class Reader extends LitElement {
  readonly all: AllRecords<'team'>;
  constructor(most: number) {
    super();
    this.all = new AllRecords(this, 'team', most);
  }
  override willUpdate(): void {
    this.all.follow(client, { orderBy: [{ field: 'name', direction: 'asc' }] });
  }
  override render() {
    return html`${this.all.records.length}`;
  }
}
customElements.define('test-reader', Reader);

async function read(most: number): Promise<AllRecords<'team'>> {
  const reader = new Reader(most);
  document.body.append(reader);
  await until(() => reader.all.status === 'ready');
  return reader.all;
}

describe('reading all records of a kind', () => {
  it('goes on, page after page, until there are no more', async () => {
    const all = await read(5_000);
    expect(all.records).to.have.length(1_050);
    expect(all.isPartial).to.equal(false);
  });

  it('stops at its bound, and says that there are more', async () => {
    const all = await read(10);
    expect(all.records).to.have.length(10);
    expect(all.isPartial).to.equal(true);
  });
});
