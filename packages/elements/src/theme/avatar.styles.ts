import { css } from 'lit';

export const avatars = css`
  .avatar {
    inline-size: var(--_avatar);
    block-size: var(--_avatar);
    border-radius: 50%;
    display: inline-grid;
    place-items: center;
    flex: none;
    font-weight: var(--_strong);
    line-height: 1;
    background: light-dark(oklch(0.9 0.05 var(--_hue, 250)), oklch(0.36 0.05 var(--_hue, 250)));
    color: light-dark(oklch(0.36 0.09 var(--_hue, 250)), oklch(0.9 0.05 var(--_hue, 250)));
    user-select: none;
  }
  .avatar.little {
    inline-size: 20px;
    block-size: 20px;
    font-size: 9px;
  }
  .bone.avatar {
    block-size: var(--_avatar);
  }
  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
  }
`;
