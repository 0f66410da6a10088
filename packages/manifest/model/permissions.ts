import Type from "typebox";
import { open } from "./open.ts";
import { strings } from "./strings.ts";

const Exec = Type.Object(
  {
    bin: Type.String({ minLength: 1, description: "Name of the program, looked up on the host's path." }),
    args: Type.Optional(
      strings("Allowed arguments, position by position: a literal, `*` for any one, a last `**` for any rest. Left out: none."),
    ),
  },
  {
    title: "ExecPermission",
    description: "One program that the plugin may run through the host, without a shell.",
    ...open,
  },
);

const Model = Type.Object(
  {
    classes: strings("Model classes that the plugin may ask for, such as `small`."),
    tokensPerCall: Type.Optional(Type.Integer({ minimum: 1, description: "Most tokens one call may use." })),
    tokensPerSession: Type.Optional(Type.Integer({ minimum: 1, description: "Most tokens all calls of a session may use together." })),
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1, description: "Most calls within 60 seconds." })),
  },
  { title: "ModelPermission", description: "Access to the host's model provider, with its budget.", ...open },
);

const Secret = Type.Object(
  {
    name: Type.String({ pattern: "^[A-Z_][A-Z0-9_]*$", description: "Name of the secret in the host's store." }),
    hosts: strings("`host:port` values that may receive the secret."),
    as: Type.String({
      pattern: "^(header|query):[A-Za-z0-9-]+$",
      description: "Where a request carries it, such as `header:authorization`.",
    }),
  },
  { title: "SecretPermission", description: "A secret that the plugin may use without seeing it.", ...open },
);

const Fs = Type.Object(
  {
    read: Type.Optional(
      strings("Paths that may be read: `$workspace $plugin $data $cache $tmp $home`, then a literal path or a trailing `/**`."),
    ),
    write: Type.Optional(strings("Paths that may be written, in the same form.")),
  },
  { title: "FsPermission", description: "File access by path.", ...open },
);

const kinds = {
  fs: Type.Optional(Fs),
  net: Type.Optional(
    strings("`host:port` values (port 443 when left out) that may be reached; a wildcard only as the whole left-most label."),
  ),
  env: Type.Optional(strings("Exact names of environment variables that may be read.")),
  exec: Type.Optional(Type.Array(Exec, { description: "Programs that may be run." })),
  model: Type.Optional(Model),
  secrets: Type.Optional(Type.Array(Secret, { description: "Secrets that may be used." })),
};

const HookFields = Type.Object(
  { fields: strings("Payload fields that reach the plugin.") },
  { title: "HookPermission", description: "What a plugin sees of one hook.", ...open },
);

export const OptionalPermissions = Type.Object(kinds, {
  title: "OptionalPermissions",
  description: "Permissions that the plugin works without.",
  ...open,
});

export const Permissions = Type.Object(
  {
    ...kinds,
    hooks: Type.Optional(Type.Record(Type.String(), HookFields, { description: "Payload fields that the plugin asks to see, per hook." })),
    optional: Type.Optional(OptionalPermissions),
    reasons: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        description: "Why an atom is asked for, by the beginning of the atom (`net:api.acme.dev:443`).",
      }),
    ),
  },
  {
    title: "Permissions",
    description: "What the plugin asks to be allowed to do. Nothing is granted by default.",
    ...open,
  },
);
