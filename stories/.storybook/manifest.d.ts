declare module 'rapport-elements-manifest' {
  const manifest: object;
  export default manifest;
}
