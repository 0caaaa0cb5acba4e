; Symbols for the pickers of Helix.

(struct_definition name: (identifier) @name) @definition.struct

(enum_definition name: (identifier) @name) @definition.enum

(trait_definition name: (identifier) @name) @definition.interface

(function_definition name: (identifier) @name) @definition.function

(comptime_declaration name: (identifier) @name) @definition.constant

(alias_declaration name: (identifier) @name) @definition.constant

(enum_case name: (identifier) @name) @definition.constant

(field_declaration name: (identifier) @name) @definition.field

(call
  function: [
    (identifier) @name
    (subscript value: (identifier) @name)
    (attribute attribute: (identifier) @name)
    (subscript value: (attribute attribute: (identifier) @name))
    (contextual_member attribute: (identifier) @name)
  ]) @reference.call

(base
  type: [(identifier) @name (subscript value: (identifier) @name)]) @reference.class
