import { configs as lit } from 'eslint-plugin-lit';
import { parser } from 'typescript-eslint';

// oxlint holds the general rules; here are those that need Lit's templates or a selector.

const html = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
    message: 'A string is not markup: write a template. Foreign HTML is shown in the sandboxed frame.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|write)$/][callee.object.name!=/^(process|stdout|stderr|response|stream)$/] > MemberExpression.callee[object.name=/^(document|element|this|host)$/]',
    message: 'A string is not markup: write a template.',
  },
  {
    selector: 'ImportDeclaration[source.value=/unsafe-(html|svg)/]',
    message: 'It passes Trusted Types with any string.',
  },
];

const pure = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Take `now` as an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Take randomness as an argument.',
  },
];

export default [
  { ignores: ['**/build/**', '**/dist/**', '**/storybook-static/**', '**/node_modules/**'] },
  {
    ...lit['flat/recommended'],
    files: ['packages/{client,elements}/src/**/*.ts', 'stories/**/*.ts', 'examples/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parser },
    rules: {
      ...lit['flat/recommended'].rules,
      'lit/no-legacy-template-syntax': 'error',
      'lit/no-template-map': 'off',
      'lit/no-value-attribute': 'error',
      'lit/attribute-names': 'off',
      'no-restricted-syntax': ['error', ...html],
    },
  },
  {
    // The document of a frame is markup inside an attribute, which these take for the template's own.
    files: ['packages/elements/src/foreign/foreign-message.ts'],
    rules: { 'lit/no-invalid-html': 'off', 'lit/attribute-value-entities': 'off' },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    languageOptions: { parser },
    rules: { 'no-restricted-syntax': ['error', ...pure] },
  },
];
