import '@rapport/elements/define/deal-board';

window.mountBoard = (container) => {
  const { client, order, update } = window.data;
  const board = document.createElement('crm-deal-board');
  board.client = client;
  board.style.inlineSize = '1600px';
  board.style.blockSize = '800px';
  // Eight columns side by side, as the other contenders have them.
  board.style.setProperty('--crm-deal-board-column-size', '180px');
  container.append(board);
  const root = (): ShadowRoot => board.shadowRoot as ShadowRoot;
  return {
    card: (id) => root().querySelector(`[data-deal="${id}"]`),
    isCardAt: (x, y) => root().elementFromPoint(x, y)?.closest('[data-deal]') != null,
    column: (id) => root().querySelector(`[data-column="${id}"] .cards`),
    order,
    update,
  };
};
