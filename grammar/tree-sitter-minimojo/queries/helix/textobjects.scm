; What `mif`, `]f`, `mac`, `]a` and their like select in Helix.

(function_definition body: (block) @function.inside) @function.around

(decorated_definition definition: (function_definition)) @function.around

(lambda body: (_) @function.inside) @function.around

(struct_definition body: (block) @class.inside) @class.around

(trait_definition body: (block) @class.inside) @class.around

(extension_definition body: (block) @class.inside) @class.around

(enum_definition body: (block) @class.inside) @class.around

(parameters ((_) @parameter.inside . "," ? @parameter.around) @parameter.around)

(type_parameters ((_) @parameter.inside . "," ? @parameter.around) @parameter.around)

(argument_list ((_) @parameter.inside . "," ? @parameter.around) @parameter.around)

(comment) @comment.inside

(comment) + @comment.around

((function_definition name: (identifier) @_name body: (block) @test.inside) @test.around
  (#match? @_name "^test_"))

(list (_) @entry.around)

(tuple (_) @entry.around)

(set (_) @entry.around)

(pair (_) @entry.inside) @entry.around

(enum_case name: (identifier) @entry.inside) @entry.around

(field_declaration name: (identifier) @entry.inside) @entry.around
