// What axe-core finds in the open dialog or menu or, without one, in the whole page, by the rules that the first argument names. Null: by
// all of its rules, also its advice, and the size of targets. The body of an asynchronous script.
const [only, done] = arguments;
const dialogs = document.querySelectorAll('dialog[open]');
const scope = dialogs[dialogs.length - 1] ?? document.querySelector('[role=menu]') ?? document;
const options = {
  resultTypes: ['violations', 'incomplete'],
  ...(only ? { runOnly: { type: 'rule', values: only } } : { rules: { 'target-size': { enabled: true } } }),
};

const findings = (kind, rules) =>
  rules.flatMap(({ id, nodes }) =>
    nodes.map(({ html, target, any, all, none }) => ({
      kind,
      rule: id,
      html: html.slice(0, 400),
      words: `${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
    })),
  );

axe.run(scope, options).then(
  ({ violations, incomplete }) => done([...findings('violation', violations), ...findings('incomplete', incomplete)]),
  (error) => done(String(error)),
);
