import type { AnyRecord, Filter } from '@rapport/core';
import { html, type TemplateResult } from 'lit';
import { titleOf } from './title-of.ts';
import type { AskingPlace } from './asking-place.ts';

/** Chooses one record by its name: the likely ones first, others by typing. */
export class RecordPicker {
  readonly #place: AskingPlace;
  readonly #type: string;
  /** Which are likely. */
  readonly #likely: Filter | undefined;
  #found: readonly AnyRecord[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(place: AskingPlace, type: string, likely: Filter | undefined) {
    this.#place = place;
    this.#type = type;
    this.#likely = likely;
    void this.#find('');
  }

  template(name: string, label: string, isInvalid: boolean): TemplateResult {
    const { words } = this.#place;
    const type = (event: Event): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#find((event.target as HTMLInputElement).value), 200);
    };
    return html`<input
        id=${`ask-${name}`}
        type="search"
        autocomplete="off"
        aria-label=${label}
        placeholder=${words.text('searchRecord')}
        aria-invalid=${isInvalid}
        @input=${type}
      />
      <div class="found" role="radiogroup" aria-label=${label}>
        ${
          this.#found?.length === 0
            ? html`<p class="small muted" role="status">${words.text('noRecordFound')}</p>`
            : this.#found?.map(
                (record) =>
                  html`<label
                    ><input type="radio" name=${name} .value=${record.id} /> <bdi>${titleOf(record)}</bdi></label
                  >`,
              )
        }
      </div>`;
  }

  async #find(text: string): Promise<void> {
    const round = ++this.#round;
    const words = text.trim();
    const named: Filter | undefined = words === '' ? this.#likely : { field: 'name', op: 'contains', value: words };
    const query = {
      type: this.#type,
      ...(named ? { where: named } : {}),
      orderBy: [{ field: 'name', direction: 'asc' } as const],
      limit: 8,
    };
    const page = await this.#place.client?.backend.query(query).catch(() => undefined);
    if (round !== this.#round) return;
    this.#found = page?.records ?? [];
    this.#place.element.requestUpdate();
  }
}
