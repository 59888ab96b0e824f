import { css } from 'lit';

/** What charts are drawn with: the host's accent in four strengths, told apart by their order and their edges, too. */
export const chartStyles = css`
  .chart {
    display: block;
    max-inline-size: 100%;
    overflow: visible;
    font-size: 12px;
  }
  .chart text {
    fill: var(--_muted);
    text-anchor: start;
  }
  .chart :is(.name, .figure) {
    fill: var(--_text);
  }
  .chart :is(.strong, .name.marked) {
    font-weight: var(--_strong);
    fill: var(--_text);
  }
  .chart .rimmed {
    paint-order: stroke;
    stroke: var(--_surface);
    stroke-width: 4px;
    stroke-linejoin: round;
  }
  .chart .middle {
    text-anchor: middle;
  }
  .chart .far {
    text-anchor: end;
  }
  .chart .grid {
    stroke: var(--_line);
  }
  .chart .bar,
  .chart .step.total {
    fill: var(--_accent);
  }
  .chart .bar.soft {
    fill: color-mix(in oklab, var(--_accent) 40%, var(--_surface));
  }
  .chart .bar.goal {
    fill: var(--_good);
  }
  .chart .bar.marked {
    fill: var(--_warning);
  }
  .chart .bar.soft.marked {
    fill: color-mix(in oklab, var(--_warning) 40%, var(--_surface));
  }
  .chart .slope,
  .chart .area {
    fill: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
  }
  .chart .area {
    stroke: var(--_accent);
    fill: color-mix(in oklab, var(--_accent) 24%, var(--_surface));
  }
  .chart .step.up {
    fill: color-mix(in oklab, var(--_accent) 50%, var(--_surface));
  }
  .chart .step.won {
    fill: var(--_good);
  }
  .chart .step.down {
    fill: color-mix(in oklab, var(--_bad) 70%, var(--_surface));
    stroke: var(--_bad);
  }
  .chart .step.none {
    fill: var(--_control);
  }
  .chart .joint {
    stroke: var(--_control);
    stroke-dasharray: 2 2;
  }
  .chart .whisker {
    stroke: var(--_control);
    stroke-width: 1.5;
  }
  .chart .quota {
    stroke: var(--_text);
    stroke-width: 2;
    stroke-dasharray: 5 3;
  }
  .chart .point {
    fill: var(--_surface);
    stroke: var(--_text);
    stroke-width: 2;
  }
  .chart .percentile {
    stroke: var(--_text);
    stroke-dasharray: 3 3;
  }
  .chart .target {
    stroke: var(--_good);
    stroke-width: 2;
  }
  .chart .layer.closed,
  .swatch.closed {
    --_layer: var(--_good);
  }
  .chart .layer.commit,
  .swatch.commit {
    --_layer: var(--_accent);
  }
  .chart .layer.bestCase,
  .swatch.bestCase {
    --_layer: color-mix(in oklab, var(--_accent) 50%, var(--_surface));
  }
  .chart .layer.pipeline,
  .swatch.pipeline {
    --_layer: color-mix(in oklab, var(--_accent) 18%, var(--_surface));
  }
  .chart .layer {
    fill: var(--_layer);
    stroke: var(--_surface);
  }
  .swatch {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 2px;
    background: var(--_layer);
    print-color-adjust: exact;
  }
  @media (forced-colors: active) {
    .chart text {
      fill: CanvasText !important;
    }
    .chart .rimmed {
      stroke: Canvas;
    }
    .chart :is(.bar, .step, .layer, .area, .slope) {
      fill: Canvas;
      stroke: CanvasText;
    }
    .chart :is(.step.total, .bar:not(.soft, .marked), .layer.closed) {
      fill: CanvasText;
    }
    .chart :is(.bar.marked, .step.up, .layer.commit) {
      fill: Highlight;
    }
    .chart .step.down {
      fill: Canvas;
      stroke: CanvasText;
      stroke-dasharray: 4 2;
    }
    .chart .bar.soft,
    .chart .bar.soft.marked {
      fill: Canvas;
    }
    .chart :is(.bar.goal, .step.won) {
      fill: CanvasText;
    }
    .chart .layer.bestCase {
      fill: GrayText;
    }
    .chart :is(.grid, .joint, .whisker, .quota, .percentile, .target, .point) {
      stroke: CanvasText;
    }
    .swatch {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Canvas;
    }
    .swatch.closed {
      background: CanvasText;
    }
    .swatch.commit {
      background: Highlight;
    }
    .swatch.bestCase {
      background: GrayText;
    }
  }
`;
