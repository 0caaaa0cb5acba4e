; The outline and the breadcrumbs of Zed.

(decorator) @annotation

(struct_definition "struct" @context name: (identifier) @name) @item

(trait_definition "trait" @context name: (identifier) @name) @item

(extension_definition "__extension" @context name: (identifier) @name) @item

(enum_definition "__enum" @context name: (identifier) @name) @item

(function_definition
  async: _? @context
  ["def" (removed_keyword)] @context
  name: (identifier) @name
  parameters: (parameters "(" @context ")" @context)) @item

(comptime_declaration "comptime" @context name: (identifier) @name) @item

(alias_declaration "alias" @context name: (identifier) @name) @item

(field_declaration "var" @context name: (identifier) @name) @item

(enum_case "case" @context name: (identifier) @name) @item
